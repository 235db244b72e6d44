// The library's data, what follows from it, and how text becomes part of the page: always as text.
const data = JSON.parse(document.getElementById("data").textContent);
const cards = new Map(data.cards.map((card) => [card.id, card]));
const stops = data.stops.map((stop, number) => ({ ...stop, number }));
const byId = (id) => document.getElementById(id);
const EMPHASIS = 1, STRONG = 2, CODE = 4;
const VERDICTS = ["reversed", "hardened", "softened", "developed", "kept", "new", "not addressed"];

// An element of a class that holds text and elements; a string can never become markup here.
function el(tag, css, ...inside) {
  const made = document.createElement(tag);
  if (css) made.className = css;
  made.append(...inside.flat(Infinity).filter((part) => part !== "" && part != null && part !== false));
  return made;
}

function svg(tag, attributes, ...inside) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

// A text field with its emphasis, code and web links.
function rich(told) {
  const runs = Array.isArray(told) ? told : [told];
  return runs.map((run) => (typeof run === "string" ? run : styled(run)));
}

function styled([text, style, address]) {
  let made = text;
  if (style & CODE) made = el("code", "", made);
  if (style & EMPHASIS) made = el("em", "", made);
  if (style & STRONG) made = el("strong", "", made);
  return address ? webLink(address, made) : made;
}

// A link out of this file: followed by a click alone, and telling nobody where it was followed from.
function webLink(address, inside) {
  if (!/^https?:\/\//i.test(address)) return inside;
  const made = el("a", "web", inside);
  made.href = address;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  made.title = address;
  return made;
}

function plain(told) {
  return Array.isArray(told) ? told.map((run) => (typeof run === "string" ? run : run[0])).join("") : told;
}

function button(css, text, press) {
  const made = el("button", css, text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

function link(address, ...inside) {
  const made = el("a", "", ...inside);
  made.setAttribute("href", address);
  return made;
}

function labelled(made, text) {
  made.setAttribute("aria-label", text);
  return made;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const counted = (number, word) => `${number.toLocaleString("en-US")} ${word}${number === 1 ? "" : "s"}`;
const listed = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);
const unbroken = (text) => text.replaceAll(" ", "\u00a0");

// The card's editions at a stop, each with its place in the card.
function editionsAt(card, stop) {
  return card.editions
    .map((edition, number) => ({ edition, number }))
    .filter(({ edition }) => data.sources[edition.source].stop === stop.number);
}

const has = (card, stop) => editionsAt(card, stop).length > 0;
const stopsOf = (card) => stops.filter((stop) => has(card, stop));
const stopBefore = (card, stop) => stopsOf(card).filter((other) => other.number < stop.number).at(-1);

// The stop nearest in time at which the card has an edition; of two, the later.
function nearestStop(card, stop) {
  const far = (other) => Math.abs(other.place[0] - stop.place[0]);
  return stopsOf(card).reverse().reduce((best, other) => (best && far(best) <= far(other) ? best : other), undefined);
}

function pointsAt(card, stop) {
  return new Map(editionsAt(card, stop).flatMap(({ edition }) => edition.points.map((point) => [point.topic, point])));
}

// The topics of two stops: those in both, the new ones, then those that are not addressed. A change
// speaks of the edition just before; between stops that are further apart it is not shown.
function topicRows(card, older, newer) {
  const before = pointsAt(card, older), after = pointsAt(card, newer);
  const adjacent = stopBefore(card, newer) === older;
  const row = (topic, verdict) => ({ topic, before: before.get(topic), after: after.get(topic), verdict });
  const topics = [...after.keys()];
  return [
    ...topics.filter((topic) => before.has(topic)).map((topic) => row(topic, (adjacent && after.get(topic).change) || "")),
    ...topics.filter((topic) => !before.has(topic)).map((topic) => row(topic, "new")),
    ...[...before.keys()].filter((topic) => !after.has(topic)).map((topic) => row(topic, "not addressed")),
  ];
}

function changesAt(card, stop) {
  const before = stopBefore(card, stop);
  return before && has(card, stop) ? topicRows(card, before, stop) : [];
}

// Every statement of an edition with the anchor under which it stands on the card's page.
function statements({ edition, number }) {
  return ["point", "quote", "step"].flatMap((kind) =>
    edition[`${kind}s`].map((item, index) => ({ kind, item, anchor: `${kind}-${number}-${index}` })));
}
