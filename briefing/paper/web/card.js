// A card at one stop: the compiler's panel, key points, quotations, policy steps, notes, sources.
function cardSections(card, stop) {
  const shown = editionsAt(card, stop);
  if (!shown.length) return emptySections(card, stop);
  const changes = changesAt(card, stop);
  return [...shown.flatMap((one, index) => editionSections(card, stop, one, changes, index, shown.length)), ...footSections(card, stop)];
}

function editionSections(card, stop, one, changes, index, count) {
  const { edition } = one;
  const source = data.sources[edition.source];
  const own = new Set(edition.points.map((point) => point.topic));
  // What is not addressed any more is said once, with the first of the stop's talks.
  const rows = changes.filter((change) => own.has(change.topic) || (index === 0 && !change.after));
  const about = [heading(2, "page-title", count > 1 ? source.title : stop.heading), paragraph("by", count > 1 ? source.by : `${source.title}. ${source.by}`)];
  const talk = section(count > 1 ? (index ? "ruled" : "") : "on-paper edition", "", [row({ text: about })]);
  const before = stopBefore(card, stop);
  const since = before ? ` since ${before.label}` : "";
  return [
    talk,
    panel(card, one, rows, since),
    ...statementSections(card, one, new Map(changes.map((change) => [change.topic, change.verdict])), since, stop),
  ];
}

function panel(card, { edition, number }, changes, since) {
  const line = anchored(paragraph("lead", rich(edition.bottom)), `bottom-${number}`);
  const rows = [row({ head: "Bottom line", text: line, meta: [el("span", "hint", "Compiler’s reading")] })];
  const said = edition.changed ? anchored(paragraph("body", rich(edition.changed)), `changed-${number}`) : "";
  const verdicts = fields("verdicts", verdictFields(card, { edition, number }, changes));
  if (said || verdicts) rows.push(row({ head: `What changed${since}`, text: [said, verdicts] }));
  return section("tint", "Compiler’s reading", rows);
}

// One line for each word of change; a topic leads to where it stands, here or at the stop before.
function verdictFields(card, { edition, number }, changes) {
  const places = new Map();
  for (const stop of stops)
    for (const one of editionsAt(card, stop).filter(() => stop.number < place.stop.number))
      one.edition.points.forEach((point, index) => places.set(point.topic, toStop(stop, `point-${one.number}-${index}`)));
  edition.points.forEach((point, index) => places.set(point.topic, toHere(`point-${number}-${index}`)));
  return VERDICTS.map((verdict) => [verdict, changes.filter((change) => change.verdict === verdict)])
    .filter(([, found]) => found.length)
    .map(([verdict, found]) => [
      verdict === "not addressed" ? "dropped" : "",
      capital(verdict),
      joined(found.map(({ topic }) => link(places.get(topic), rich(card.topics[topic])))),
    ]);
}

function statementSections(card, { edition, number }, verdicts, since, stop) {
  const points = edition.points.map((point, index) => pointRow(card, point, verdicts.get(point.topic), since, `point-${number}-${index}`));
  const quotes = edition.quotes.map((quote, index) => quoteRow(quote, `quote-${number}-${index}`));
  const steps = edition.steps.map((step, index) => stepRow(step, index + 1, `step-${number}-${index}`));
  if (!steps.length) steps.push(row({ text: paragraph("silence", `None recommended in ${stop.label}`) }));
  return [["Key points", points], ["Quotations", quotes], ["Recommended policy steps", steps]]
    .filter(([, rows]) => rows.length)
    .map(([head, rows]) => headed("ruled", head, rows));
}

// Rows of which the first carries the side head.
function headed(css, head, rows) {
  rows[0].querySelector(".side").append(heading(2, "", head));
  return section(css, head, rows);
}

function pointRow(card, point, verdict, since, anchor) {
  const change = verdict ? capital(verdict) + (verdict === "new" ? "" : since) : "";
  const topic = anchored(heading(3, "topic", rich(card.topics[point.topic])), anchor);
  return row({ text: [topic, paragraph("body", rich(point.text))], meta: [badge(point.kind), change, reference(point.ref)] });
}

