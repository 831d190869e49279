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

/**
 * The bytes that were compressed as if they came after `before`.
 * @param {Uint8Array} packed
 * @param {Uint8Array} before
 * @returns {Uint8Array}
 */
function inflated(packed, before) {
  let from = 0;
  let place = 0;
  let out = new Uint8Array(before.length + 6 * packed.length + 64);
  out.set(before);
  let to = before.length;
  const bit = () => {
    if (from >= packed.length) throw new RangeError("a text is cut off");
    const found = (packed[from] >> place) & 1;
    if (++place === 8) {
      place = 0;
      from++;
    }
    return found;
  };
  const bits = (/** @type {number} */ count) => {
    let found = 0;
    for (let at = 0; at < count; at++) found += bit() * 2 ** at;
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
    last = bit();
    const kind = bits(2);
    if (kind === 0) {
      if (place) from++;
      place = 0;
      const count = packed[from] + packed[from + 1] * 256;
      from += 4;
      if (!(from + count <= packed.length)) throw new RangeError("a text is cut off");
      room(count);
      out.set(packed.subarray(from, from + count), to);
      from += count;
      to += count;
      continue;
    }
    if (kind === 3) throw new RangeError("no such block");
    const [symbols, distances] = kind === 1 ? fixedCodes() : toldCodes(bits, bit);
    for (let symbol = readCode(symbols, bit); symbol !== 256; symbol = readCode(symbols, bit)) {
      if (symbol < 256) {
        room(1);
        out[to++] = symbol;
        continue;
      }
      const [least, more] = LENGTH[symbol - 257];
      const length = least + bits(more);
      const [near, further] = DISTANCE[readCode(distances, bit)];
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
 * @param {() => number} bit
 * @returns {[Codes, Codes]}
 */
function toldCodes(bits, bit) {
  const symbols = bits(5) + 257;
  const distances = bits(5) + 1;
  const told = bits(4) + 4;
  const own = new Array(19).fill(0);
  for (let at = 0; at < told; at++) own[ORDER[at]] = bits(3);
  const codes = codesOf(own);
  /** @type {number[]} */
  const lengths = [];
  while (lengths.length < symbols + distances) {
    const symbol = readCode(codes, bit);
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
