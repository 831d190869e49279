/** Text cut into the terms a search compares; `plugins/disclosure/text/segment.py` does the same at build time. */

const HAN = "\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3ffff}";
const RUN = new RegExp(`[0-9a-z${HAN}]+`, "gu");
const WORD = /[0-9a-z]+(?:[.-][0-9a-z]+)*/g;
const LATIN = /^[0-9a-z]$/;
const DIGITS = "〇一二三四五六七八九";
const NUMERALS = "〇零一二三四五六七八九十百";
const NUMERAL = new RegExp(`[${NUMERALS}]`, "g");
const NUMBER = new RegExp(`[${NUMERALS}]{1,7}(?=[年月日号条届批期岁周])`, "g");
const CHOICE = "(?:[居市区县乡镇]|街道|社区)";
const CHOICES = new RegExp(`([村县市区乡镇])\\((${CHOICE}(?:[、/]${CHOICE}){0,5})\\)(?=([${HAN}]))`, "gu");
const LONGEST_WORD = 24;

/** @type {Map<string, string>} Traditional character → simplified; empty until a query needs it. */
const simplified = new Map();

/**
 * What spellings that a reader takes for the same have in common.
 * @param {string} text
 * @returns {string}
 */
function searchFold(text) {
  return plain(text).replace(NUMBER, arabic);
}

/**
 * A text folded, but for its numbers: 二〇一九年 stays.
 * @param {string} text
 */
function plain(text) {
  const found = text.normalize("NFKC").toLowerCase().replace(/[○◯]/g, "〇");
  return simplified.size ? Array.from(found, (char) => simplified.get(char) || char).join("") : found;
}

/**
 * A pair as it is filed where its numerals are read as a number in digits.
 * @param {string} pair
 */
function asWritten(pair) {
  return pair.replace(NUMERAL, (char) => String.fromCharCode(0xe000 + NUMERALS.indexOf(char)));
}

/**
 * A number in digits: by place (二〇一九) or by tens and hundreds (一百二十); others stay as they are.
 * @param {string} numeral
 */
function arabic(numeral) {
  const digit = (/** @type {string} */ char) => Math.max(0, DIGITS.indexOf(char));
  if (!/[十百]/.test(numeral)) return Array.from(numeral, digit).join("");
  const found = /^(?:([^十百])百零?)?(?:([^十百]?)(十))?([^十百]?)$/.exec(numeral);
  if (!found) return numeral;
  const [, hundreds, tens, ten, ones] = found;
  return String(100 * (hundreds ? digit(hundreds) : 0) + 10 * (ten ? (tens ? digit(tens) : 1) : 0) + (ones ? digit(ones) : 0));
}

/**
 * The pairs that a text with choices in brackets stands for: of 村(居)民, 村民 and 居民.
 * @param {string} folded
 */
function choices(folded) {
  /** @type {string[]} */
  const found = [];
  for (const [, first, others, after] of folded.matchAll(CHOICES))
    for (const word of [first, ...others.split(/[、/]/)]) found.push(word[word.length - 1] + after);
  return found;
}

/**
 * The terms of a query, in order, repeated as often as they stand there.
 * @param {string} folded
 * @returns {string[]}
 */
function queryTerms(folded) {
  const found = [];
  for (const run of folded.match(RUN) || []) {
    const chars = Array.from(run);
    if (chars.length === 1 && (isHan(run) || run === bare(folded))) found.push(run);
    const latin = chars.map((char) => LATIN.test(char));
    for (let place = 0; place + 1 < chars.length; place++) {
      const aloneBefore = place === 0 || latin[place - 1] !== latin[place];
      const aloneAfter = place + 2 === chars.length || latin[place + 2] !== latin[place + 1];
      const mixed = latin[place] !== latin[place + 1] && (aloneBefore || aloneAfter);
      if ((!latin[place] && !latin[place + 1]) || mixed) found.push(chars[place] + chars[place + 1]);
    }
  }
  found.push(...choices(folded));
  for (const word of folded.match(WORD) || []) {
    if (word.length > 2 && word.length <= LONGEST_WORD) found.push(word);
    if (word.length <= 3 || word.length > LONGEST_WORD) found.push(...pairsOf(word));
  }
  return found;
}

/**
 * The pairs of a Latin word, for when nobody wrote the whole of it.
 * @param {string} word
 * @returns {string[]}
 */
function pairsOf(word) {
  const found = [];
  for (const run of word.match(/[0-9a-z]+/g) || [])
    for (let place = 0; place + 1 < run.length; place++) found.push(run.slice(place, place + 2));
  return found;
}

/**
 * Only the characters that count: two titles with the same are one title.
 * @param {string} folded
 */
function bare(folded) {
  return (folded.match(RUN) || []).join("");
}

/** @param {string} char */
function isHan(char) {
  return new RegExp(`^[${HAN}]$`, "u").test(char);
}

/**
 * The key under which a whole title is found.
 * @param {string} folded
 */
function titleKey(folded) {
  const written = Array.from(bare(folded));
  if (written.length <= 4) return `=${written.join("")}`;
  let value = 0;
  for (const char of written) value = (Math.imul(value, 31) + /** @type {number} */ (char.codePointAt(0))) >>> 0;
  return `=${value.toString(16)}`;
}
