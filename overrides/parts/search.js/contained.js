/** A string that stands in few texts: all of them are put among the first ten, whatever their score. */

/** A string in so few texts is one that somebody remembers. */
const FEW = 10;
/** So many texts are read at most to see in which a string stands. */
const MOST_READ = 1000;
/** So many of them at a time. */
const READ_AT_ONCE = 12;
/** A character that stands alone is looked for in so many shards at most. */
const SHARDS_OF_ONE = 24;
const EDGES = new RegExp(`(?:^|[${NUMERALS}])[0-9a-z.-]+|[0-9a-z.-]+(?=$|[${NUMERALS}])`, "g");

/**
 * The order of an answer with the texts that hold its string among the first ten, where they are few.
 *
 * Pairs tell which texts may hold it. When these are more than ten, and `read` allows it, all pairs are asked for, and
 * then the texts are read, the best first, until eleven are found or none is left.
 * @param {Answer} answer
 * @param {boolean} read
 * @returns {Promise<number[]>}
 */
async function contained({ query, folded, terms, order, postings }, read) {
  const written = plain(query.trim());
  if (switchedOff.has("contained") || /\s/.test(written) || (bare(folded).length < 2 && !isHan(bare(folded)))) return order;
  const known = /** @type {Manifest} */ (await manifest());
  const spellings = [...new Set([folded, written])].map(surelyInside);
  const asked = new Set(terms);
  const loaded = spellings.map((all) => all.filter((term) => asked.has(term)));
  /** @type {Set<number>} */
  const any = new Set();
  let holding = unite(loaded.map((some) => holdingAll(some, postings, known.count)));
  if (read && (holding.size > FEW || asWritten(written) !== written || loaded.some((some) => !some.length))) {
    const all = spellings.flat();
    const more = await postingsOf([...all, ...all.map(asWritten)]);
    for (const term of all) {
      const [one, other] = [term, asWritten(term)].map((name) => more.get(name));
      if (one !== other && other) more.set(term, { ...other, documents: Uint32Array.from(new Set([...(one ? one.documents : []), ...other.documents])) });
    }
    const alone = spellings.every((some) => some.length) ? new Map() : await eachAlone(folded, known);
    holding = unite(spellings.map((some) => (some.length ? holdingAll(some, more, known.count) : holdingAll([...alone.keys()], alone, known.count))));
    for (const { documents } of alone.values()) documents.forEach((/** @type {number} */ at) => any.add(at));
  }
  const all = [...new Set([...order, ...holding, ...any])];
  if (holding.size > FEW && read && holding.size <= MOST_READ && !isHan(written)) holding = await readThrough(all.filter((at) => holding.has(at)), written, folded);
  return holding.size <= FEW ? among(all, holding) : all;
}

/**
 * The pairs and words that are in every text that holds a string: a Latin word or number at its edge, or beside a number in
 * characters, may be part of a longer one; and what stands alone in it may have neighbours.
 * @param {string} spelling
 */
function surelyInside(spelling) {
  const edges = (spelling.match(EDGES) || []).join();
  return [...new Set(queryTerms(spelling).flatMap((term) => (edges.includes(term) ? pairsOf(term) : isHan(term) ? [] : [term])))];
}

/**
 * The Chinese characters of a text in which no two stand together (教〔2, or one alone), each with the entries that hold it
 * in any pair or alone: of the pairs those that are filed under it, all but a few.
 * @param {string} folded
 * @param {Manifest} known
 * @returns {Promise<Map<string, Postings>>}
 */
async function eachAlone(folded, known) {
  /** @type {Map<string, Postings>} */
  const found = new Map();
  for (const char of Array.from(bare(folded)).filter(isHan)) {
    const spellings = [char, asWritten(char)];
    await learnShards(known, spellings.flatMap((own) => [own, `${own}.`]));
    const all = spellings.flatMap((own) => known.first.slice(Math.max(0, lastUpTo(known.first, own))).filter((first, at) => !at || first.startsWith(own)));
    if (all.length > SHARDS_OF_ONE) continue;
    const documents = new Set();
    for (const own of await Promise.all(all.map((first) => shard(known, first))))
      if (own)
        for (const name of own.names)
          if (!/^[#=@]/.test(name) && spellings.some((one) => name.includes(one))) (own.get(name) || { documents: [] }).documents.forEach((at) => documents.add(at));
    found.set(char, { documents: Uint32Array.from(documents), levels: new Uint16Array() });
  }
  return found;
}

/**
 * The entries that hold all of some terms.
 * @param {string[]} terms
 * @param {Map<string, Postings>} postings
 * @param {number} count
 */
function holdingAll(terms, postings, count) {
  const held = coveredBy(new Set(terms), postings, count);
  /** @type {Set<number>} */
  const found = new Set();
  if (terms.length) held.forEach((times, at) => times === terms.length && found.add(at));
  return found;
}

/**
 * @param {Set<number>[]} sets
 * @returns {Set<number>}
 */
function unite(sets) {
  return new Set(sets.flatMap((set) => [...set]));
}

/**
 * Those of some entries in whose text a string stands; no more than show that there are many.
 * @param {number[]} entries
 * @param {string} written
 * @param {string} folded
 * @returns {Promise<Set<number>>}
 */
async function readThrough(entries, written, folded) {
  const stands = (/** @type {string} */ text) => plain(text).includes(written) || searchFold(text).includes(folded);
  const found = new Set();
  for (let first = 0; first < entries.length && found.size <= FEW; first += READ_AT_ONCE)
    await Promise.all(
      entries.slice(first, first + READ_AT_ONCE).map(async (at) => {
        const shown = await card(at);
        if (!shown) return;
        let text = [shown.title, shown.source, shown.doc].join("\n");
        for (let number = 0; number <= shown.pieces && found.size <= FEW; number++) {
          if (stands(text)) return found.add(at);
          const next = number < shown.pieces ? await piece(at, number) : null;
          if (next) text = (number ? text.slice(-written.length) : `${text}\n`) + next.text; // It may stand where two pieces meet.
        }
      }),
    );
  return found;
}

/**
 * The same order, but for some entries that come not later than tenth.
 * @param {number[]} order
 * @param {Set<number>} chosen
 */
function among(order, chosen) {
  const late = order.slice(FEW).filter((at) => chosen.has(at));
  if (!late.length) return order;
  const early = order.slice(0, FEW);
  const leaving = new Set(early.filter((at) => !chosen.has(at)).slice(-late.length));
  const first = early.filter((at) => !leaving.has(at));
  const moved = new Set([...first, ...late]);
  return [...first, ...late, ...order.filter((at) => !moved.has(at))];
}
