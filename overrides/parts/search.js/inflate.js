/** Compressed texts (deflate, RFC 1951), read here because not every browser that we serve can. */

const MOST_INFLATED = 4e6;
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** The least length, or distance, that each symbol stands for, and how many bits follow that add to it. */
const LENGTH = stepped(29, 3, (symbol) => (symbol < 8 || symbol > 27 ? 0 : (symbol >> 2) - 1));
const DISTANCE = stepped(30, 1, (symbol) => (symbol < 4 ? 0 : (symbol >> 1) - 1));
LENGTH[28][0] = 258;

/**
 * @param {number} count
 * @param {number} first
 * @param {(symbol: number) => number} bits
 * @returns {[least: number, bits: number][]}
 */
function stepped(count, first, bits) {
  /** @type {[number, number][]} */
  const found = [];
  for (let symbol = 0, least = first; symbol < count; least += 2 ** bits(symbol), symbol++) found.push([least, bits(symbol)]);
  return found;
}

/** Codes of so many bits are looked up at once; longer ones are seldom. */
const NEAR = 9;
const LONGEST = 15;

/** @typedef {{counts: Uint16Array, symbols: number[], near: Uint16Array}} Codes How many codes there are of each length, what they stand for in order, and that by the next bits, each with its length in the lowest four bits. */

/**
 * A code that is told by the lengths of its words, as Huffman's are.
 * @param {ArrayLike<number>} lengths
 * @returns {Codes}
 */
function codesOf(lengths) {
  const counts = new Uint16Array(LONGEST + 1);
  for (let symbol = 0; symbol < lengths.length; symbol++) if (lengths[symbol]) counts[lengths[symbol]]++;
  const starts = new Uint16Array(LONGEST + 2);
  for (let length = 1; length <= LONGEST; length++) starts[length + 1] = starts[length] + counts[length];
  /** @type {number[]} */
  const symbols = new Array(starts[LONGEST + 1]).fill(0);
  for (let symbol = 0; symbol < lengths.length; symbol++) if (lengths[symbol]) symbols[starts[lengths[symbol]]++] = symbol;
  const near = new Uint16Array(1 << NEAR);
  for (let length = 1, code = 0, place = 0; length <= NEAR; length++, code <<= 1)
    for (let count = counts[length]; count; count--, code++, place++) {
      let turned = 0;
      for (let at = 0; at < length; at++) if (code & (1 << at)) turned |= 1 << (length - 1 - at);
      for (; turned < 1 << NEAR; turned += 1 << length) near[turned] = (symbols[place] << 4) | length;
    }
  return { counts, symbols, near };
}

/**
 * The bytes that were compressed as if they came after `before`.
 * @param {Uint8Array} packed
 * @param {Uint8Array} before
 * @returns {Uint8Array}
 */
function inflated(packed, before) {
  let from = 0;
  let held = 0;
  let left = 0;
  let out = new Uint8Array(before.length + 6 * packed.length + 64);
  out.set(before);
  let to = before.length;
  const bits = (/** @type {number} */ count) => {
    for (; left < count; left += 8) {
      if (from >= packed.length) throw new RangeError("a text is cut off");
      held |= packed[from++] << left;
    }
    const found = held & ((1 << count) - 1);
    held >>>= count;
    left -= count;
    return found;
  };
  const symbol = (/** @type {Codes} */ { counts, symbols, near }) => {
    for (; left < LONGEST && from < packed.length; left += 8) held |= packed[from++] << left;
    let length = near[held & ((1 << NEAR) - 1)] & 15;
    let found = near[held & ((1 << NEAR) - 1)] >> 4;
    if (!length) {
      let code = 0;
      let first = 0;
      let place = 0;
      for (;;) {
        if (++length > LONGEST) throw new RangeError("no such code");
        code |= (held >> (length - 1)) & 1;
        if (code - counts[length] < first) break;
        place += counts[length];
        first = (first + counts[length]) << 1;
        code <<= 1;
      }
      found = symbols[place + code - first];
    }
    if (length > left) throw new RangeError("a text is cut off");
    held >>>= length;
    left -= length;
    return found;
  };
  const room = (/** @type {number} */ more) => {
    if (to + more > MOST_INFLATED) throw new RangeError("a text is too long");
    if (to + more <= out.length) return;
    const larger = new Uint8Array(2 * (to + more));
    larger.set(out);
    out = larger;
  };
  let last = 0;
  while (!last) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      bits(left & 7);
      const count = bits(8) + 256 * bits(8);
      bits(8);
      bits(8);
      from -= left >> 3; // Whole bytes were read ahead.
      held = 0;
      left = 0;
      if (from + count > packed.length) throw new RangeError("a text is cut off");
      room(count);
      out.set(packed.subarray(from, from + count), to);
      from += count;
      to += count;
      continue;
    }
    if (kind === 3) throw new RangeError("no such block");
    const [symbols, distances] = kind === 1 ? fixedCodes() : toldCodes(bits, symbol);
    for (let found = symbol(symbols); found !== 256; found = symbol(symbols)) {
      if (found < 256) {
        room(1);
        out[to++] = found;
        continue;
      }
      const [least, more] = LENGTH[found - 257];
      const length = least + bits(more);
      const [near, further] = DISTANCE[symbol(distances)];
      const distance = near + bits(further);
      if (distance > to) throw new RangeError("nothing lies so far back");
      room(length);
      for (let at = 0; at < length; at++, to++) out[to] = out[to - distance];
    }
  }
  return out.subarray(before.length, to);
}

/** @returns {[Codes, Codes]} */
function fixedCodes() {
  const lengths = Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8));
  return [codesOf(lengths), codesOf(new Array(30).fill(5))];
}

/**
 * The codes that a block tells of itself.
 * @param {(count: number) => number} bits
 * @param {(codes: Codes) => number} next
 * @returns {[Codes, Codes]}
 */
function toldCodes(bits, next) {
  const symbols = bits(5) + 257;
  const distances = bits(5) + 1;
  const told = bits(4) + 4;
  const own = new Array(19).fill(0);
  for (let at = 0; at < told; at++) own[ORDER[at]] = bits(3);
  const codes = codesOf(own);
  /** @type {number[]} */
  const lengths = [];
  while (lengths.length < symbols + distances) {
    const symbol = next(codes);
    if (symbol < 16) lengths.push(symbol);
    else {
      const value = symbol === 16 ? lengths[lengths.length - 1] : 0;
      const times = symbol === 16 ? 3 + bits(2) : symbol === 17 ? 3 + bits(3) : 11 + bits(7);
      for (let at = 0; at < times; at++) lengths.push(value);
    }
  }
  return [codesOf(lengths.slice(0, symbols)), codesOf(lengths.slice(symbols, symbols + distances))];
}

/**
 * A text that was compressed as `coding.deflated` does.
 * @param {string} written
 * @param {Uint8Array} before
 */
function inflatedText(written, before) {
  return new TextDecoder("gb18030").decode(inflated(bytesOf(written), before));
}
