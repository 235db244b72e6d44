// The building blocks of every page: rows and sections on the grid, badges and references.
const HEAD = { 2: "h2", 3: "h3" };

// One row: `head` beside it, `hang` before the text, `meta` beside the evidence.
function row({ head = "", hang = "", text, meta = [] }) {
  const side = typeof head === "string" && head ? el("h2", "", head) : head;
  return el("div", "row", el("div", "side", side), el("div", "hang", hang), el("div", "text", text),
    el("div", "meta", meta.filter(Boolean).map((line) => el("p", "", line))));
}

// A section under one side head, which is its name for those who listen.
function section(css, head, rows) {
  const made = el("section", `part ${css}`, rows);
  return head ? labelled(made, head) : made;
}

function anchored(made, anchor) {
  made.dataset.anchor = anchor;
  made.tabIndex = -1;
  return made;
}

const heading = (level, css, ...inside) => el(HEAD[level], css, ...inside);
const paragraph = (css, ...inside) => el("p", css, ...inside);
const KINDS = ["assessment", "forecast", "warning", "fact"];
const badge = (kind) => el("span", `badge ${KINDS.includes(kind) ? kind : ""}`, capital(kind));

// `2010 ¶18–19`, which leads to the source's entry at the foot of the card.
function reference([label, source]) {
  return link(toHere(`source-${data.sources[source].id}`), label);
}

function fields(css, found) {
  if (!found.length) return "";
  return el("dl", `fields ${css}`, found.map(([style, label, value]) => [el("dt", style, label), el("dd", style === "quiet" ? "quiet" : "", value)]));
}

function stepFields(step) {
  const told = step.fields.map(([label, text]) => ["", label, rich(text)]);
  return fields("", step.silent ? [...told, ["quiet", "Not stated", step.silent]] : told);
}

function joined(parts) {
  return parts.flatMap((part, index) => (index ? [", ", part] : [part]));
}

function silentAbout(card, stop) {
  return [...rich(card.name), ` does not come up in ${unbroken(stop.talk)}.`];
}

function map(card) {
  if (card.map === null) return "";
  const chart = data.maps[card.map];
  const parts = [
    svg("path", { class: "land", d: chart.land }),
    svg("path", { class: "focus", d: chart.focus }),
    svg("path", { class: "border", d: chart.borders, "stroke-width": chart.width }),
    svg("path", { class: "border disputed", d: chart.disputed, "stroke-width": chart.width }),
  ];
  if (chart.ring) {
    const [cx, cy] = chart.ring;
    parts.push(svg("circle", { class: "pin", cx, cy, r: 25 }), svg("circle", { class: "ring", cx, cy, r: 80 }));
  }
  const made = svg("svg", { class: "map", viewBox: "0 0 1680 1000", role: "img" }, ...parts);
  return labelled(made, `Locator map: ${plain(card.name)}`);
}
