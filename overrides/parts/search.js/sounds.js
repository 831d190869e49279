/** What a query sounds like: pinyin, its initials, and slips between characters that are read alike. */

/** @type {Map<string, Promise<[string, string, string[]][]>>} */
const soundsRead = new Map();
const MOST_WORDS = 4;
const MOST_PATHS = 400;
/** A pair that so few entries hold may be a slip. */
const RARE = 3;
const INITIALS = 2000;

/**
 * Lines of a letter: two syllables, and the pairs of characters in titles that are read so.
 * @param {string} letter
 */
function soundsOf(letter) {
  let read = soundsRead.get(letter);
  if (!read) {
    read = manifest().then(async (known) => {
      const begun = known && known.sounds[lastUpTo(known.sounds, letter)]; // A file holds some letters.
      if (!begun) return [];
      const lines = await linesOf("sounds", begun, `sounds/${begun}`);
      return lines.filter((line) => line.startsWith(letter)).map((line) => {
        const [one, other, chars] = line.split(" ");
        const each = Array.from(chars);
        return [one, other, Array.from({ length: each.length / 2 }, (_, at) => each[2 * at] + each[2 * at + 1])];
      });
    });
    soundsRead.set(letter, read);
  }
  return read;
}

/**
 * The words that somebody may have meant: of pinyin, of initials, or of characters one of which stands nowhere.
 * @param {string} folded
 * @param {string[]} terms
 * @param {Map<string, Postings>} postings
 * @returns {Promise<string[]>}
 */
async function soundingLike(folded, terms, postings) {
  const written = folded.replace(/[\s']+/g, "");
  if (/^[a-zü]{2,40}$/.test(written)) {
    if (postings.has(written)) return [];
    const spelt = await spelled(written.replace(/ü/g, "v"));
    return spelt.length ? spelt : initials(written);
  }
  const runs = folded.match(new RegExp(`[${HAN}]{2,10}`, "gu")) || [];
  if (bare(folded).length > 8) return [];
  const found = [];
  for (const run of runs) {
    const chars = Array.from(run);
    if (slipped(chars, new Set(terms), postings)) found.push(...(await homophones(chars, postings)));
  }
  return found;
}

/**
 * Words whose pinyin was typed.
 * @param {string} written
 */
async function spelled(written) {
  /** @type {{word: string, rest: string}[]} What was read so far; the last syllable of the word still begins the rest. */
  let paths = [{ word: "", rest: written }];
  const done = new Set();
  for (let round = 0; round < 12 && paths.length; round++) {
    const next = [];
    for (const { word, rest } of paths.slice(0, MOST_PATHS))
      for (const [one, other, pairs] of await soundsOf(rest[0])) {
        const after = rest.slice(one.length);
        if (!rest.startsWith(one) || !after.startsWith(other)) continue;
        for (const pair of pairs) {
          const [head, tail] = Array.from(pair);
          if (word && !word.endsWith(head)) continue;
          if (after === other) done.add(word ? word + tail : pair);
          else next.push({ word: word ? word + tail : pair, rest: after });
        }
      }
    paths = next;
  }
  return [...done].slice(0, MOST_WORDS * 3);
}

/**
 * Words in titles whose initials were typed.
 * @param {string} written
 */
async function initials(written) {
  const known = await manifest();
  if (!known || written.length < 3) return [];
  /** @type {[number, number][]} */
  const places = [];
  for (let chunk = 0; chunk * INITIALS < known.count && chunk < 5 && places.length < MOST_WORDS; chunk++) {
    (await linesOf("initials", chunk, `initials/${chunk}`)).forEach((/** @type {string} */ line, /** @type {number} */ at) => {
      const found = line.indexOf(written);
      if (found >= 0) places.push([chunk * INITIALS + at, found]);
    });
  }
  const step = Math.max(1, Math.floor(places.length / MOST_WORDS / 2));
  const some = places.filter((_, at) => at % step === 0).slice(0, MOST_WORDS * 2);
  const words = await Promise.all(
    some.map(async ([number, at]) => {
      const shown = await card(number);
      return shown ? Array.from(searchFold(shown.title)).slice(at, at + written.length).join("") : "";
    }),
  );
  return [...new Set(words)].filter((word) => Array.from(word).some(isHan));
}

/**
 * Whether a character may be a slip: it stands in rare pairs only. One rare pair alone is where two words meet.
 * @param {string[]} chars
 * @param {Set<string>} terms What was asked for.
 * @param {Map<string, Postings>} postings
 */
function slipped(chars, terms, postings) {
  const rare = chars.slice(1).map((char, at) => terms.has(chars[at] + char) && seldom(postings.get(chars[at] + char)));
  return chars.some((_, at) => (at === 0 || rare[at - 1]) && (at === rare.length || rare[at]));
}

/** @param {Postings | undefined} found */
function seldom(found) {
  return !found || found.documents.length <= RARE;
}

/** @type {Promise<Map<string, string>> | undefined} */
let readingsRead;

/**
 * The word that stands in titles and sounds like one that stands nowhere, if few characters differ.
 * @param {string[]} chars
 * @param {Map<string, Postings>} postings
 */
async function homophones(chars, postings) {
  readingsRead ||= linesOf("readings", "", "readings").then((lines) => {
    const found = new Map();
    for (const line of lines) {
      const [syllable, all] = line.split(" ");
      for (const char of Array.from(/** @type {string} */ (all))) if (!found.has(char)) found.set(char, syllable);
    }
    return found;
  });
  const readings = await readingsRead;
  const syllables = chars.map((char) => readings.get(char) || "");
  /** @type {Map<string, {cost: number, word: string}>} */
  let states = new Map([[chars[0], { cost: 0, word: chars[0] }]]);
  let worst = 0;
  for (let at = 0; at + 1 < chars.length; at++) {
    const original = chars[at] + chars[at + 1];
    const held = postings.get(original);
    const broken = !held ? 1.5 : held.documents.length <= RARE ? 0.75 : 0;
    worst += broken;
    const lines = syllables[at] ? await soundsOf(syllables[at][0]) : [];
    const pairs = lines.filter(([one, other]) => one === syllables[at] && other === syllables[at + 1]).flatMap(([, , found]) => found);
    /** @type {Map<string, {cost: number, word: string}>} */
    const next = new Map();
    const reach = (/** @type {string} */ head, /** @type {string} */ tail, /** @type {number} */ price) => {
      let before = states.get(head);
      if (!before && at === 0) before = { cost: 1, word: head };
      if (!before) return;
      const cost = before.cost + price + (tail === chars[at + 1] ? 0 : 1);
      const known = next.get(tail);
      if (!known || cost < known.cost) next.set(tail, { cost, word: before.word + tail });
    };
    reach(chars[at], chars[at + 1], broken);
    for (const pair of pairs) {
      const [head, tail] = Array.from(pair);
      reach(head, tail, 0);
    }
    for (const head of states.keys()) if (head !== chars[at]) reach(head, chars[at + 1], 1.5);
    states = next;
  }
  const best = [...states.values()].sort((one, other) => one.cost - other.cost)[0];
  return best && best.cost < worst && best.word !== chars.join("") ? [best.word] : [];
}