function quoteRow(quote, anchor) {
  const by = paragraph("by", quote.by);
  if (!quote.said)
    return row({ text: [anchored(paragraph("reported", rich(quote.text)), anchor), by], meta: [badge("as reported"), reference(quote.ref)] });
  const mark = el("span", "mark", "“");
  mark.setAttribute("aria-hidden", "true");
  const said = anchored(el("blockquote", "quote", el("span", "unseen", "“"), rich(quote.text), "”"), anchor);
  return row({ hang: mark, text: [said, by], meta: [reference(quote.ref)] });
}

function stepRow(step, number, anchor) {
  const actor = anchored(heading(3, "topic", rich(step.actor)), anchor);
  const text = [actor, paragraph("body", rich(step.action)), stepFields(step)];
  return row({ hang: el("span", "number", String(number)), text, meta: [reference(step.ref)] });
}

function footSections(card, stop) {
  const made = restSections(card);
  const sources = sourceRows(card, [stop]);
  if (sources.length) made.push(headed("ruled close", "Sources", sources));
  return made;
}

// What belongs to the card and to no edition of it.
function restSections(card) {
  const made = [];
  const notes = card.notes.map((note, index) =>
    row({ text: anchored(paragraph("body", rich(note.text)), `note-${index}`), meta: [note.date, note.by] }));
  if (notes.length) made.push(headed("tint", "Notes", notes));
  if (card.related.length) {
    const names = card.related.map(([name, id]) => (id ? link(toCard(cards.get(id)), rich(name)) : rich(name)));
    made.push(headed("ruled close", "See also", [row({ text: paragraph("source", joined(names)) })]));
  }
  return made;
}

// Every source that the card cites, with a link from each paragraph to where it is cited first.
function sourceRows(card, shown) {
  const uses = new Map();
  for (const here of [true, false])
    card.editions.forEach((edition, number) => {
      const own = data.sources[edition.source].stop;
      if (!uses.has(edition.source)) uses.set(edition.source, new Map());
      if (shown.includes(stops[own]) !== here) return;
      for (const { item, anchor } of statements({ edition, number })) {
        const [, source, paras] = item.ref;
        if (!uses.has(source)) uses.set(source, new Map());
        for (const para of paras)
          if (!uses.get(source).has(para)) uses.get(source).set(para, here ? toHere(anchor) : toStop(stops[own], anchor));
      }
    });
  const order = [...uses].sort(([one], [other]) => data.sources[one].stop - data.sources[other].stop || one - other);
  return order.map(([source, paras]) => {
    const { id, speaker, rest } = data.sources[source];
    const links = [...paras].sort(([one], [other]) => one - other).map(([para, address]) => link(address, `¶${para}`));
    const text = anchored(paragraph("source", el("span", "name", speaker), rest), `source-${id}`);
    return row({ text, meta: [joined(links)] });
  });
}

// Silence is shown: that the card has nothing at this stop, and the way on.
function emptySections(card, stop) {
  const near = nearestStop(card, stop), own = stopsOf(card);
  const related = card.related.map(([, id]) => cards.get(id)).find((other) => other && has(other, stop));
  const had = own.length > 1 ? `has editions for ${listed(own.map((one) => one.label))}` : `has one edition, ${own[0]?.label}`;
  const said = own.length ? `There is nothing to show for this stop. The card ${had}.` : "The card has no edition yet.";
  const may = related ? [` The ${stop.label} edition of `, ...rich(related.name), " may help."] : [];
  const show = near && `Show ${near.label} edition`;
  const buttons = [
    near && button("button default", near.number > stop.number ? `${show} →` : `← ${show}`, () => go(toStop(near))),
    related && button("button", `Open ${plain(related.name)}, ${stop.short}`, () => go(toCard(related))),
  ];
  const text = [heading(2, "page-title", silentAbout(card, stop)), paragraph("deck", said, may), el("div", "buttons", buttons.filter(Boolean))];
  const made = [section("", "No edition", [row({ head: "No edition", text })])];
  for (const { edition } of near ? editionsAt(card, near) : []) {
    const month = unbroken(`in ${data.sources[edition.source].month}`);
    made.push(section("ruled", "", [row({ head: `Bottom line ${month}`, text: paragraph("body", rich(edition.bottom)), meta: [el("span", "hint", "Compiler’s reading")] })]));
  }
  return [...made, ...restSections(card)];
}
