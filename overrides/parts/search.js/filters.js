/** Filters with live counts: each counts what the others let through. */

/** The filters in the order in which they are shown; `kind` stands above the results. @type {[facet: string, words: string][]} */
const FILTERS = [
  ["kind", "类别"],
  ["openness", "五公开"],
  ["domain", "领域"],
  ["agency", "机构"],
  ["year", "年份"],
  ["theme", "主题"],
  ["validity", "效力"],
  ["audience", "适用人群"],
];

/** @typedef {Map<string, Set<string>>} Chosen Filter → the words that were chosen. */

/**
 * The entries that pass all filters, and for every filter how many each of its words would leave.
 * @param {number[]} order
 * @param {Chosen} chosen
 * @param {Facts} facts
 * @param {Manifest} manifest
 * @returns {{kept: number[], counts: Map<string, Map<string, number>>}}
 */
function filtered(order, chosen, facts, manifest) {
  const columns = FILTERS.map(([facet]) => {
    const place = manifest.facets.indexOf(facet);
    const words = chosen.get(facet);
    const passing = facts.sets[place].map((set) => !words || !words.size || set.some((word) => words.has(facts.words[place][word])));
    return { facet, place, passing };
  });
  const kept = [];
  const tallies = columns.map(({ place }) => new Uint32Array(facts.sets[place].length));
  for (const at of order) {
    let failing = -1;
    let failures = 0;
    columns.forEach(({ place, passing }, column) => {
      if (!passing[setOf(facts, place, at)]) {
        failures++;
        failing = column;
      }
    });
    if (!failures) kept.push(at);
    columns.forEach(({ place }, column) => {
      if (!failures || (failures === 1 && failing === column)) tallies[column][setOf(facts, place, at)]++;
    });
  }
  const counts = new Map();
  columns.forEach(({ facet, place }, column) => {
    /** @type {Map<string, number>} */
    const found = new Map();
    facts.sets[place].forEach((set, number) => {
      for (const word of set) if (tallies[column][number]) found.set(facts.words[place][word], (found.get(facts.words[place][word]) || 0) + tallies[column][number]);
    });
    for (const word of chosen.get(facet) || []) if (!found.has(word)) found.set(word, 0);
    counts.set(facet, found);
  });
  return { kept, counts };
}

/**
 * The words of a filter that an entry answers to.
 * @param {Facts} facts
 * @param {Manifest} manifest
 * @param {string} facet
 * @param {number} at
 * @returns {string[]}
 */
function wordsOf(facts, manifest, facet, at) {
  const place = manifest.facets.indexOf(facet);
  return facts.sets[place][setOf(facts, place, at)].map((word) => facts.words[place][word]);
}
