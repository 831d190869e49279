/** Which entries answer a query, and in which order. */

/**
 * @typedef {object} Question What is asked, and all that was loaded to answer it.
 * @property {string} folded
 * @property {string[]} terms
 * @property {Map<string, Postings>} postings
 * @property {Manifest} manifest
 * @property {Keys} keys
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
  ["asking", asking],
  ["coverage", coverage],
  ["year", year],
  ["issuer", issuer],
  ["validity", validity],
  ["kind", kind],
  ["title", title],
  ["number", number],
];

/** What makes a question of a query and says nothing of its matter. */
const ASKING = /请问|想问|问一下|听说|我想|我要|怎么办(?!理)|怎么样?|怎样|咋办(?!理)|咋|如何|多少钱?|能不能|可不可以|能否|是否|要不要|是不是|有没有|什么时候|啥时候|什么|啥|哪里|哪儿|哪些|哪个|在哪|几个|为什么|为啥|多久|需要|应该/g;
/** Its terms count this much: official texts use them seldom, so they would seem to say most. */
const ASKED = 0.3;
/** An official word that an everyday word stands for counts this much of a word that was typed. */
const SYNONYM = 0.8;
/** A number in characters with nothing behind it that is counted counts this much in digits. */
const RESPELLED = 0.5;
const LAST_NUMBER = new RegExp(`[${NUMERALS}]+$`);
/** How much more than the rest a text gets that holds all of a query: where few do, and where many do. */
const HELD_BY_FEW = 0.6;
const HELD_BY_MANY = 0.2;
/** A word of so few pairs needs each of them to be told from others. */
const SHORT = 3;

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
  addTimes(times, postings, manifest, scores, boost / (Math.sqrt(squares) || 1));
  return scores;
}

/**
 * Add the weights of terms, each so many times.
 * @param {Map<string, number>} times
 * @param {Map<string, Postings>} postings
 * @param {Manifest} manifest
 * @param {Float64Array} scores
 * @param {number} boost
 */
function addTimes(times, postings, manifest, scores, boost) {
  for (const [term, count] of times) {
    const { documents, levels } = /** @type {Postings} */ (postings.get(term));
    const weight = rarity(manifest, documents.length) * width(manifest, documents.length);
    for (let at = 0; at < documents.length; at++) scores[documents[at]] += boost * count * (weight * levels[at]);
  }
}

/**
 * What the levels of a term that so many entries hold are multiplied with.
 * @param {Manifest} manifest
 * @param {number} spread
 */
function rarity({ count }, spread) {
  return Math.log(1 + (count - spread + 0.5) / (spread + 0.5));
}

/** How much a level of a common term is at least. */
const ENOUGH = 0.7;

/**
 * How wide a level of a term is that so many entries hold.
 * @param {Manifest} manifest
 * @param {number} spread
 */
function width(manifest, spread) {
  return spread < MANY ? manifest.level : Math.max(manifest.level, ENOUGH / rarity(manifest, spread));
}

/**
 * What only asks (怎么办, 多少钱) counts less than what it is about, unless nothing else was typed.
 * @param {Question} question
 */
function asking({ folded, terms, postings, manifest, scores }) {
  const inside = new Set((folded.match(ASKING) || []).flatMap(queryTerms));
  const some = terms.filter((term) => inside.has(term) && postings.has(term));
  const known = terms.filter((term) => postings.has(term));
  if (!some.length || known.every((term) => inside.has(term))) return;
  const times = (/** @type {string[]} */ all) => all.reduce((found, term) => found.set(term, (found.get(term) || 0) + 1), new Map());
  const length = Math.sqrt([...times(known).values()].reduce((sum, count) => sum + count * count, 0));
  addTimes(times(some), postings, manifest, scores, (ASKED - 1) / length);
}

/**
 * Entries that hold every term come earlier, the more so when they are few: a string that somebody remembers. Not before
 * all others, whatever these say: long texts hold the pairs of many a query that stands in none of them.
 * @param {Question} question
 */
function coverage({ folded, terms, postings, scores, covered, top }) {
  const wanted = new Set(terms).size;
  if (wanted < 2) return;
  let full = 0;
  for (const held of covered) if (held === wanted) full++;
  const oneRun = (folded.match(RUN) || []).length === 1;
  const ahead = top * (oneRun && full <= 10 && postings.size === wanted ? HELD_BY_FEW : HELD_BY_MANY);
  covered.forEach((held, at) => {
    if (held === wanted) scores[at] += ahead;
  });
}

/**
 * Years in the query favour what is of that year or names it in its title.
 * @param {Question} question
 */
function year({ keys, postings, scores }) {
  favour(scores, keys.years, postings, 2);
}

/**
 * The name of an agency in the query favours what that agency published.
 * @param {Question} question
 */
