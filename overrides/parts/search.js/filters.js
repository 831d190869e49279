/** Filters with live counts, each of which counts what the others let through. */

/** The filters in the order in which they are shown; the first, `kind`, above the results. @type {[facet: string, words: string][]} */
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

const WORDS_SHOWN = 8;
const WIDE = "(min-width: 56.25em)";

/**
 * The boxes to choose from, in a fold of their own that stands open where there is room; what a reader opened stays open.
 * @param {HTMLElement} place
 * @returns {(state: State, counts: Map<string, Map<string, number>>) => boolean} Draws them; true when there are any.
 */
function filterBoxes(place) {
  const wide = matchMedia(WIDE);
  const html = document.documentElement;
  const fit = () => place.toggleAttribute("open", wide.matches && !(html.dataset.modes || "").includes("large"));
  const title = /** @type {HTMLElement} */ (place.querySelector("summary"));
  const inside = /** @type {HTMLElement} */ (place.querySelector("div"));
  /** @type {Map<string, boolean>} */
  const opened = new Map();
  fit();
  new MutationObserver(fit).observe(html, { attributes: true, attributeFilter: ["data-modes"] });
  wide.addListener(fit); // Safari 14 knows no other way in all its versions.
  inside.addEventListener(
    "toggle",
    (event) => {
      const fold = event.target;
      if (fold instanceof HTMLDetailsElement && fold.dataset.fold) opened.set(fold.dataset.fold, fold.open);
    },
    true,
  );
  return (state, counts) => {
    const chosen = FILTERS.slice(1).reduce((sum, [facet]) => sum + (state.chosen.get(facet) || new Set()).size, 0);
    const drawn = FILTERS.slice(1).flatMap(([facet, words], at) => filterBox(state, facet, words, counts.get(facet) || new Map(), opened, at < 3));
    title.textContent = chosen ? `筛选（已选 ${chosen} 项）` : "筛选";
    inside.replaceChildren(...drawn);
    return drawn.length > 0;
  };
}

/**
 * @param {State} state
 * @param {string} facet
 * @param {string} words
 * @param {Map<string, number>} counts
 * @param {Map<string, boolean>} opened
 * @param {boolean} early
 */
function filterBox(state, facet, words, counts, opened, early) {
  const chosen = state.chosen.get(facet) || new Set();
  const found = [...counts].sort((one, other) => (facet === "year" ? other[0].localeCompare(one[0]) : other[1] - one[1]));
  if (!found.length || (found.length === 1 && !chosen.size)) return [];
  const rows = found.map(([word, count]) => {
    const box = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox", value: word, "data-facet": facet, "data-key": `${facet} ${word}` }));
    box.checked = chosen.has(word);
    return element("li", {}, element("label", {}, box, element("span", {}, word), element("span", { class: "count" }, String(count))));
  });
  const first = Math.max(WORDS_SHOWN, ...found.map(([word], at) => (chosen.has(word) ? at + 1 : 0)));
  const rest = rows.length > first ? [fold(`${facet} more`, `其余 ${rows.length - first} 项`, false, element("ul", {}, ...rows.slice(first)))] : [];
  return [fold(facet, words, early || chosen.size > 0, element("ul", { "aria-label": words }, ...rows.slice(0, first)), ...rest)];

  /**
   * @param {string} key
   * @param {string} text
   * @param {boolean} open
   * @param {...Node} children
   */
  function fold(key, text, open, ...children) {
    const made = element("details", { class: "filter", "data-fold": key }, element("summary", {}, text), ...children);
    made.toggleAttribute("open", opened.has(key) ? opened.get(key) : open);
    return made;
  }
}
