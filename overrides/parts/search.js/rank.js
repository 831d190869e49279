/** Which entries answer a query, and in which order. */

/**
 * @typedef {object} Question What is asked, and all that was loaded to answer it.
 * @property {string} folded
 * @property {string[]} terms
 * @property {Map<string, Postings>} postings
 * @property {Manifest} manifest
 * @property {Facts | null} facts
 * @property {Float64Array} scores
 * @property {Uint16Array} covered How many different terms an entry holds.
 * @property {number} top The best base score.
 */

/** Adjustments that are switched off, by name; for measuring. @type {Set<string>} */
const switchedOff = new Set();

/**
 * The final order is the base score changed by these, one after the other. Each has its own test, and a switch in the bench.
 * @type {[name: string, apply: (question: Question) => void][]}
 */
const ADJUSTMENTS = [
  ["coverage", coverage],
  ["year", year],
  ["issuer", issuer],
  ["validity", validity],
  ["kind", kind],
  ["title", title],
  ["number", number],
];

/** An official word that an everyday word stands for counts this much of a word that was typed. */
const SYNONYM = 0.8;

/**
 * Base scores: the sum of the weights of all terms, as lunr adds them up (its query vector has length 1).
 * @param {string[]} terms
 * @param {Map<string, Postings>} postings
 * @param {Manifest} manifest
 * @param {Float64Array} [scores]
 * @param {number} [boost]
 */
function baseScores(terms, postings, manifest, scores = new Float64Array(manifest.count), boost = 1) {
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const term of terms) if (postings.has(term)) times.set(term, (times.get(term) || 0) + 1);
  let squares = 0;
  for (const count of times.values()) squares += count * count;
  const length = Math.sqrt(squares) || 1;
  for (const [term, count] of times) {
    const { documents, levels } = /** @type {Postings} */ (postings.get(term));
    const weight = scale(manifest, documents.length);
    for (let at = 0; at < documents.length; at++) scores[documents[at]] += (boost * count * weight[levels[at]]) / length;
  }
  return scores;
}

/**
 * The weight of every level of a term that so many entries hold.
 * @param {Manifest} manifest
 * @param {number} spread
 */
function scale({ low, span, count }, spread) {
  const rarity = Math.log(1 + (count - spread + 0.5) / (spread + 0.5));
  return Float64Array.from({ length: LEVELS }, (_, level) => rarity * low * Math.pow(span, level / (LEVELS - 1)));
}

/**
 * Entries that hold every term come first when they are few (a string that somebody remembers), a little earlier otherwise.
 * @param {Question} question
 */
function coverage({ folded, terms, postings, scores, covered, top }) {
  const wanted = new Set(terms).size;
  if (wanted < 2) return;
  let full = 0;
  for (const held of covered) if (held === wanted) full++;
  const oneRun = (folded.match(RUN) || []).length === 1;
  const ahead = oneRun && full <= 10 && postings.size === wanted ? 10 * top : 0.2 * top;
  covered.forEach((held, at) => {
    if (held === wanted) scores[at] += ahead;
  });
}

/**
 * Years in the query favour what is of that year or names it in its title.
 * @param {Question} question
 */
function year({ folded, facts, manifest, scores }) {
  const years = (folded.match(/[0-9]+/g) || []).filter((found) => /^(?:19|20)[0-9]{2}$/.test(found));
  if (!facts || !years.length || numberKeys(folded).likely.length) return;
  favour(scores, withWord(facts, manifest, "years", (word) => years.includes(word)), 2);
}

/**
 * The name of an agency in the query favours what that agency published.
 * @param {Question} question
 */
function issuer({ folded, facts, manifest, scores }) {
  if (!facts) return;
  favour(scores, withWord(facts, manifest, "agency", (word) => word.length > 2 && folded.includes(searchFold(word))), 1.3);
}

/**
 * What no longer holds comes after what does.
 * @param {Question} question
 */
function validity({ facts, manifest, scores }) {
  if (!facts) return;
  favour(scores, withWord(facts, manifest, "validity", (word) => word === "已废止" || word === "已失效"), 0.5);
}

/**
 * A file that lies beside a document comes after the document.
 * @param {Question} question
 */
function kind({ facts, manifest, scores }) {
  if (!facts) return;
  favour(scores, withWord(facts, manifest, "kind", (word) => word === "附件"), 0.6);
}

/**
 * An entry whose whole title was typed is the first.
 * @param {Question} question
 */
function title({ folded, postings, scores, top }) {
  const found = postings.get(titleKey(folded));
  if (found) for (const at of found.documents) scores[at] += 30 * top;
}

/**
 * Document numbers: the whole number first of all; then its year or its head; its serial alone when nothing else was typed.
 * @param {Question} question
 */
function number({ folded, postings, scores, top }) {
  const { sure, likely, possible } = numberKeys(folded);
  const alone = /^第?\d{1,5}号$/.test(bare(folded));
  for (const [keys, ahead] of /** @type {[string[], number][]} */ ([[sure, 40], [likely, 20], [possible, alone ? 10 : 0.2]]))
    for (const key of keys) {
      const found = postings.get(key);
      if (found) for (const at of found.documents) scores[at] += ahead * top;
    }
}

