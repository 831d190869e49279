/** 效力 on the day of reading: what has begun or ended since the site was built, by the dates that the index brings. */

const OVER = /已废止|已失效/;
const CHINA_IS_AHEAD = 8 * 3600e3;

/**
 * What holds today of the entries whose state has changed since the build; a clock behind that day changes nothing.
 * @param {[day: string, state: string, entries: Uint32Array][]} turns In the order of their days.
 * @returns {Map<number, string>} Entry → its state.
 */
function turnedBy(turns) {
  const today = new Date(Date.now() + CHINA_IS_AHEAD).toISOString().slice(0, 10); // In China, wherever the device is.
  const found = new Map();
  for (const [day, state, entries] of turns) if (day <= today) for (const at of entries) found.set(at, state);
  return found;
}

/**
 * The entries that no longer hold, of those that did not on the day of the build and those that have turned.
 * @param {Uint32Array} over
 * @param {Map<number, string>} turned
 */
function overToday(over, turned) {
  if (!turned.size) return over;
  const kept = [...over].filter((at) => !turned.has(at));
  return Uint32Array.from([...kept, ...[...turned].flatMap(([at, state]) => (OVER.test(state) ? [at] : []))].sort((one, other) => one - other));
}

/**
 * The facts with the states of today, for the filter to count by.
 * @param {Facts} read
 * @param {Manifest} known
 * @returns {Facts}
 */
function factsToday(read, { facets, turned, count }) {
  const place = facets.indexOf("validity");
  if (!turned.size || place < 0) return read;
  const words = [...read.words[place]];
  const sets = [...read.sets[place]];
  const column = Uint16Array.from({ length: count }, (_, at) => setOf(read, place, at));
  for (const [at, state] of turned) {
    if (state && !words.includes(state)) words.push(state);
    const own = state ? [words.indexOf(state)] : [];
    let number = sets.findIndex((set) => set.length === own.length && set[0] === own[0]);
    if (number < 0) number = sets.push(own) - 1;
    column[at] = number;
  }
  const put = (/** @type {any[]} */ all, /** @type {any} */ value) => all.map((other, at) => (at === place ? value : other));
  return { words: put(read.words, words), sets: put(read.sets, sets), columns: put(read.columns, column) };
}
