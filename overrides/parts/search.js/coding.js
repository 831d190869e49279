/** Lists of postings and bytes, read from the characters that `publish/search/coding.py` wrote, 15 bits in each. */

const UNIT = 15;
const FIRST = 0x3400;
/** How many bits the codes take, for the sizes of steps and of levels: see `coding.py`. */
const STEPS = "12345689bbbbbbbbbbbbaaaa 1234569abbbbbbaaaaaaaaaa 12345688bbbbbbbbbbbbbbbb 12345689aaabbbbbbbbbbbba 22234567bbbbbbbbbbbbbbbb 12345688bbbbbbbbbbbbbbbb 223334567abbbbbbbbbbbbbb 12444567bbbbbbbbbbbbbbbb 2333334567aabbbbbbbbbbbb 134434567abbbbbbbbbbbbbb 23443334567aabbbbbbbbbba 1345444467aabbbbbbbbbbbb 235443334679bbbbbbbbbbbb 135554444679bbbbbbbbbbbb 3445443234679abbbbbbbbbb 135655444479bbbbbbbbbbbb 34555443234679abbbbbbbba 1356665444479abbbbbbbbbb 34555553323679aabbbbbbbb 12677775545579aabbbbbbbb 4565466432255799bbbbbbbb 12598776655458aabbbbbbbb 2258797665433489bbbbbbbb 12389998866557aabbbbbbbb 43356898665224bbbbbbbbaa 12389998866557aabbbbbbbb a9888876643313bbbbbbbbbb 12389998866557aabbbbbbbb a99888766433139bbbbbbbba 1239a9988665578abbbbbbbb 9999998876643313bbbbbbbb 1239999886655799bbbbbbbb 99999998766433139bbbbbba 12399998966557999bbbbbba".split(" ");
const LEVELS = "bb68336454444444358ba8999bbbbbbbbbbbbbbbbbbbbbbb b53245555444555546abbbbbbbbbbbbbbbbbbbbbbbbbbbbb bb6622544555555546bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb bb66443334444555457a99999abbbbbbbbbbbbbbbbbbbbbb bb67556433344445358baaa99bbbbbbbbbbbbbbbbbbbbbbb bb68556544333444357baaa99bbbbbbbbbbbbbbbbbbbbbbb bb68666544433344347aaaaa9abbbbbbbbbbbbbbbbbbbbbb bb78667654444433247aaaaa9abbbbbbbbbbbbbbbbbbbbbb bb89777665554444146babba9bbbbbbbbbbbbbbbbbbbbbbb bb8b8887655545442239aab98abbbbbbbbbbbbbbbbbbbbbb bb9b88877666666655764233359a8878778989abbbbbbbbb b321468999889bbbabbbbbbbbbbbbaaaaaaaaaaaaaaaaaaa b12346888888999aabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb b21346888888999aabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb b4213589999aabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb b432157aaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb b43331588aaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbaaaa b44555333333789aabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb b44568997655233435abbbbbbbbbbbbbbbbbbbbbbbbbbbbb".split(" ");
const GROUPS = [
  [1, 4, 6, 8, 10, 12, 14, 16, 20, 28],
  [1, 2, 3, 4, 5, 6, 12],
];
/** A term of so many entries is a common one. */
const MANY = 4096;
const SINGLE = 16;
/** No code in a list is longer, and no size. */
const DEEP = 11;
const FULL = 24;

/** @typedef {{documents: Uint32Array, levels: Uint16Array}} Postings */

/**
 * What a code stands for, by the bits that come next: the symbol, and in the lowest four bits how many of them it takes.
 * @param {string} lengths
 */
function tableOf(lengths) {
  const table = new Uint16Array(1 << DEEP);
  let at = 0;
  for (let length = 1; length <= DEEP; length++)
    for (let symbol = 0; symbol < lengths.length; symbol++)
      if (parseInt(lengths[symbol], 36) === length) {
        const next = at + (1 << (DEEP - length));
        table.fill((symbol << 4) | length, at, next);
        at = next;
      }
  return table;
}