/**
 * @param {Float64Array} scores
 * @param {Uint8Array | null} chosen
 * @param {number} factor
 */
function favour(scores, chosen, factor) {
  if (chosen) for (let at = 0; at < scores.length; at++) if (chosen[at]) scores[at] *= factor;
}

/**
 * Mark the entries that a filter gives a word that passes.
 * @param {Facts} facts
 * @param {Manifest} manifest
 * @param {string} facet
 * @param {(word: string) => boolean} passes
 * @returns {Uint8Array | null}
 */
function withWord(facts, manifest, facet, passes) {
  const place = manifest.facets.indexOf(facet);
  const words = new Set();
  facts.words[place].forEach((word, at) => passes(word) && words.add(at));
  if (!words.size) return null;
  const sets = facts.sets[place].map((set) => set.some((word) => words.has(word)));
  return Uint8Array.from({ length: manifest.count }, (_, at) => Number(sets[setOf(facts, place, at)]));
}

/**
 * The number of the set of words that a filter gives an entry.
 * @param {Facts} facts
 * @param {number} place
 * @param {number} at
 */
function setOf(facts, place, at) {
  const column = facts.columns[place];
  return column ? readPair(column, at) : 0;
}

/**
 * @typedef {{folded: string, terms: string[], marked: string[], order: number[], scores: Float64Array, meant: string[]}} Answer
 */

/**
 * Answer a query: the numbers of all entries that hold any of its terms, the best first.
 * @param {string} query
 * @param {{synonyms?: boolean, sounds?: boolean}} [options]
 * @returns {Promise<Answer | null>}
 */
async function search(query, options = {}) {
  const known = await manifest();
  if (!known) return null;
  const cut = query.slice(0, 400);
  let folded = searchFold(cut);
  let terms = queryTerms(folded);
  const aboutFacts = facts();
  let postings = await postingsOf(termsWithKeys(folded, terms));
  if (terms.some((term) => !postings.has(term) && !/[0-9a-z]/.test(term)) && (await learnTraditional())) {
    const again = searchFold(cut);
    if (again !== folded) {
      folded = again;
      terms = queryTerms(folded);
      postings = await postingsOf(termsWithKeys(folded, terms));
    }
  }
  const pieces = terms.filter((term) => !postings.has(term) && /^[0-9a-z.-]{4,}$/.test(term)).flatMap(pairsOf);
  if (pieces.length) {
    terms = [...terms, ...pieces];
    for (const [term, found] of await postingsOf(pieces)) postings.set(term, found);
  }
  const meant = options.sounds === false ? [] : await soundingLike(folded, terms, postings);
  const official = options.synonyms === false ? [] : officialWords(folded, known.synonyms);
  const scores = baseScores(terms, postings, known);
  const covered = coveredBy(new Set(terms), postings, known.count);
  const marked = [...terms];
  for (const [words, boost] of /** @type {[string[], number][]} */ ([[meant, 1], [official, SYNONYM]]))
    for (const word of words) {
      const others = queryTerms(searchFold(word));
      marked.push(...others);
      baseScores(others, await postingsOf(others), known, scores, boost);
    }
  const top = scores.reduce((best, score) => Math.max(best, score), 0);
  /** @type {Question} */
  const question = { folded, terms, postings, manifest: known, facts: await aboutFacts, scores, covered, top: top || 1 };
  for (const [name, apply] of ADJUSTMENTS) if (!switchedOff.has(name)) apply(question);
  const order = [];
  for (let at = 0; at < scores.length; at++) if (scores[at] > 0) order.push(at);
  order.sort((one, other) => scores[other] - scores[one] || one - other);
  return { folded, terms, marked, order, scores, meant };
}

/**
 * @param {string} folded
 * @param {string[]} terms
 */
function termsWithKeys(folded, terms) {
  const { sure, likely, possible } = numberKeys(folded);
  return [...terms, ...sure, ...likely, ...possible, ...(bare(folded).length > 3 ? [titleKey(folded)] : [])];
}

/**
 * @param {Set<string>} terms
 * @param {Map<string, Postings>} postings
 * @param {number} count
 */
function coveredBy(terms, postings, count) {
  const covered = new Uint16Array(count);
  for (const term of terms) {
    const found = postings.get(term);
    if (found) for (const at of found.documents) covered[at]++;
  }
  return covered;
}

/**
 * The official words for the everyday words in a query; the longest everyday word wins.
 * @param {string} folded
 * @param {[string, string[]][]} synonyms
 * @returns {string[]}
 */
function officialWords(folded, synonyms) {
  const written = bare(folded);
  const found = synonyms.filter(([word]) => written.includes(word));
  const longest = found.filter(([word]) => !found.some(([other]) => other !== word && other.includes(word)));
  return [...new Set(longest.flatMap(([, official]) => official))].filter((word) => !written.includes(word));
}