function issuer({ keys, postings, scores }) {
  favour(scores, keys.issuers, postings, 1.3);
}

/**
 * What no longer holds comes after what does.
 * @param {Question} question
 */
function validity({ manifest, scores }) {
  for (const at of manifest.behind.validity) scores[at] *= 0.5;
}

/**
 * A file that lies beside a document comes after the document.
 * @param {Question} question
 */
function kind({ manifest, scores }) {
  for (const at of manifest.behind.kind) scores[at] *= 0.6;
}

/**
 * An entry whose whole title was typed is the first.
 * @param {Question} question
 */
function title({ keys, postings, scores, top }) {
  const found = postings.get(keys.title);
  if (found) for (const at of found.documents) scores[at] += 30 * top;
}

/**
 * Document numbers: the whole number first of all; then its year or its head; its serial alone when nothing else was typed.
 * @param {Question} question
 */
function number({ folded, keys, postings, scores, top }) {
  const { sure, likely, possible } = keys.numbers;
  const alone = /^第?\d{1,5}号$/.test(bare(folded));
  for (const [some, ahead] of /** @type {[string[], number][]} */ ([[sure, 40], [likely, 20], [possible, alone ? 10 : 0.2]]))
    for (const key of some) {
      const found = postings.get(key);
      if (found) for (const at of found.documents) scores[at] += ahead * top;
    }
}

/**
 * Multiply the scores of all entries that have one of some keys.
 * @param {Float64Array} scores
 * @param {string[]} keys
 * @param {Map<string, Postings>} postings
 * @param {number} factor
 */
function favour(scores, keys, postings, factor) {
  const chosen = new Set(keys.flatMap((key) => [...(postings.get(key) || { documents: [] }).documents]));
  for (const at of chosen) scores[at] *= factor;
}

/** @typedef {{numbers: {sure: string[], likely: string[], possible: string[]}, title: string, years: string[], issuers: string[]}} Keys */

/**
 * What a query asks for besides its terms.
 * @param {string} folded
 * @param {Manifest} known
 * @returns {Keys}
 */
function keysOf(folded, known) {
  const numbers = numberKeys(folded);
  const years = numbers.likely.length ? [] : (folded.match(/[0-9]+/g) || []).filter((found) => /^(?:19|20)[0-9]{2}$/.test(found));
  const written = bare(folded);
  const issuers = known.agencies.filter((name) => name.length > 2 && written.includes(name));
  return { numbers, title: written.length > 3 ? titleKey(folded) : "", years: years.map((found) => `@${found}`), issuers: issuers.map((name) => `@${name}`) };
}

/**
 * @typedef {{query: string, folded: string, terms: string[], marked: string[], order: number[], scores: Float64Array, meant: string[], postings: Map<string, Postings>}} Answer
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
  /** @type {Set<string>} */
  const shards = new Set();
  const ahead = options.synonyms === false ? [] : officialWords(searchFold(cut), known.synonyms);
  await learnFor(known, [cut, ...ahead]);
  const first = heard(searchFold(cut), known, shards);
  askAhead(ahead, known, new Set(shards));
  let asked = await first;
  const unknown = asked.terms.filter((term) => !asked.postings.has(term) && !/[0-9a-z]/.test(term));
  if ((await Promise.all(unknown.map(strange))).includes(true) && (await learnTraditional())) {
    const again = searchFold(cut);
    await learnFor(known, [again]);
    if (again !== asked.folded) asked = await heard(again, known);
  }
  const { folded, keys, postings } = asked;
  let { terms } = asked;
  const unwritten = terms.filter((term) => !postings.has(term) && /^[0-9a-z.-]{4,}$/.test(term)).map(pairsOf);
  await learnShards(known, unwritten.flat().map(filed));
  const pieces = unwritten.flatMap((pairs) => needed(pairs, known, asked.shards));
  if (pieces.length) {
    terms = [...terms, ...pieces];
    for (const [term, found] of await postingsOf(pieces)) postings.set(term, found);
  }
  const meant = options.sounds === false ? [] : await soundingLike(folded, terms, postings);
  const official = options.synonyms === false ? [] : officialWords(folded, known.synonyms);
  const scores = baseScores(terms, postings, known);
  const covered = coveredBy(new Set(terms), postings, known.count);
  const marked = [...terms];
  const respelled = [folded.replace(LAST_NUMBER, arabic)].filter((spelling) => spelling !== folded);
  await learnFor(known, [...meant, ...official, ...respelled]);
  const more = /** @type {[string[], number][]} */ ([[meant, 1], [official, SYNONYM], [respelled, RESPELLED]]).flatMap(([words, boost]) =>
    words.map((word) => {
      const others = termsOf(word, known, asked.shards);
      return { others, weight: words === official ? boost * modest(others, terms) : boost };
    }),
  );
  const found = await postingsOf(more.flatMap(({ others }) => others));
  for (const { others, weight } of more) {
    marked.push(...others);
    baseScores(others, found, known, scores, weight);
  }
  const top = scores.reduce((best, score) => Math.max(best, score), 0);
  /** @type {Question} */
  const question = { folded, terms, postings, manifest: known, keys, scores, covered, top: top || 1 };
  for (const [name, apply] of ADJUSTMENTS) if (!switchedOff.has(name)) apply(question);
  const order = [];
  for (let at = 0; at < scores.length; at++) if (scores[at] > 0) order.push(at);
  order.sort((one, other) => scores[other] - scores[one] || one - other);
  return { query: cut, folded, terms, marked, order, scores, meant, postings };
}

