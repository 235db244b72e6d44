// The timeline: whole calendar years in proportion, a dot a stop, and a slider at each chosen one.
const timeline = el("div", "timeline");
const rail = el("div", "rail");
const thumbs = [0, 1].map(() => el("span", "thumb"));
const years = el("div", "years");
const between = el("div", "between");
const MOST_NAMED = 6, MOST_LARGE = 12, GAP = 16, LEAST_NAME = 60, AT_END = 72, EDGE = 8;
const YEAR = 36, LEAST_YEAR = 4, YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const marks = stops.map((stop) => ({
  stop,
  dot: button("stop", "", () => choose(stop)),
  bar: stop.place.length > 1 ? el("div", "span") : null,
  date: el("span", "label date", stop.short),
  talk: el("span", "label talk", stop.names.join("; ")),
}));

function buildTimeline() {
  timeline.setAttribute("role", "group");
  labelled(timeline, "Timeline");
  timeline.classList.toggle("many", stops.length > MOST_LARGE);
  years.setAttribute("aria-hidden", "true");
  rail.append(years, el("div", "track"));
  for (const { bar, stop } of marks)
    if (bar) {
      bar.style.left = percent(stop.place[1]);
      bar.style.width = percent(stop.place[2] - stop.place[1]);
      rail.append(bar);
    }
  rail.append(between);
  for (const { dot, stop, date, talk } of marks) {
    dot.style.left = percent(stop.place[0]);
    // The sliders are what the keyboard moves; the dots are for pointers, and for those who listen.
    dot.tabIndex = -1;
    date.addEventListener("click", () => choose(stop));
    talk.setAttribute("aria-hidden", date.setAttribute("aria-hidden", "true") ?? "true");
    rail.append(dot);
    timeline.append(date, talk);
  }
  thumbs.forEach((thumb, end) => {
    for (const [name, value] of [["role", "slider"], ["tabindex", "0"], ["aria-valuemin", "1"], ["aria-valuemax", String(stops.length)]]) thumb.setAttribute(name, value);
    thumb.addEventListener("keydown", (event) => pressed(event, end));
    rail.append(thumb);
  });
  timeline.prepend(rail);
  dragging();
  new ResizeObserver(() => layLabels(place.older ? [place.older, place.stop] : [place.stop])).observe(timeline);
}

const percent = (share) => `${(share * 100).toFixed(3)}%`;

// A tick at the start of each calendar year, as far as they have room, and figures at those that have.
function layYears(width) {
  const [first, last] = data.years, count = last + 1 - first;
  const per = width / count, step = YEAR_STEPS.find((one) => one * per >= YEAR) ?? YEAR_STEPS.at(-1);
  const made = [];
  for (let year = first; year <= last; year += 1) {
    const x = (year - first) * per;
    if (per >= LEAST_YEAR || year % step === 0 || year === first) made.push(at(el("div", "tick"), x));
    if (year % step === 0 && x <= width + EDGE - YEAR) made.push(at(el("span", "year", String(year)), x));
  }
  years.replaceChildren(...made, at(el("div", "tick"), width));
}

function at(made, x) {
  made.style.left = `${x}px`;
  return made;
}

function updateTimeline({ card, stop, older }) {
  const chosen = older ? [older, stop] : [stop], own = stopsOf(card);
  for (const mark of marks) {
    const isChosen = chosen.includes(mark.stop), count = own.indexOf(mark.stop) + 1;
    for (const part of [mark.dot, mark.bar, mark.date, mark.talk]) part?.classList.toggle("chosen", isChosen);
    mark.dot.classList.toggle("has", count > 0);
    labelled(mark.dot, `${mark.stop.heading}, ${count ? `edition ${count} of ${own.length}` : "no edition"}`);
    mark.dot.title = [mark.stop.heading, ...mark.stop.names].join("\n");
  }
  thumbs.forEach((thumb, end) => {
    const shown = older ? chosen[end] : stop, count = own.indexOf(shown) + 1;
    thumb.hidden = end === 0 && !older;
    thumb.style.left = percent(shown.place[0]);
    thumb.classList.toggle("has", count > 0);
    thumb.setAttribute("aria-valuenow", String(shown.number + 1));
    thumb.setAttribute("aria-valuetext", `${shown.heading}, ${count ? `edition ${count} of ${own.length}` : "no edition"}`);
    labelled(thumb, older ? ["Earlier stop", "Later stop"][end] : "Stop");
  });
  between.hidden = !older;
  between.style.left = percent(chosen[0].place[0]);
  between.style.width = percent(stop.place[0] - chosen[0].place[0]);
  layLabels(chosen);
}

// Choose a stop; while two are compared, it takes the place of the nearer one (or of `end`).
function choose(stop, end = null) {
  const { card, older } = place;
  if (!older) return go(addressOf({ card, stop, anchor: "" }));
  if (!has(card, stop)) return undefined;
  const moved = end ?? (Math.abs(stop.number - older.number) < Math.abs(stop.number - place.stop.number) ? 0 : 1);
  const kept = moved ? older : place.stop;
  if (kept === stop) return undefined;
  const [first, last] = [kept, stop].sort((one, other) => one.number - other.number);
  return go(addressOf({ card, stop: last, older: first, anchor: "" }));
}

