/** The passage of a text that answers best, with the words marked. */

const WINDOW = 96;
const MOST_PIECES = 2;

/**
 * For every character of a text whether it belongs to a term.
 * @param {string[]} chars
 * @param {Set<string>} terms
 * @returns {Uint8Array}
 */
function markedPlaces(chars, terms) {
  const folded = chars.map((char) => searchFold(char));
  const marks = new Uint8Array(chars.length);
  for (let at = 0; at < chars.length; at++) {
    if (terms.has(folded[at])) marks[at] = 1;
    if (at + 1 < chars.length && isHan(folded[at]) && terms.has(folded[at] + folded[at + 1])) marks[at] = marks[at + 1] = 1;
  }
  const joined = folded.map((char) => (char.length === 1 ? char : " ")).join("");
  for (const found of joined.matchAll(WORD))
    if (terms.has(found[0])) marks.fill(1, found.index, /** @type {number} */ (found.index) + found[0].length);
  return marks;
}

/**
 * Where the window begins that holds most different terms, rare ones before common ones, and what it holds.
 * @param {string[]} chars
 * @param {Map<string, number>} values
 * @returns {{start: number, value: number}}
 */
function bestWindow(chars, values) {
  /** @type {[number, string][]} */
  const hits = [];
  const folded = chars.map((char) => searchFold(char));
  for (let at = 0; at < chars.length; at++) {
    if (values.has(folded[at])) hits.push([at, folded[at]]);
    const pair = folded[at] + (folded[at + 1] || "");
    if (at + 1 < chars.length && values.has(pair)) hits.push([at, pair]);
  }
  const joined = folded.map((char) => (char.length === 1 ? char : " ")).join("");
  for (const found of joined.matchAll(WORD)) if (found[0].length > 2 && values.has(found[0])) hits.push([/** @type {number} */ (found.index), found[0]]);
  hits.sort((one, other) => one[0] - other[0]);
  let best = { start: 0, value: 0 };
  /** @type {Map<string, number>} */
  const inside = new Map();
  let value = 0;
  let first = 0;
  for (const [place, term] of hits) {
    inside.set(term, (inside.get(term) || 0) + 1);
    if (inside.get(term) === 1) value += values.get(term) || 0;
    while (hits[first][0] < place - WINDOW + 12) {
      const gone = hits[first++][1];
      const left = (inside.get(gone) || 0) - 1;
      inside.set(gone, left);
      if (!left) value -= values.get(gone) || 0;
    }
    if (value > best.value + 1e-9) best = { start: hits[first][0], value };
  }
  return best;
}

/** @typedef {{left: number}} Room How many files may still be asked for. */

/**
 * The best passage of an entry, from as few pieces of its text as will do, and no more than there is room for.
 * @param {Card} shown
 * @param {Map<string, number>} values
 * @param {string} query
 * @param {Room} [room]
 * @returns {Promise<{chars: string[], marks: Uint8Array, before: boolean, after: boolean, sections: [anchor: string, heading: string][]} | null>}
 */
async function passage(shown, values, query, room = { left: MOST_PIECES }) {
  const title = new Set(queryTerms(searchFold(shown.title)));
  const typed = [...new Set(queryTerms(searchFold(query)))].map((term) => ({ value: values.get(term) || 0, said: title.has(term) }));
  const sum = (/** @type {{value: number}[]} */ some) => some.reduce((all, { value }) => all + value, 0);
  const enough = Math.min(0.5 * sum(typed), sum(typed.filter(({ said }) => !said))); // What the title says need not be said again.
  let best = null;
  /** @type {{value: number, anchor: string, heading: string}[]} */
  const places = [];
  for (let at = 0; at < Math.min(shown.pieces, MOST_PIECES); at++) {
    if (at && !asked.has(`texts/${shown.number}-${at}`) && room.left-- <= 0) break;
    const found = await piece(shown.number, at);
    if (!found) continue;
    const chars = Array.from(found.text);
    places.push(...valuedPlaces(found, values));
    const window = bestWindow(chars, values);
    if (!best || window.value > best.window.value) best = { found, chars, window };
    if (window.value >= enough) break;
  }
  if (!best) return null;
  const { found, chars, window } = best;
  const start = sentenceStart(chars, window.start);
  const end = Math.min(chars.length, start + WINDOW);
  const own = [...found.places].reverse().find(([from]) => from <= window.start);
  const others = places.filter((place) => place.value >= 0.7 * best.window.value && (!own || place.anchor !== own[1]));
  const part = chars.slice(start, end).map((char) => (char === "\n" ? " " : char));
  return {
    chars: part,
    marks: markedPlaces(part, new Set(values.keys())),
    before: start > 0,
    after: end < chars.length,
    sections: headed([...(own && window.value ? [[own[1], own[2]]] : []), ...others.sort((one, other) => other.value - one.value).map((place) => [place.anchor, place.heading])]),
  };
}

/**
 * How much of the query each place of a text holds.
 * @param {{text: string, places: [number, string, string][]}} found
 * @param {Map<string, number>} values
 */
function valuedPlaces({ text, places }, values) {
  return places.map(([from, anchor, heading], at) => {
    const terms = new Set(queryTerms(searchFold(text.slice(from, at + 1 < places.length ? places[at + 1][0] : undefined))));
    const value = [...terms].reduce((sum, term) => sum + (values.get(term) || 0), 0);
    return { value, anchor, heading };
  });
}

/**
 * Those with a heading, each once.
 * @param {string[][]} places
 * @returns {[anchor: string, heading: string][]}
 */
function headed(places) {
  return [...new Map(/** @type {[string, string][]} */ (places.filter(([anchor, heading]) => anchor && heading.trim())))];
}

/**
 * @param {string[]} chars
 * @param {number} place
 */
function sentenceStart(chars, place) {
  for (let at = place; at > Math.max(0, place - 24); at--) if ("。；\n".includes(chars[at - 1])) return at;
  return Math.max(0, place - 12);
}

/**
 * How much each term says: rare ones more.
 * @param {Answer} answer
 * @param {Map<string, Postings>} postings
 * @param {number} count
 */
function termValues(answer, postings, count) {
  /** @type {Map<string, number>} */
  const values = new Map();
  for (const term of answer.marked) {
    const found = postings.get(term);
    if (found) values.set(term, Math.log(1 + count / found.documents.length));
    else if (asWritten(term) !== term) values.set(term, 1); // It may stand within a number.
  }
  return values;
}
