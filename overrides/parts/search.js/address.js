/** The state of the results page, which is its address: `?q=…&kind=…&sort=date&page=2`. */

/** @typedef {{q: string, chosen: Chosen, sort: string, page: number}} State */

/** So many words of one filter are heeded; nobody chooses more by hand. */
const MOST_CHOSEN = 50;

/**
 * @param {string} address
 * @returns {State}
 */
function stateOf(address) {
  const parameters = new URLSearchParams(address.slice(address.indexOf("?")));
  /** @type {Chosen} */
  const chosen = new Map();
  for (const [facet] of FILTERS) {
    const words = parameters.getAll(facet).filter(Boolean).slice(0, MOST_CHOSEN);
    if (words.length) chosen.set(facet, new Set(words));
  }
  const page = Math.min(9999, Math.floor(Number(parameters.get("page")))) || 1;
  return { q: parameters.get("q") || "", chosen, sort: parameters.get("sort") === "date" ? "date" : "", page: Math.max(1, page) };
}

/**
 * Relative to the page, whatever its path: it can never lead to another site.
 * @param {State} state
 */
function addressOf(state) {
  const parameters = new URLSearchParams({ q: state.q });
  for (const [facet] of FILTERS) for (const word of state.chosen.get(facet) || []) parameters.append(facet, word);
  if (state.sort) parameters.set("sort", state.sort);
  if (state.page > 1) parameters.set("page", String(state.page));
  return `?${parameters}`;
}

/**
 * The state with one word of a filter chosen, or no longer chosen.
 * @param {State} state
 * @param {string} facet
 * @param {string} word
 * @returns {State}
 */
function toggled(state, facet, word) {
  const words = new Set(state.chosen.get(facet));
  if (!words.delete(word)) words.add(word);
  return { ...state, chosen: new Map([...state.chosen, [facet, words]]), page: 1 };
}

/**
 * The state with one word of a filter alone, or none.
 * @param {State} state
 * @param {string} facet
 * @param {string} [word]
 * @returns {State}
 */
function only(state, facet, word) {
  return { ...state, chosen: new Map([...state.chosen, [facet, new Set(word ? [word] : [])]]), page: 1 };
}
