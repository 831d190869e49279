/** Lists of postings and bytes, read from the characters that `publish/search/coding.py` wrote, 15 bits in each. */

const UNIT = 15;
const FIRST = 0x3400;
/** How many bits the code of each level takes. */
const LENGTHS = "a987987555654433334457aaaaaaa9989999999999aabbcddddddddddddcccccccba";
const LEVELS = LENGTHS.length;
const FAR = 16;
const FULL = 24;

/** @typedef {{documents: Uint32Array, levels: Uint8Array}} Postings */
/** @typedef {{counts: number[], symbols: number[]}} Codes How many codes there are of each length, and what they stand for, in order. */

/**
 * A code that is told by the lengths of its words, as Huffman's are.
 * @param {ArrayLike<number>} lengths
 * @returns {Codes}
 */
function codesOf(lengths) {
  const counts = new Array(16).fill(0);
  const all = Array.from(lengths);
  for (const length of all) if (length) counts[length]++;
  const symbols = all.map((_, symbol) => symbol).filter((symbol) => all[symbol]);
  return { counts, symbols: symbols.sort((one, other) => all[one] - all[other] || one - other) };
}

/**
 * Read one word of a code, bit by bit.
 * @param {Codes} codes
 * @param {() => number} bit
 */
function readCode({ counts, symbols }, bit) {
  let code = 0;
  let first = 0;
  let place = 0;
  for (let length = 1; length < 16; length++) {
    code |= bit();
    if (code - counts[length] < first) return symbols[place + code - first];
    place += counts[length];
    first = (first + counts[length]) << 1;
    code <<= 1;
  }
  throw new RangeError("no such code");
}

const LEVEL_CODES = codesOf(Array.from(LENGTHS, (letter) => parseInt(letter, 36)));

/**
 * Read lists one after the other: entries, and levels where they have some.
 * @param {string} written
 * @param {boolean[]} weighed For each list, whether its entries have levels.
 * @param {number} total
 * @returns {Postings[]}
 */
function readLists(written, weighed, total) {
  let at = 0;
  const end = written.length * UNIT;
  const bit = () => {
    if (at >= end) throw new RangeError("a list is cut off");
    const found = ((written.charCodeAt((at / UNIT) | 0) - FIRST) >> (UNIT - 1 - (at % UNIT))) & 1;
    at++;
    return found;
  };
  const bits = (/** @type {number} */ count) => {
    let found = 0;
    while (count--) found = found * 2 + bit();
    return found;
  };
  return weighed.map((levelled) => {
    let zeros = 0;
    while (!bit()) zeros++;
    const count = 2 ** zeros + bits(zeros);
    if (count > total) throw new RangeError("a list is too long");
    let low = 0;
    while (3 * count * 2 ** (low + 1) <= 2 * total) low++;
    const documents = new Uint32Array(count);
    const levels = new Uint8Array(levelled ? count : 0);
    let before = -1;
    for (let place = 0; place < count; place++) {
      let high = 0;
      while (high < FAR && bit()) high++;
      before += 1 + (high === FAR ? bits(FULL) : high * 2 ** low + bits(low));
      documents[place] = before;
      if (levelled) levels[place] = readCode(LEVEL_CODES, bit);
    }
    return { documents, levels };
  });
}

/**
 * The names of a shard, in the order of their lists: `低收-最` is 低收 and 最低, `=pm2.5` stands for itself.
 * @param {string} written
 * @returns {string[]}
 */
function readTerms(written) {
  const found = [];
  for (const group of written.split(" ")) {
    if (group[0] === "=") {
      found.push(group.slice(1));
      continue;
    }
    const [under, ...others] = Array.from(group);
    let second = false;
    for (const other of others) {
      if (other === "-") second = true;
      else found.push(second ? other + under : under + other);
    }
  }
  return found;
}

/**
 * Bytes, from fifteen bits in a character.
 * @param {string} written
 */
function bytesOf(written) {
  const bytes = new Uint8Array((written.length * UNIT) >> 3);
  let held = 0;
  let count = 0;
  let to = 0;
  for (let at = 0; at < written.length; at++) {
    held = ((held << UNIT) | (written.charCodeAt(at) - FIRST)) & 0x7fffff;
    count += UNIT;
    while (count >= 8) {
      count -= 8;
      bytes[to++] = (held >> count) & 0xff;
    }
  }
  return bytes;
}

const ALPHABET = Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at))
  .filter((char) => char !== '"' && char !== "\\")
  .join("");

/**
 * A number in two characters.
 * @param {string} written
 * @param {number} at
 */
function readPair(written, at) {
  return ALPHABET.indexOf(written[2 * at]) * ALPHABET.length + ALPHABET.indexOf(written[2 * at + 1]);
}
