/** The files of the index: each is a script that registers itself, asked for once, so that file:// works as http does. */

/**
 * @typedef {object} Manifest
 * @property {number} count
 * @property {number} level How much a level is.
 * @property {string[]} first Where the first term of each shard is filed, as far as that is known yet.
 * @property {string[]} heads Where each file begins that tells of more shards; none when all are known.
 * @property {Uint32Array} leaves The first entry of each leaf.
 * @property {Record<string, Uint32Array>} behind What comes after others, by the filter that says so.
 * @property {Map<number, string>} turned What holds today of entries whose state has changed since the build.
 * @property {string[]} facets
 * @property {[words: string[], first: number][]} kinds The kinds of entries that follow one another, each with the first of them.
 * @property {string[]} agencies
 * @property {[string, string[]][]} synonyms
 * @property {string} sounds
 * @property {[string, string, string][]} hot
 * @property {Uint8Array} phrases
 */

/** @type {Map<string, Promise<any[] | null>>} */
const asked = new Map();
/** @type {Map<string, (values: any[] | null) => void>} */
const waiting = new Map();
/** Parts of the index that could not be read. */
const missing = new Set();
/** The numbering of the entries that the files must share, and the state of the site that a browser may keep. */
let stamp = "";
let version = "";
/** So long, in milliseconds, is waited for a file; then the rest is shown without it. */
const PATIENCE = 10000;
/** When a file was given up for which the server kept us waiting: asked for again at once, it would keep us waiting again. */
const hung = new Map();

/** @type {any} */ (window).disclosureSearch = function (/** @type {string} */ state, /** @type {string} */ kind, /** @type {string | number} */ name, /** @type {any[]} */ ...values) {
  if (kind === "manifest") stamp = state;
  const answer = waiting.get(`${kind}/${name}`);
  if (answer) answer(state === stamp && wellFormed(kind, values) ? values : null);
};

/** What a file of each kind brings; anything else was damaged on its way. @type {Record<string, string[]>} */
const SHAPES = {
  manifest: ["object"],
  facts: ["array", "array", "array"],
  firsts: ["string"],
  terms: ["string", "string", "number"],
  leaves: ["string"],
  texts: ["string"],
  sounds: ["string"],
  initials: ["string"],
  readings: ["string"],
  traditional: ["string", "string"],
  days: ["array"],
};

/**
 * @param {string} kind
 * @param {any[]} values
 */
function wellFormed(kind, values) {
  return (SHAPES[kind] || []).every((shape, at) => (shape === "array" ? Array.isArray(values[at]) : values[at] !== null && typeof values[at] === shape));
}

/** Files of the index that could be read, decoded. @type {Map<string, Promise<any>>} */
const decoded = new Map();

/**
 * Ask for one file and decode it, once; the answer is null when it is missing or damaged.
 * @template T
 * @param {string} kind
 * @param {string | number} name
 * @param {string} path
 * @param {(values: any[]) => T} decode
 * @returns {Promise<T | null>}
 */
function askFor(kind, name, path, decode) {
  const key = `${kind}/${name}`;
  let found = decoded.get(key);
  if (!found) {
    found = ask(kind, name, path)
      .then((values) => values && decode(values))
      .catch(() => {
        missing.add(key);
        return null;
      })
      .then((value) => {
        if (!value) decoded.delete(key);
        return value;
      });
    decoded.set(key, found);
  }
  return found;
}

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
  if (!answer && Date.now() - (hung.get(key) || -PATIENCE) < PATIENCE) {
    missing.add(key);
    return Promise.resolve(null);
  }
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
      const limit = setTimeout(() => {
        hung.set(key, Date.now());
        settle(null);
      }, PATIENCE);
      waiting.set(key, settle);
      script.onerror = () => settle(null);
      script.onload = () => waiting.get(key) === settle && settle(null);
      script.src = `${root}search/${path}.js${version && `?v=${version}`}`;
      document.head.append(script);
    });
    asked.set(key, answer);
  }
  return answer;
}

