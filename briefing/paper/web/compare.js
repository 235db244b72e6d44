// Two stops of a card side by side: a row a topic, and under the topic what became of it.
function compareSections(card, older, newer) {
  const sides = [["older", older], ["newer", newer]].map(([css, stop]) => ({ css, stop, editions: editionsAt(card, stop) }));
  return [
    section("loose", "Stops compared", [headsOf(sides)]),
    section("tint", "Compiler’s reading", [bottomLines(sides), changedRow(card, sides[1])]),
    pairs("Key points", sides, topicRows(card, older, newer).map((change) => topicPair(card, sides, change))),
    pairs("Quotations", sides, quotePairs(sides)),
    pairs("Policy steps", sides, stepPair(sides)),
    headed("ruled close", "Sources", sourceRows(card, [older, newer])),
  ].filter(Boolean);
}

function headsOf(sides) {
  const cells = sides.map(({ css, stop }) => {
    const talks = stop.names.flatMap((name, index) => [paragraph("meta", name), paragraph("meta", stop.by[index])]);
    return el("div", `cell ${css}`, heading(2, "page-title", stop.heading), talks);
  });
  return el("div", "heads", cells);
}

function pair(label, sides, cells, css = "") {
  const made = sides.map((side, index) =>
    cells[index] === null ? "" : el("div", `cell ${side.css}`, el("span", "stop-name", side.stop.heading), cells[index]));
  return el("div", `pair ${css}`, el("div", "side", label), made);
}

function pairs(head, sides, rows) {
  if (!rows.length) return "";
  const names = sides.map(({ css, stop }) => el("div", `cell ${css} of`, stop.heading));
  names.forEach((name) => name.setAttribute("aria-hidden", "true"));
  rows[0].classList.add("first");
  return section(head === "Key points" ? "" : "loose", head, [el("div", "section-head", el("div", "side", heading(2, "", head)), names), ...rows]);
}

function bottomLines(sides) {
  const label = [heading(2, "", "Bottom line"), paragraph("hint", "Compiler’s reading")];
  return pair(label, sides, sides.map(({ editions }) =>
    editions.map(({ edition, number }) => anchored(paragraph("body", rich(edition.bottom)), `bottom-${number}`))));
}

function changedRow(card, newer) {
  const said = newer.editions.filter(({ edition }) => edition.changed)
    .map(({ edition, number }) => anchored(paragraph("body", rich(edition.changed)), `changed-${number}`));
  if (!said.length) return "";
  const before = stopBefore(card, newer.stop);
  const label = heading(2, "", `What changed${before ? ` since ${before.label}` : ""}`);
  return el("div", "pair", el("div", "side", label), el("div", "cell both", said));
}

function topicPair(card, sides, change) {
  const label = [heading(3, "topic", rich(card.topics[change.topic])), change.verdict && paragraph("hint", capital(change.verdict))];
  return pair(label, sides, sides.map(({ stop, editions }) => {
    const found = editions.flatMap(({ edition, number }) => edition.points.map((point, index) => ({ point, anchor: `point-${number}-${index}` })))
      .filter(({ point }) => point.topic === change.topic)
      .map(({ point, anchor }) => [anchored(paragraph("body", rich(point.text)), anchor), under(badge(point.kind), reference(point.ref))]);
    return found.length ? found.flat() : paragraph("silence", `Not addressed in ${stop.label}`);
  }));
}

function quotePairs(sides) {
  const columns = sides.map(({ editions }) => editions.flatMap(({ edition, number }) =>
    edition.quotes.map((quote, index) => quoteCell(quote, `quote-${number}-${index}`))));
  if (!columns.some((column) => column.length)) return [];
  const filled = columns.map((column) => (column.length ? column : [[paragraph("silence", "No quotation")]]));
  const count = Math.max(...filled.map((column) => column.length));
  return Array.from({ length: count }, (_, index) => pair("", sides, filled.map((column) => column[index] ?? null)));
}

function quoteCell(quote, anchor) {
  const by = paragraph("by hint", quote.by);
  if (!quote.said) return [anchored(paragraph("reported", rich(quote.text)), anchor), by, under(badge("as reported"), reference(quote.ref))];
  return [anchored(el("blockquote", "quote", "“", rich(quote.text), "”"), anchor), by, under(reference(quote.ref))];
}

function stepPair(sides) {
  const columns = sides.map(({ editions }) => editions.flatMap(({ edition, number }) =>
    edition.steps.map((step, index) => stepCell(step, index + 1, `step-${number}-${index}`))));
  if (!columns.some((column) => column.length)) return [];
  return [pair("", sides, columns.map((column, index) =>
    (column.length ? column : paragraph("silence", `None recommended in ${sides[index].stop.label}`))))];
}

function stepCell(step, number, anchor) {
  const actor = anchored(heading(3, "topic", `${number}\u2002`, rich(step.actor)), anchor);
  return el("div", "step", actor, paragraph("body", rich(step.action)), stepFields(step), under(reference(step.ref)));
}

const under = (...parts) => paragraph("meta under", ...parts);