/**
 * Learn which shards hold the terms of some texts.
 * @param {Manifest} known
 * @param {string[]} texts
 */
function learnFor(known, texts) {
  return learnShards(known, texts.flatMap((text) => queryTerms(searchFold(text))).map(filed));
}

/**
 * How much less than a query of its own length a word counts beside a longer query: else the one word of a sentence that
 * has an official name would drown all the others.
 * @param {string[]} word
 * @param {string[]} terms
 */
function modest(word, terms) {
  return switchedOff.has("modest") ? 1 : Math.min(1, (new Set(word).size / terms.length) ** 0.25);
}

/**
 * The terms of a word that stands for another.
 * @param {string} word
 * @param {Manifest} known
 * @param {Set<string>} loaded Shards that are asked for anyway.
 */
function termsOf(word, known, loaded) {
  const all = queryTerms(searchFold(word));
  return all.length > SHORT ? needed(all, known, loaded) : all;
}

/**
 * Ask for what some words need while the query itself is on its way.
 * @param {string[]} words
 * @param {Manifest} known
 * @param {Set<string>} loaded
 */
function askAhead(words, known, loaded) {
  for (const word of words) void postingsOf(termsOf(word, known, loaded));
}

/**
 * A folded query with its terms, its keys, and where they stand.
 * @param {string} folded
 * @param {Manifest} known
 * @param {Set<string>} [shards] Those that are asked for are added.
 */
async function heard(folded, known, shards = new Set()) {
  const terms = needed(queryTerms(folded), known, shards);
  const keys = keysOf(folded, known);
  const { sure, likely, possible } = keys.numbers;
  const all = [...terms, ...sure, ...likely, ...possible, ...keys.years, ...keys.issuers, ...(keys.title ? [keys.title] : [])];
  const postings = await postingsOf(all, new Map([[keys.title, filedTitle(keys.title, bare(folded))]]));
  return { folded, terms, keys, postings, shards };
}

/** So many shards a query asks for at most because of its pairs. */
const MOST_SHARDS = 7;

/**
 * The terms without those pairs that would cost a request and say little: first those of which both neighbours are asked
 * for anyway, and so both characters; then, where still too many shards are left, the pairs of common characters.
 * @param {string[]} terms
 * @param {Manifest} known
 * @param {Set<string>} [loaded] Shards that are asked for anyway; those of the terms that stay are added.
 */
function needed(terms, known, loaded = new Set()) {
  const shards = terms.map((term) => shardOf(known, filed(term)));
  /** @type {Map<string, number[]>} */
  const places = new Map();
  shards.forEach((shard, at) => loaded.has(shard) || places.set(shard, [...(places.get(shard) || []), at]));
  const pair = (/** @type {number} */ at) => (at >= 0 && at < terms.length ? Array.from(terms[at]) : []);
  const joined = (/** @type {number} */ at) => pair(at).length === 2 && pair(at - 1).length === 2 && pair(at - 1)[1] === pair(at)[0];
  /** @type {Set<number>} */
  const spared = new Set();
  for (const [shard, [at, ...others]] of places)
    if (!others.length && joined(at) && joined(at + 1) && !spared.has(at - 1) && !spared.has(at + 1)) spared.add(at) && places.delete(shard);
  const worth = (/** @type {number} */ at) => (pair(at).every(isHan) ? pair(at).reduce((sum, char) => sum + rareness(char), 0) : Infinity);
  const most = [...places.values()].map((all) => ({ all, value: all.reduce((sum, at) => sum + worth(at), 0) })).sort((one, other) => other.value - one.value || 0);
  for (const { all, value } of most.slice(Math.max(1, MOST_SHARDS - loaded.size))) if (value < Infinity) all.forEach(spared.add, spared);
  const kept = terms.filter((_, at) => !spared.has(at));
  shards.forEach((shard, at) => spared.has(at) || loaded.add(shard));
  return kept;
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
