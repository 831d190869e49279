/** The files of the index: each is a script that registers itself, asked for once, so that file:// works as http does. */

/** @typedef {{count: number, low: number, span: number, cards: number, first: string[], facets: string[], synonyms: [string, string[]][], sounds: string}} Manifest */

/** @type {Map<string, Promise<any[] | null>>} */
const asked = new Map();
/** @type {Map<string, (values: any[] | null) => void>} */
const waiting = new Map();
/** Parts of the index that could not be read. */
const missing = new Set();
let stamp = "";
const PATIENCE = 20000;

/** @type {any} */ (window).disclosureSearch = function (/** @type {string} */ state, /** @type {string} */ kind, /** @type {string | number} */ name, /** @type {any[]} */ ...values) {
  if (kind === "manifest") stamp = state;
  const answer = waiting.get(`${kind}/${name}`);
  if (answer) answer(state === stamp ? values : null);
};

/**
 * Ask for one file; the answer is null when it is missing, damaged, or of another state of the site.
 * @param {string} kind
 * @param {string | number} name
 * @param {string} path
 * @returns {Promise<any[] | null>}
 */
function ask(kind, name, path) {
  const key = `${kind}/${name}`;
  let answer = asked.get(key);
  if (!answer) {
    answer = new Promise((resolve) => {
      const script = document.createElement("script");
      const settle = (/** @type {any[] | null} */ values) => {
        waiting.delete(key);
        script.remove();
        clearTimeout(limit);
        if (!values) {
          missing.add(key);
          asked.delete(key);
        }
        resolve(values);
      };
      const limit = setTimeout(() => settle(null), PATIENCE);
      waiting.set(key, settle);
      script.onerror = () => settle(null);
      script.onload = () => waiting.get(key) === settle && settle(null);
      script.src = `${root}search/${path}.js${stamp ? `?v=${stamp}` : ""}`;
      document.head.append(script);
    });
    asked.set(key, answer);
  }
  return answer;
}

/** @type {Promise<Manifest | null> | undefined} */
let manifestAsked;

/** @returns {Promise<Manifest | null>} */
function manifest() {
  manifestAsked ||= ask("manifest", "", "manifest").then((values) => {
    if (!values) {
      manifestAsked = undefined;
      return null;
    }
    const { first, synonyms, ...others } = values[0];
    return {
      ...others,
      first: first.split(" "),
      synonyms: synonyms ? synonyms.split(" ").map((/** @type {string} */ entry) => {
        const [word, ...official] = entry.split("=");
        return [word, official];
      }) : [],
    };
  });
  return manifestAsked;
}

/** @type {Map<number, Promise<Map<string, string>>>} */
const shardsRead = new Map();

/**
 * The postings of some terms; a term that stands nowhere is not in the answer.
 * @param {Iterable<string>} terms
 * @returns {Promise<Map<string, Postings>>}
 */
async function postingsOf(terms) {
  const known = await manifest();
  /** @type {Map<string, Postings>} */
  const found = new Map();
  if (!known) return found;
  await Promise.all(
    [...new Set(terms)].map(async (term) => {
      const number = shardOf(known.first, term);
      if (number < 0) return;
      const written = (await shard(number)).get(term);
      if (written) found.set(term, readPostings(written));
    }),
  );
  return found;
}

/**
 * @param {number} number
 * @returns {Promise<Map<string, string>>}
 */
function shard(number) {
  let read = shardsRead.get(number);
  if (!read) {
    read = ask("terms", number, `terms/${number}`).then((values) => {
      const found = new Map();
      if (!values) {
        shardsRead.delete(number);
        return found;
      }
      const lists = values[1].split(" ");
      readTerms(values[0]).forEach((term, at) => found.set(term, lists[at]));
      return found;
    });
    shardsRead.set(number, read);
  }
  return read;
}

/**
 * Which shard would hold a term.
 * @param {string[]} first
 * @param {string} term
 */
function shardOf(first, term) {
  let low = 0, high = first.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (first[middle] <= term) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** @typedef {{words: string[][], sets: number[][][], columns: string[]}} Facts */

/** @returns {Promise<Facts | null>} */
async function facts() {
  const values = await ask("facts", "", "facts");
  return values && { words: values[0], sets: values[1], columns: values[2] };
}

/** @typedef {{number: number, key: string, href: string, title: string, doc: string, date: string, source: string, pieces: number}} Card */

/**
 * What is shown of one entry.
 * @param {number} number
 * @returns {Promise<Card | null>}
 */
async function card(number) {
  const known = await manifest();
  if (!known) return null;
  const chunk = Math.floor(number / known.cards);
  const values = await ask("cards", chunk, `cards/${chunk}`);
  const written = values && values[0][number % known.cards];
  if (!written) return null;
  const [key, href, title, doc, date, source, pieces] = written;
  return { number, key, href, title, doc, date, source, pieces };
}

/**
 * One piece of the text of an entry, and the places in it that can be linked to.
 * @param {number} number
 * @param {number} piece
 * @returns {Promise<{text: string, places: [number, string, string][]} | null>}
 */
async function piece(number, piece) {
  const values = await ask("texts", `${number}-${piece}`, `texts/${Math.floor(number / 100)}/${number}-${piece}`);
  return values && { text: values[0], places: values[1] };
}

/** Read the table of traditional characters; true when it was not there before. */
async function learnTraditional() {
  if (simplified.size) return false;
  const values = await ask("traditional", "", "traditional");
  if (!values) return false;
  const simple = Array.from(values[1]);
  Array.from(values[0]).forEach((char, at) => simplified.set(/** @type {string} */ (char), /** @type {string} */ (simple[at])));
  return true;
}
