// The country list: regions, names, and at which stops each card has an edition.
const MOST_DOTS = 6, STRIP = 72;
const links = new Map();

function buildList() {
  const groups = [];
  for (const card of cards.values()) {
    if (groups.at(-1)?.region !== card.region) groups.push({ region: card.region, list: el("ul", "") });
    groups.at(-1).list.append(el("li", "", entry(card)));
  }
  for (const { region, list } of groups) byId("countries").append(labelled(el("section", "region", el("h2", "", region), list), region));
  if (stops.length <= MOST_DOTS) byId("years").append(...stops.map((stop) => el("span", "", stop.year)));
  byId("countries").addEventListener("keydown", walk);
}

function entry(card) {
  const own = stopsOf(card), ends = stops.length > MOST_DOTS ? strip(card) : el("span", "ends", stops.map((stop) => el("span", has(card, stop) ? "dot has" : "dot")));
  ends.setAttribute("aria-hidden", "true");
  const said = own.length ? `, editions: ${listed(own.map((stop) => stop.heading))}` : ", no edition";
  const made = link("#", el("span", "", plain(card.name)), el("span", "unseen", said), ends, el("span", "hits"));
  made.className = "country";
  made.tabIndex = -1;
  links.set(card, made);
  return made;
}

// Too many stops for dots: a line a stop, tall where there is an edition.
function strip(card) {
  const all = stops.map((stop) => tick(card, stop, 4.5, 0.5)).join("");
  return svg("svg", { class: "strip", viewBox: `0 0 ${STRIP} 16` }, svg("path", { d: all }), svg("path", { class: "chosen", d: "" }));
}

// A stop's line in the strip, of half the one height where the card has an edition, else the other.
function tick(card, stop, tall, short) {
  const x = (stop.number * (STRIP - 3)) / (stops.length - 1) + 1.5, half = has(card, stop) ? tall : short;
  return `M${x.toFixed(1)} ${8 - half}v${2 * half}`;
}

function updateList() {
  const chosen = place.older ? [place.older, place.stop] : [place.stop];
  for (const [card, made] of links) {
    made.setAttribute("href", toCard(card));
    made.classList.toggle("silent", !chosen.some((stop) => has(card, stop)));
    const current = card === place.card && place.view === "card";
    if (current) made.setAttribute("aria-current", "page");
    else made.removeAttribute("aria-current");
    made.tabIndex = card === place.card ? 0 : -1;
    const ends = made.querySelector(".ends");
    if (ends) [...ends.children].forEach((dot, number) => dot.classList.toggle("chosen", chosen.some((stop) => stop.number === number)));
    else made.querySelector(".chosen")?.setAttribute("d", chosen.map((stop) => tick(card, stop, 8, 2.5)).join(""));
  }
  [...byId("years").children].forEach((year, number) => year.classList.toggle("chosen", chosen.some((stop) => stop.number === number)));
}

// Show only the cards with hits and how many they have, or all again where `found` is null.
function filterList(found) {
  for (const [card, made] of links) {
    const count = found?.get(card) ?? 0;
    made.parentElement.hidden = Boolean(found) && !count;
    made.querySelector(".hits").textContent = found ? String(count) : "";
    const ends = made.querySelector(".ends, .strip");
    ends.style.display = found ? "none" : "";
  }
  for (const region of document.querySelectorAll(".region")) region.hidden = !region.querySelector("li:not([hidden])");
  byId("years").style.visibility = found ? "hidden" : "";
  byId("said").textContent = found ? `${counted(found.size, "card")} with matches` : data.counts;
  const first = [...links.values()].find((made) => !made.parentElement.hidden);
  if (found && first && links.get(place.card).parentElement.hidden) first.tabIndex = 0;
}

function reveal(card) {
  const made = links.get(card), box = byId("countries");
  const top = made.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (top < 30 || top > box.clientHeight - 30) box.scrollTop += top - box.clientHeight / 3;
}

// Arrows, Home, End and the letters of a name move along the list; Return opens.
let typed = "", typedAt = 0;
function walk(event) {
  const shown = [...links.values()].filter((made) => !made.parentElement.hidden);
  const at = shown.indexOf(document.activeElement);
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = { ArrowDown: shown[at + 1], ArrowUp: shown[at - 1], Home: shown[0], End: shown.at(-1) };
  let wanted = keys[event.key];
  if (event.key.length === 1 && /\S/.test(event.key)) {
    typed = event.timeStamp - typedAt < 900 ? typed + event.key : event.key;
    typedAt = event.timeStamp;
    const from = typed.length > 1 ? at : at + 1;
    wanted = [...shown.slice(from), ...shown.slice(0, from)].find((made) => folded(made.firstChild.textContent).startsWith(folded(typed)));
  } else if (!(event.key in keys)) return;
  event.preventDefault();
  wanted?.focus();
}
