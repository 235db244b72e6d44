// Search in this file: words by their beginnings, "phrases" and -exclusions, without accents or case.
const LONGEST = 320, LEAD = 120, AT_FIRST = 100;
const SECTIONS = ["Name", "Bottom line", "What changed", "Key point", "Quotation", "Policy step", "Note"];
// Scripts that put no space between words: what is looked for may begin anywhere.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
let index = null;
let searched = { words: "", stop: null, all: false };

const folded = (text) => (/^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : caseless(text.normalize("NFKD").replace(/\p{M}/gu, "")));
const caseless = (text) => text.toLowerCase().replaceAll("ς", "σ").replaceAll("ß", "ss");

// The folded text, and for each of its places the place in the text that it comes from.
function foldedWithPlaces(text) {
  const places = [];
  let said = "";
  for (let from = 0; from < text.length; ) {
    const char = String.fromCodePoint(text.codePointAt(from)), made = folded(char);
    for (let count = 0; count < made.length; count += 1) places.push(from);
    said += made;
    from += char.length;
  }
  return { said, places: [...places, text.length] };
}

function passages() {
  if (index) return index;
  index = [];
  const add = (card, stop, where, title, text, anchor, more = {}) =>
    index.push({ card, stop, where, title, text, anchor, folded: folded(`${title} \n${text}`), ...more });
  for (const card of cards.values()) {
    add(card, null, "Name", plain(card.name), card.known.join(", "), "");
    card.editions.forEach((edition, number) => {
      const stop = stops[data.sources[edition.source].stop];
      add(card, stop, "Bottom line", "", plain(edition.bottom), `bottom-${number}`);
      if (edition.changed) add(card, stop, "What changed", "", plain(edition.changed), `changed-${number}`);
      for (const { kind, item, anchor } of statements({ edition, number })) {
        const ref = item.ref[0];
        if (kind === "point") add(card, stop, "Key point", plain(card.topics[item.topic]), plain(item.text), anchor, { kind: item.kind, ref });
        if (kind === "quote") add(card, stop, "Quotation", "", plain(item.text), anchor, { kind: item.said ? "" : "as reported", ref });
        if (kind === "step") add(card, stop, "Policy step", plain(item.actor), stepText(item), anchor, { ref });
      }
    });
    card.notes.forEach((note, number) => add(card, null, "Note", note.by, plain(note.text), `note-${number}`));
  }
  return index;
}

function stepText(step) {
  return [plain(step.action), ...step.fields.map(([label, text]) => `${label}: ${sentence(plain(text))}`)].join(" ");
}

const sentence = (text) => (/[.!?…。！？؟۔][”’"')\]»]*$/.test(text) ? text : `${text}.`);

function termsOf(query) {
  const found = [...query.matchAll(/(-)?(?:"([^"]*)"?|([^\s"]+))/g)].slice(0, 50);
  return found.map(([, no, phrase, word]) => ({ no: Boolean(no), phrase: phrase !== undefined, words: folded(phrase ?? word).match(/[\p{L}\p{N}]+/gu) ?? [] }))
    .filter(({ words }) => words.length)
    .map((term) => ({ ...term, pattern: patternOf(term) }));
}

// What stands before is part of what is found: older browsers cannot look behind.
function patternOf({ words, phrase }) {
  const begin = UNSPACED.test(words[0]) ? "()" : "(^|[^\\p{L}\\p{N}])";
  const end = phrase && !UNSPACED.test(words.at(-1)) ? "(?![\\p{L}\\p{N}])" : "";
  return new RegExp(begin + words.join("[^\\p{L}\\p{N}]+") + end, "gu");
}

function matches(passage, terms) {
  return terms.every(({ no, words, pattern }) => {
    return (words.every((word) => passage.folded.includes(word)) && passage.folded.search(pattern) >= 0) !== no;
  });
}

// The passages by card: those found by name first, then the one with the most; the newest first.
function found(terms) {
  const byCard = new Map();
  if (!terms.some(({ no }) => !no)) return byCard;
  for (const passage of passages())
    if ((!searched.stop || passage.stop === searched.stop) && matches(passage, terms)) {
      if (!byCard.has(passage.card)) byCard.set(passage.card, []);
      byCard.get(passage.card).push(passage);
    }
  const age = ({ stop, where }) => (where === "Name" ? -1e9 : stop ? -stop.number : 1e9);
  for (const hits of byCard.values()) hits.sort((one, other) => age(one) - age(other) || SECTIONS.indexOf(one.where) - SECTIONS.indexOf(other.where));
  const named = (hits) => (hits[0].where === "Name" ? 0 : 1);
  return new Map([...byCard].sort(([, one], [, other]) => named(one) - named(other) || other.length - one.length));
}

