// What is shown: the card, the comparison, the search or the library of the address.
const content = byId("content");
const query = byId("query");
const pages = svg("path", { d: "M3.25 3.5h5v13h-5zM11.75 3.5h5v13h-5z" });
const compareButton = button("button", [svg("svg", { class: "icon", viewBox: "0 0 20 20", "aria-hidden": "true" }, pages), "Compare"], compare);
let head = null;
let parts = null;

// `moved` where the reader goes on, `back` where he returns to what he left.
function show({ moved = false, back = false } = {}) {
  const before = place, held = content.contains(document.activeElement);
  place = placeOf(here);
  updateList();
  const made = { card: showCard, search: showSearch, about: showAbout }[place.view](before, moved, back);
  // What had the keyboard may be gone: it goes on from the top of what took its place.
  if (held && !content.contains(document.activeElement)) content.focus({ preventScroll: true });
  const named = place.view === "card" ? `${plain(place.card.name)}, ${made}` : made;
  const known = before.view === "card" && before.card === place.card;
  byId("live").textContent = moved ? (known ? made : named) : "";
  document.title = `${named} – ${data.title}`;
  byId("running").textContent = place.view === "card" ? plain(place.card.name) : "";
  byId("foot").textContent = place.view === "card" ? `${place.card.kind} brief, ${place.older ? "" : "edition of "}${made}` : "";
  cover();
}

function showCard(before, moved, back) {
  const { card, stop, older } = place;
  const same = before.view === "card" && head?.isConnected;
  if (!same || before.card !== card) showHead(card, same);
  filterList(null);
  query.value = "";
  compareButton.setAttribute("aria-pressed", String(Boolean(older)));
  compareButton.disabled = stopsOf(card).length < 2;
  compareButton.title = compareButton.disabled ? "This card has fewer than two editions to compare" : "Show two stops side by side";
  content.classList.toggle("compared", Boolean(older));
  updateTimeline(place);
  parts.replaceChildren(...(older ? compareSections(card, older, stop) : cardSections(card, stop)));
  reveal(card);
  if (document.activeElement !== query) closeList();
  if (place.anchor && !back) goTo(place.anchor);
  else if (moved) window.scrollTo(0, 0);
  return older ? `${older.heading} and ${stop.heading} compared` : stop.heading;
}

// The header of a card. The timeline is the same one for all, so that it keeps the focus.
function showHead(card, same) {
  const title = el("div", "title", el("h1", "", rich(card.name)), paragraph("place", `${card.region}\u2002·\u2002${card.kind}`));
  const made = el("div", "top header", title, map(card));
  if (same) {
    head.querySelector(".header").replaceWith(made);
    return;
  }
  head = el("header", "head", made, el("div", "top times", timeline, compareButton));
  parts = el("div", "parts");
  content.replaceChildren(head, parts);
}

function showSearch(before, moved) {
  const again = !moved && searched.words === place.words;
  if (before.view !== "search" && !again) searched = { words: "", stop: null, all: false };
  const { said, made } = searchSections(place.words);
  content.classList.remove("compared");
  content.replaceChildren(...made);
  if (query.value !== place.words) query.value = place.words;
  if (moved) window.scrollTo(0, 0);
  return said;
}

function showAbout() {
  const sources = data.sources.map(({ speaker, rest }) => row({ text: paragraph("source", el("span", "name", speaker), rest) }));
  content.classList.remove("compared");
  filterList(null);
  query.value = "";
  content.replaceChildren(
    el("div", "top header", el("div", "title", el("h1", "", data.title), paragraph("place", data.counts))),
    section("", "About", [row({ head: "About", text: paragraph("body", data.about.length ? rich(data.about) : "The library says nothing more of itself.") })]),
    headed("ruled close", "Sources", sources),
  );
  if (document.activeElement !== query) closeList();
  window.scrollTo(0, 0);
  return "About this library";
}

// Bring a statement into view, mark it, and let the keyboard and the voice go on from there.
function goTo(anchor) {
  const wanted = [...content.querySelectorAll("[data-anchor]")].find((made) => made.dataset.anchor === anchor);
  if (!wanted) return;
  cover();
  wanted.scrollIntoView({ block: "start" });
  wanted.classList.add("here");
  wanted.focus({ preventScroll: true });
  wanted.addEventListener("blur", () => wanted.classList.remove("here"), { once: true });
}

function compare() {
  const { card, stop, older } = place;
  if (older) {
    go(addressOf({ card, stop, anchor: "" }));
    return;
  }
  const shown = has(card, stop) ? stop : nearestStop(card, stop);
  const earlier = stopBefore(card, shown);
  const pairOf = earlier ? [earlier, shown] : stopsOf(card).slice(0, 2);
  go(addressOf({ card, stop: pairOf[1], older: pairOf[0], anchor: "" }));
}

// How much the fixed parts cover at the top and the bottom, for all that must keep clear of them.
function cover() {
  const style = document.documentElement.style;
  const bar = document.querySelector(".bar").offsetHeight, below = document.querySelector(".marking.below").offsetHeight;
  const sticks = head?.isConnected && getComputedStyle(head).position === "sticky";
  style.setProperty("--head", `${bar}px`);
  style.setProperty("--tail", `${below}px`);
  style.setProperty("--cover", `${bar + (sticks ? head.offsetHeight : 0)}px`);
}

function toggleList(open) {
  document.body.classList.toggle("list-open", open);
  byId("menu").setAttribute("aria-expanded", String(open));
  byId("menu-text").textContent = open ? "Close" : "Countries";
}

function closeList() {
  if (document.body.classList.contains("list-open")) toggleList(false);
}

// Where the reader was before a search, to return there.
let left = "";
function asked() {
  const words = query.value;
  if (place.view !== "search") left = place.view === "about" ? "#about" : addressOf(place);
  if (words.trim()) go(toSearch(words), { replace: place.view === "search" });
  // Not to the statement that was shown: it would take the keys away from the field.
  else if (place.view === "search") go(cardLeft().split(":")[0]);
}

const cardLeft = () => left || addressOf({ ...place, anchor: "" });
const leave = () => go(cardLeft());

query.addEventListener("input", asked);
byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  closeList();
  content.querySelector(".row.hit")?.focus();
});
byId("menu").addEventListener("click", () => toggleList(!document.body.classList.contains("list-open")));
byId("print").addEventListener("click", () => window.print());
byId("skip").addEventListener("click", () => content.focus());
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    if (getComputedStyle(byId("menu")).display !== "none") toggleList(true);
    query.focus();
    query.select();
  } else if (event.key === "Escape") {
    closeList();
    if (place.view === "search") leave();
  }
});
window.addEventListener("resize", cover);

if (matchMedia("(hover: none)").matches) query.placeholder = "Search cards";
buildList();
buildTimeline();
show();
complete();
// Labels are measured; once the faces are there they have other widths.
Promise.all([...document.fonts].map((face) => face.load())).then(() => {
  updateTimeline(place);
  cover();
});
// What a search goes through is made ready while nothing else is to do.
window.requestIdleCallback?.(() => passages());
