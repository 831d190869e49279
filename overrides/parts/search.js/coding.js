/** Lists of postings, read from the printable characters that `publish/search/coding.py` wrote. */

/** @type {string} */
const ALPHABET = Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at))
  .filter((char) => char !== '"' && char !== "\\")
  .join("");
const BASE = ALPHABET.length;
const SHORT = 76;
const MIDDLE = SHORT + (BASE - 1 - SHORT) * BASE;
/** @type {Int8Array} Code of a character → its place in the alphabet. */
const PLACE = new Int8Array(128).fill(-1);
for (let at = 0; at < BASE; at++) PLACE[ALPHABET.charCodeAt(at)] = at;

/** What weights are written in, a level a character. */
const WEIGHTS =
  ALPHABET.slice(32) +
  Array.from({ length: 0x100 - 0xa1 }, (_, at) => String.fromCharCode(0xa1 + at)).filter((char) => char !== "\u00ad").join("") +
  ALPHABET.slice(0, 32);
const LEVELS = WEIGHTS.length;
const LEVEL = new Uint8Array(256);
for (let at = 0; at < LEVELS; at++) LEVEL[WEIGHTS.charCodeAt(at)] = at;

/**
 * @typedef {{documents: Uint32Array, levels: Uint8Array}} Postings
 */

/**
 * One list: documents and the levels of their weights.
 * @param {string} written
 * @returns {Postings}
 */
function readPostings(written) {
  const documents = [];
  const levels = [];
  let before = -1;
  for (let at = 0; at < written.length; ) {
    const first = PLACE[written.charCodeAt(at++)];
    let step = first;
    if (first >= BASE - 1) {
      step = MIDDLE;
      let rest = 0;
      for (let times = 0; times < 3; times++) rest = rest * BASE + PLACE[written.charCodeAt(at++)];
      step += rest;
    } else if (first >= SHORT) step = SHORT + (first - SHORT) * BASE + PLACE[written.charCodeAt(at++)];
    before += step + 1;
    documents.push(before);
    levels.push(LEVEL[written.charCodeAt(at++)]);
  }
  return { documents: Uint32Array.from(documents), levels: Uint8Array.from(levels) };
}

/**
 * The terms of a shard, in the order of their lists.
 * @param {string} written
 * @returns {string[]}
 */
function readTerms(written) {
  const found = [];
  for (const group of written.split(" ")) {
    if (group[0] === "=") found.push(group.slice(1));
    else {
      const [head, ...others] = Array.from(group);
      for (const other of others) found.push(head + other);
    }
  }
  return found;
}

/**
 * A number in two characters.
 * @param {string} written
 * @param {number} at
 */
function readPair(written, at) {
  return PLACE[written.charCodeAt(2 * at)] * BASE + PLACE[written.charCodeAt(2 * at + 1)];
}