function pressed(event, end) {
  if (event.altKey || event.metaKey) return;
  const far = event.ctrlKey || Boolean(place.older), current = place.older && end === 0 ? place.older : place.stop;
  const known = far || event.key.startsWith("Page") ? stopsOf(place.card) : stops;
  const later = known.filter((stop) => stop.number > current.number), earlier = known.filter((stop) => stop.number < current.number);
  const keys = {
    ArrowRight: later[0], ArrowUp: later[0], PageUp: later[0],
    ArrowLeft: earlier.at(-1), ArrowDown: earlier.at(-1), PageDown: earlier.at(-1),
    Home: earlier[0], End: later.at(-1),
  };
  if (!(event.key in keys)) return;
  event.preventDefault();
  const wanted = keys[event.key];
  if (wanted && staysBeside(wanted, end)) choose(wanted, end);
}

// One end never passes the other: the slider under the finger stays the same end.
function staysBeside(wanted, end) {
  if (!place.older || end === null) return true;
  return end ? wanted.number > place.older.number : wanted.number < place.stop.number;
}

function dragging() {
  let end = null;
  const nearest = (event, known) => {
    const box = rail.getBoundingClientRect(), share = (event.clientX - box.left) / box.width;
    return known.reduce((best, stop) => (Math.abs(stop.place[0] - share) < Math.abs(best.place[0] - share) ? stop : best));
  };
  rail.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const known = place.older ? stopsOf(place.card) : stops;
    const thumb = thumbs.indexOf(event.target);
    end = thumb < 0 ? null : thumb;
    rail.setPointerCapture(event.pointerId);
    if (thumb < 0) choose(nearest(event, known));
  });
  rail.addEventListener("pointermove", (event) => {
    if (!rail.hasPointerCapture(event.pointerId)) return;
    const wanted = nearest(event, place.older ? stopsOf(place.card) : stops);
    if (wanted !== place.stop && wanted !== place.older && staysBeside(wanted, end)) choose(wanted, place.older ? end : null);
  });
}

// Room below the track: chosen stops always have it, then the first and the last, then the rest.
function layLabels(chosen) {
  const width = timeline.clientWidth;
  if (!width) return;
  layYears(width);
  const order = [...new Set([...chosen, stops[0], stops.at(-1), ...stops])].map((stop) => marks[stop.number]);
  for (const { date, talk } of marks) for (const label of [date, talk]) Object.assign(label.style, { left: "0", width: "auto", visibility: "hidden" });
  const xs = marks.map(({ stop }) => stop.place[0] * width);
  const wide = new Map(order.flatMap(({ date, talk }) => [date, talk]).map((label) => [label, Math.ceil(label.getBoundingClientRect().width)]));
  const names = new Map();
  const most = chosen.length > 1 ? Math.max((width + 2 * EDGE - GAP) / 2, 0) : width + 2 * EDGE;
  for (const mark of order) {
    const x = xs[mark.stop.number], isChosen = chosen.includes(mark.stop);
    if (!isChosen && stops.length > MOST_NAMED) continue;
    const room = isChosen ? fit(x, Math.min(wide.get(mark.talk), most), width) : between_(xs, mark, wide.get(mark.talk), names, width);
    if (room) names.set(mark, room);
  }
  if (chosen.length > 1) apart(chosen.map((stop) => names.get(marks[stop.number])), width);
  for (const [mark, room] of names) put(mark.talk, room);
  const dates = [];
  for (const mark of order) {
    const room = dateRoom(xs[mark.stop.number], wide.get(mark.date), names.get(mark), width);
    const isChosen = chosen.includes(mark.stop);
    if (isChosen && dates.length) apart([dates[0], room].sort((one, other) => one.x - other.x), width);
    if (isChosen || dates.every((other) => clear(room, other))) dates.push(Object.assign(room, { label: mark.date }));
  }
  for (const room of dates) put(room.label, room);
}

function fit(x, wide, width) {
  const left = Math.min(Math.max(x - wide / 2, -EDGE), width + EDGE - wide);
  return { x, left, right: left + wide };
}

// The room that the neighbors leave to a name; none where it would be cut to a stump.
function between_(xs, { stop }, wide, names, width) {
  const number = stop.number, x = xs[number], others = [...names];
  const low = Math.max(number ? (xs[number - 1] + x + GAP) / 2 : -EDGE, ...others.filter(([mark]) => mark.stop.number < number).map(([, room]) => room.right + GAP));
  const high = Math.min(number + 1 < xs.length ? (x + xs[number + 1] - GAP) / 2 : width + EDGE, ...others.filter(([mark]) => mark.stop.number > number).map(([, room]) => room.left - GAP));
  const size = Math.min(wide, high - low);
  if (size < Math.min(wide, LEAST_NAME) || x < low || x > high) return null;
  const left = Math.min(Math.max(x - size / 2, low), high - size);
  return { x, left, right: left + size };
}

// Near an end of the track a date shares the edge of the name below it.
function dateRoom(x, wide, name, width) {
  if (name && name.left <= -EDGE + 1 && x <= AT_END) return { x, left: name.left, right: name.left + wide };
  if (name && name.right >= width + EDGE - 1 && width - x <= AT_END) return { x, left: name.right - wide, right: name.right };
  return fit(x, wide, width);
}

function apart([one, other], width) {
  const over = one.right + GAP - other.left;
  if (over <= 0) return;
  const wide = one.right - one.left, rest = other.right - other.left;
  const left = Math.max(-EDGE, Math.min(one.left - over / 2, width + EDGE - wide - GAP - rest));
  Object.assign(one, { left, right: left + wide });
  Object.assign(other, { left: one.right + GAP, right: one.right + GAP + rest });
}

const clear = (one, other) => one.right + GAP <= other.left || other.right + GAP <= one.left;

function put(label, { left, right }) {
  Object.assign(label.style, { left: `${left}px`, width: `${right - left}px`, visibility: "visible" });
}