/**
 * Tables, each made when it is needed first.
 * @param {string[]} all
 */
function tablesOf(all) {
  /** @type {Uint16Array[]} */
  const made = [];
  return (/** @type {number} */ at) => made[at] || (made[at] = tableOf(all[at]));
}

const stepCodes = tablesOf(STEPS);
const levelCodes = tablesOf(LEVELS);
/** By which of the codes that is written what follows a level, in other terms and in common ones. */
const AFTER = GROUPS.map((firsts, own) => Array.from({ length: 29 }, (_, level) => own * (GROUPS[0].length + 1) + firsts.filter((first) => first <= level).length));

/**
 * Read lists one after the other: entries, and levels where they have some.
 * @param {string} written
 * @param {boolean[]} weighed For each list, whether its entries have levels.
 * @param {number} total
 * @returns {Postings[]}
 */
function readLists(written, weighed, total) {
  let at = 0;
  let held = 0;
  let left = 0;
  const fill = () => {
    held = ((held << UNIT) | (at < written.length ? written.charCodeAt(at) - FIRST : 0)) & 0x3fffffff;
    left += UNIT;
    if (++at > written.length + 2) throw new RangeError("a list is cut off");
  };
  const bits = (/** @type {number} */ count) => {
    let found = 0;
    for (let more = Math.min(count, UNIT); count; count -= more, more = Math.min(count, UNIT)) {
      if (left < more) fill();
      left -= more;
      found = found * 2 ** more + ((held >> left) & ((1 << more) - 1));
    }
    return found;
  };
  const symbol = (/** @type {Uint16Array} */ codes) => {
    if (left < DEEP) fill();
    const found = codes[(held >> (left - DEEP)) & ((1 << DEEP) - 1)];
    left -= found & 15;
    return found >> 4;
  };
  const number = () => {
    let size = 0;
    while (!bits(1)) if (++size > FULL) throw new RangeError("a list is too long");
    return 2 ** size + bits(size);
  };
  /**
   * @param {number} count
   * @param {boolean} levelled
   * @param {boolean} common
   */
  const read = (count, levelled, common) => {
    if (count > total) throw new RangeError("a list is too long");
    const strewn = Math.min(31 - Math.clz32(total / Math.max(1, count)), STEPS.length / 2 - 1);
    const codes = [stepCodes(2 * strewn), stepCodes(2 * strewn + 1)];
    const after = AFTER[common ? 1 : 0];
    const documents = new Uint32Array(count);
    const levels = new Uint16Array(levelled ? count : 0);
    let before = -1;
    let step = 0;
    let level = 0;
    for (let place = 0; place < count; place++) {
      const low = symbol(codes[step === 1 ? 1 : 0]);
      step = 2 ** low + bits(low);
      before += step;
      if (before >= total) throw new RangeError("there is no such entry");
      documents[place] = before;
      if (!levelled) continue;
      const found = symbol(levelCodes(after[Math.min(level, 28)]));
      const power = (found - SINGLE) >> 2;
      level = found < SINGLE ? found : (4 + ((found - SINGLE) & 3)) * 2 ** (power + 2) + bits(power + 2);
      levels[place] = level;
    }
    if (at * UNIT - left > written.length * UNIT) throw new RangeError("a list is cut off");
    return { documents, levels };
  };
  return weighed.map((levelled) => {
    const count = number();
    const common = count >= MANY;
    if (!common || 2 * count <= total) return read(count, levelled, common);
    const column = new Uint16Array(total).fill(1);
    for (const other of read(total - count, false, common).documents) column[other] = 0;
    const above = levelled ? read(number() - 1, true, common) : { documents: [], levels: [] };
    above.documents.forEach((/** @type {number} */ entry, /** @type {number} */ place) => (column[entry] = 1 + above.levels[place]));
    const documents = new Uint32Array(count);
    column.reduce((place, level, entry) => (level ? ((documents[place] = entry), place + 1) : place), 0);
    return { documents, levels: levelled ? column.filter(Boolean) : new Uint16Array() };
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
