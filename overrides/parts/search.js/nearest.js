/** What somebody who found nothing may look for instead: known words that look or sound like what was typed. */

const MOST_NEAR = 8;

/**
 * The nearest of the words that the index knows; the hot words when none is near.
 * @param {string} query
 * @param {Manifest} known
 * @param {Facts | null} about
 * @returns {string[]}
 */
function nearest(query, known, about) {
  const written = Array.from(bare(searchFold(cut(query, 60))));
  const words = new Set(known.synonyms.flatMap(([word, official]) => [word, ...official]));
  for (const [word] of known.hot) words.add(word);
  for (const facet of ["domain", "theme", "audience", "agency"])
    if (about) for (const word of about.words[known.facets.indexOf(facet)]) words.add(word);
  /** @type {Map<string, string[]>} */
  const spellings = new Map(known.hot.map(([word, ...spelt]) => [word, spelt]));
  const near = [...words]
    .map((word) => ({ word, like: likeness(written, word), sounding: Math.max(0, ...(spellings.get(word) || []).map((spelt) => likeness(written, spelt))) }))
    .filter((found) => found.like >= 0.4 || found.sounding >= 0.6)
    .sort((one, other) => other.like + other.sounding - one.like - one.sounding || one.word.length - other.word.length)
    .slice(0, MOST_NEAR)
    .map((found) => found.word);
  return near.length ? near : known.hot.map(([word]) => word);
}

/**
 * How much two words have in common, from 0 to 1: characters that stand in both in the same order, twice over their sum.
 * @param {string[]} written
 * @param {string} word
 */
function likeness(written, word) {
  const chars = Array.from(word);
  let row = new Uint16Array(chars.length + 1);
  for (const char of written) {
    const next = new Uint16Array(chars.length + 1);
    for (let at = 0; at < chars.length; at++) next[at + 1] = char === chars[at] ? row[at] + 1 : Math.max(row[at + 1], next[at]);
    row = next;
  }
  return (2 * row[chars.length]) / (written.length + chars.length || 1);
}
