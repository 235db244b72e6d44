// Where the reader is, as the part of the address after #, and the way to another place.
//   #/georgia                       a card, at the stop that is shown
//   #/georgia/2010                  a card at a stop, by its date or by a source's id
//   #/georgia/2004-02-25/2010       two stops compared
//   #/georgia/2010:point-0-2        a statement on the card's page
//   #?words                         a search
//   #about                          the library
let place = { view: "card", card: data.cards[0], stop: stops.at(-1), older: null, anchor: "" };

function addressOf({ card, stop, older, anchor }) {
  const parts = [card.id, ...(older ? [older.date] : []), stop.date].map(encodeURIComponent);
  return `#/${parts.join("/")}${anchor ? `:${encodeURIComponent(anchor)}` : ""}`;
}

const toCard = (card) => addressOf({ card, stop: place.stop, older: place.older && stopsOf(card).length > 1 ? place.older : null });
const toStop = (stop, anchor = "") => addressOf({ card: place.card, stop, anchor });
const toHere = (anchor) => addressOf({ ...place, anchor });
const toSearch = (words) => `#?${encodeURIComponent(words)}`;

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const stopNamed = (name) => stops.find((stop) => stop.date === name || stop.sources.includes(name));

// The place that an address names; what it does not name stays as it is.
function placeOf(address) {
  const text = address.replace(/^#/, "");
  if (text === "about") return { ...place, view: "about", anchor: "" };
  if (text.startsWith("?")) return { ...place, view: "search", words: decoded(text.slice(1)), anchor: "" };
  const [path, anchor = ""] = text.split(":");
  const [card, ...names] = path.replace(/^\//, "").split("/").map(decoded);
  const found = names.map(stopNamed).filter(Boolean).sort((one, other) => one.number - other.number);
  const shown = cards.get(card) || place.card;
  const stop = found.at(-1) || place.stop;
  const older = found.length > 1 && found[0] !== stop && found.every((one) => has(shown, one)) ? found[0] : null;
  return { view: "card", card: shown, stop, older, anchor: decoded(anchor) };
}

// The address that is shown. A browser that is told of too many within seconds notes no more of them,
// with or without an error; the page follows its reader all the same.
let here = location.hash;

// Go to an address; there already, show it anew, so that a link to a statement always finds it.
function go(address, { replace = false } = {}) {
  // A search that was not noted has no entry of its own that the next letter could replace.
  if (address !== location.hash) note(address, replace && location.hash.startsWith("#?"));
  here = address;
  show({ moved: true });
}

// What is noted is marked as seen: who comes back to it finds it as it was left, and is not led to the
// statement of its address once more.
function note(address, replace) {
  try {
    if (replace) history.replaceState("seen", "", address);
    else history.pushState("seen", "", address);
  } catch {
    // Shown, and not noted: Back leads to what was noted last.
  }
}

// An address that leaves the card or the stop open means those that are shown now. It is noted in full:
// Back would else find others there.
function complete() {
  if (place.view !== "card") return;
  const whole = addressOf(place);
  if (whole !== location.hash || !history.state) note(whole, true);
  here = whole;
}

// Back, or an address that was typed. Before the browser scrolls to where the reader was: then what was
// read there must be on the page.
window.addEventListener("popstate", () => {
  here = location.hash;
  show({ back: Boolean(history.state) });
  complete();
});
// A link of this page counts as going there; the browser's own Back keeps its place.
document.addEventListener("click", (event) => {
  const address = event.target.closest?.("a")?.getAttribute("href") ?? "";
  if (!address.startsWith("#") || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  event.preventDefault();
  go(address);
});
