/** Keys of document numbers (文号) in any spelling; `plugins/disclosure/text/number_keys.py` does the same at build time. */

const DATED = new RegExp(
  `(?<head>[${HAN}]{0,16})[\\[(〔【{<〈《]?\\s?(?<year>(?:19|20)[0-9]{2})` +
    "(?<close>\\s?[\\])〕】}>〉》]\\s?年?\\s?|\\s?年\\s?|\\s)第?\\s?0{0,4}(?<serial>[1-9][0-9]{0,4})\\s?(?<end>号?)(?![0-9年月日.])",
  "gu",
);
const UNDATED = new RegExp(`(?<head>[${HAN}]{0,16}?)第?\\s?0{0,4}(?<serial>[1-9][0-9]{0,4})\\s?号`, "gu");
const HEADS = [16, 6, 5, 4, 3, 2];

/**
 * The keys of all numbers in a folded text.
 * @param {string} folded
 * @returns {{sure: string[], likely: string[], possible: string[]}}
 */
function numberKeys(folded) {
  const sure = new Set(), likely = new Set(), possible = new Set();
  let rest = folded;
  for (const found of folded.matchAll(DATED)) {
    const { head, year, close, serial, end } = /** @type {Record<string, string>} */ (found.groups);
    if (!end && !/^[\])〕】}>〉》]/.test(close.trim())) continue;
    for (const part of headsOf(head)) sure.add(`#${part}${year}-${serial}`);
    likely.add(`#${year}-${serial}`);
    rest = rest.split(found[0]).join(" ");
  }
  for (const found of rest.matchAll(UNDATED)) {
    const { head, serial } = /** @type {Record<string, string>} */ (found.groups);
    for (const part of headsOf(head)) likely.add(`#${part}-${serial}`);
    possible.add(`#-${serial}`);
  }
  return { sure: [...sure], likely: [...likely], possible: [...possible] };
}

/**
 * What may be the head before a year: the whole run, or its end where a sentence runs into it.
 * @param {string} run
 */
function headsOf(run) {
  const chars = Array.from(run.replace(/第$/, ""));
  if (!chars.length) return [];
  return [...new Set(HEADS.filter((most) => most === 16 || most < chars.length).map((most) => chars.slice(-most).join("")))];
}