/** @returns {Promise<Manifest | null>} */
function manifest() {
  return askFor("manifest", "", "manifest", ([written]) => {
    const list = (/** @type {string} */ text) => (text ? readLists(text, [false], written.count)[0].documents : new Uint32Array());
    version = written.state;
    const turned = turnedBy(written.turns.map((/** @type {string[]} */ [day, state, entries]) => [day, state, list(entries)]));
    const behind = Object.fromEntries(Object.entries(written.behind).map(([name, text]) => [name, list(text)]));
    return {
      ...written,
      first: split(written.first),
      heads: written.rooms ? split(written.first) : [],
      leaves: list(written.leaves),
      behind: { ...behind, validity: overToday(behind.validity, turned) },
      turned,
      agencies: split(written.agencies),
      synonyms: split(written.synonyms).flatMap((entry) => {
        const [words, ...official] = entry.split("=");
        return words.split(",").map((word) => /** @type {[string, string[]]} */ ([word, official]));
      }),
      phrases: bytesOf(written.phrases),
    };
  });
}

/** @param {string} text */
function split(text) {
  return text ? text.split(" ") : [];
}

/**
 * Learn which shards there are near some places.
 * @param {Manifest} known
 * @param {string[]} places
 */
async function learnShards(known, places) {
  await Promise.all(
    [...new Set(places.map((place) => known.heads[lastUpTo(known.heads, place)]))].map((head) =>
      head && askFor("firsts", head, `firsts/${fileName(head)}`, ([written]) => (known.first = [...known.first, ...split(written)].sort())),
    ),
  );
}

/**
 * The name of the shard in which something is filed: where its first term is filed.
 * @param {Manifest} known
 * @param {string} place
 */
function shardOf(known, place) {
  return known.first[lastUpTo(known.first, place)];
}

/**
 * The postings of some terms and keys; what stands nowhere is not in the answer.
 * @param {Iterable<string>} terms
 * @param {Map<string, string>} [places] Where keys are filed that say it not by themselves.
 * @returns {Promise<Map<string, Postings>>}
 */
async function postingsOf(terms, places = new Map()) {
  const known = await manifest();
  /** @type {Map<string, Postings>} */
  const found = new Map();
  if (!known) return found;
  await Promise.all(
    [...new Set(terms)].map(async (term) => {
      const lists = await shard(known, places.get(term) || filed(term));
      const list = lists && lists.get(term);
      if (list) found.set(term, list);
    }),
  );
  return found;
}

/**
 * Whether nothing at all is filed under the character of a term: it stands in no text, or its shard is missing.
 * @param {string} term
 */
async function strange(term) {
  const known = await manifest();
  const place = filed(term);
  const lists = known && (await shard(known, place));
  return !lists || !lists.names.some((other) => filed(other)[0] === place[0]);
}

/** @typedef {{names: string[], get: (term: string) => Postings | undefined}} Shard */

/** So many lists of a shard are read at a time. */
const TOGETHER = 16;

/** @param {string} place */
function fileName(place) {
  return Array.from(place, (char) => /** @type {number} */ (char.codePointAt(0)).toString(16)).join("-");
}

/**
 * The shard in which something is filed.
 * @param {Manifest} known
 * @param {string} place
 * @returns {Promise<Shard | null>}
 */