function searchSections(words) {
  if (words !== searched.words) searched = { words, stop: searched.stop, all: false };
  const terms = termsOf(words), byCard = found(terms);
  const total = [...byCard.values()].reduce((sum, hits) => sum + hits.length, 0);
  filterList(new Map([...byCard].map(([card, hits]) => [card, hits.length])));
  const said = total ? `${counted(total, "passage")} in ${counted(byCard.size, "card")}` : "No passages";
  const title = el("div", "", el("h1", "count", said), paragraph("hint", "Words by their beginnings, “a phrase” in quotation marks, ", el("span", "whole", "-without")));
  const made = [el("div", "top", el("div", "search-head", title, editionFilter()))];
  let room = searched.all ? Infinity : AT_FIRST;
  for (const [card, hits] of byCard) {
    if (room <= 0) break;
    made.push(groupOf(card, hits, hits.slice(0, room), terms, made.length > 1));
    room -= hits.length;
  }
  if (!total) made.push(section("", "No passages", [row({ text: paragraph("deck", nothingFound()) })]));
  if (total > AT_FIRST && !searched.all) made.push(el("div", "foot-line", button("button", `Show all ${counted(total, "passage")}`, showAll)));
  made.push(paragraph("foot-line", "Return in the search field goes to the passages. Tab chooses one, Return opens it, Esc returns to the card."));
  return { said, made };
}

function nothingFound() {
  const stop = searched.stop;
  return stop ? `Nothing in the editions of ${stop.heading} matches. Try all editions, or other words.` : "Nothing on this page matches. Try fewer or other words.";
}

function showAll() {
  searched.all = true;
  show();
  content.querySelectorAll(".row.hit")[AT_FIRST].focus({ preventScroll: true });
}

// Three stops and less as joined buttons; more in a list that drops down.
function editionFilter() {
  const choices = [["All editions", null], ...stops.map((stop) => [stop.short, stop])];
  // The controls are made anew with the passages: the one that was used keeps the focus.
  const pick = (stop, number) => {
    searched = { ...searched, stop, all: false };
    show();
    content.querySelectorAll(".search-head .button")[number].focus({ preventScroll: true });
  };
  if (stops.length > 3) {
    const made = labelled(el("select", "button", choices.map(([text, stop]) => Object.assign(el("option", "", text), { selected: stop === searched.stop }))), "Editions");
    made.addEventListener("change", () => pick(choices[made.selectedIndex][1], 0));
    return made;
  }
  const made = labelled(el("div", "joined", choices.map(([text, stop], number) => {
    const one = button("button", text, () => pick(stop, number));
    one.setAttribute("aria-pressed", String(stop === searched.stop));
    return one;
  })), "Editions");
  made.setAttribute("role", "group");
  return made;
}

function groupOf(card, hits, shown, terms, ruled) {
  const title = row({ text: heading(2, "group", rich(card.name)), meta: [counted(hits.length, "passage")] });
  return section(ruled ? "ruled close" : "close", plain(card.name), [title, ...shown.map((hit) => hitRow(hit, terms))]);
}

function hitRow(hit, terms) {
  const side = [el("span", "name", hit.stop ? hit.stop.short : "Card"), paragraph("hint", hit.where)];
  const title = hit.title ? [el("b", "", marked(hit.title, terms)), hit.text ? ". " : ""] : [];
  const text = paragraph("body", title, marked(snippet(hit.text, terms), terms));
  const inside = row({ head: el("div", "", side), text, meta: [hit.kind && badge(hit.kind), hit.ref] });
  const made = link(addressOf({ card: hit.card, stop: hit.stop ?? place.stop, anchor: hit.anchor }), [...inside.childNodes]);
  made.className = "row hit";
  return made;
}

function spans(text, terms) {
  const { said, places } = foldedWithPlaces(text), made = [];
  for (const { no, pattern } of terms)
    if (!no)
      for (const hit of said.matchAll(pattern)) {
        let end = hit.index + hit[0].length;
        // A character of which only a part was looked for, as a syllable or a ligature, is marked whole.
        while (places[end] === places[end - 1]) end += 1;
        made.push([places[hit.index + hit[1].length], places[end]]);
      }
  return made.sort(([one], [other]) => one - other);
}

// Spans that overlap, or have nothing but space between them, as one.
function joinedSpans(text, found) {
  const made = [];
  for (const [from, to] of found) {
    const last = made.at(-1);
    if (last && (from <= last[1] || !text.slice(last[1], from).trim())) last[1] = Math.max(last[1], to);
    else made.push([from, to]);
  }
  return made;
}

// The part of a long passage around its first hit.
function snippet(text, terms) {
  if (text.length <= LONGEST) return text;
  const first = spans(text, terms)[0]?.[0] ?? 0;
  const from = first > LEAD ? Math.max(text.lastIndexOf(" ", first - LEAD) + 1, first - 2 * LEAD) : 0;
  const cut = text.slice(from, from + LONGEST);
  return `${from ? "… " : ""}${cut}${from + LONGEST < text.length ? " …" : ""}`;
}

function marked(text, terms) {
  const made = [];
  let at = 0;
  for (const [from, to] of joinedSpans(text, spans(text, terms))) {
    made.push(text.slice(at, from), el("mark", "", text.slice(from, to)));
    at = to;
  }
  return [...made, text.slice(at)];
}