async function shard(known, place) {
  await learnShards(known, [place]);
  const first = shardOf(known, place);
  if (!first) return null;
  return askFor("terms", first, `terms/${fileName(first)}`, ([written, lists, size]) => {
    if (written.length + lists.length !== size) throw new RangeError("a shard is cut off");
    const names = readTerms(written);
    const places = new Map(names.map((term, at) => [term, at]));
    const parts = lists.split(" ");
    /** @type {Postings[][]} */
    const read = [];
    const get = (/** @type {string} */ term) => {
      const at = places.get(term);
      if (at === undefined) return undefined;
      const part = Math.floor(at / TOGETHER);
      try {
        const own = names.slice(part * TOGETHER, (part + 1) * TOGETHER);
        read[part] = read[part] || readLists(parts[part], own.map((other) => !/^[#=@]|[\ue000-\ue0ff]/.test(other)), known.count);
        return read[part][at % TOGETHER];
      } catch {
        missing.add(`terms/${first}`); // The other lists may be whole.
        return undefined;
      }
    };
    return { names, get };
  });
}

/**
 * The place of the last of some sorted values that is not beyond a value.
 * @template {string | number} T
 * @param {ArrayLike<T>} sorted
 * @param {T} value
 */
function lastUpTo(sorted, value) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** @typedef {{words: string[][], sets: number[][][], columns: (string | Uint16Array)[]}} Facts */

/** @returns {Promise<Facts | null>} */
async function facts() {
  const [known, values] = await Promise.all([manifest(), ask("facts", "", "facts")]);
  return known && values && factsToday({ words: values[0], sets: values[1], columns: values[2] }, known);
}

/**
 * What is known of all entries before their facts are loaded, which grow with the site: of which kind they are.
 * @param {Manifest} known
 * @returns {Facts}
 */
function kindsAlone({ facets, kinds, count }) {
  const at = facets.indexOf("kind");
  const words = [...new Set(kinds.flatMap(([own]) => own))];
  const column = new Uint16Array(count);
  kinds.forEach(([, first], run) => column.fill(run, first));
  const only = (/** @type {any} */ value, /** @type {any} */ other) => facets.map((_, place) => (place === at ? value : other));
  return { words: only(words, []), sets: only(kinds.map(([own]) => own.map((word) => words.indexOf(word))), [[]]), columns: only(column, "") };
}

/**
 * The number of the set of words that a filter gives an entry.
 * @param {Facts} facts
 * @param {number} place
 * @param {number} at
 */
function setOf(facts, place, at) {
  const column = facts.columns[place];
  return typeof column !== "string" ? column[at] : column ? readPair(column, at) : 0;
}

/** @typedef {{number: number, key: string, href: string, title: string, doc: string, date: string, source: string, kind: string, validity: string, pieces: number}} Card */
/** @typedef {{text: string, places: [from: number, anchor: string, heading: string][]}} Piece */

/**
 * A card and the beginning of the text of an entry: they come together.
 * @param {number} number
 * @returns {Promise<{card: Card, piece: Piece} | null>}
 */
async function leaf(number) {
  const known = await manifest();
  if (!known) return null;
  const at = lastUpTo(known.leaves, number);
  const read = await askFor("leaves", at, `leaves/${Math.floor(at / 100)}/${at}`, ([written]) => JSON.parse(inflatedText(written, known.phrases)));
  const own = read && read[number - known.leaves[at]];
  if (!own) return null;
  const [[key, href, title, doc, date, source, kind, built, pieces], text, places] = own;
  const turned = known.turned.get(number);
  const validity = turned === undefined ? built : turned;
  return { card: { number, key, href, title, doc, date, source, kind, validity, pieces }, piece: { text, places } };
}

/**
 * What is shown of one entry.
 * @param {number} number
 * @returns {Promise<Card | null>}
 */
async function card(number) {
  const found = await leaf(number);
  return found && found.card;
}

/**
 * One piece of the text of an entry, and the places in it that can be linked to.
 * @param {number} number
 * @param {number} piece
 * @returns {Promise<Piece | null>}
 */
async function piece(number, piece) {
  const known = await manifest();
  const first = known && !piece ? await leaf(number) : null;
  if (!known || !piece) return first && first.piece;
  const name = `${number}-${piece}`;
  return askFor("texts", name, `texts/${Math.floor(number / 100)}/${name}`, ([written]) => {
    const [text, places] = JSON.parse(inflatedText(written, known.phrases));
    return { text, places };
  });
}

/**
 * The lines of a compressed text; none when it is missing.
 * @param {string} kind
 * @param {string | number} name
 * @param {string} path
 * @returns {Promise<string[]>}
 */
async function linesOf(kind, name, path) {
  const known = await manifest();
  return (known && (await askFor(kind, name, path, ([written]) => inflatedText(written, known.phrases).split("\n")))) || [];
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
