/** The results page: draws the state that stands in its address, and again whenever that changes. */

const ON_A_PAGE = 10;
const PAGES_SHOWN = 5;
/** So many files a page of results asks for beside this script before texts are read no further for better passages. */
const FILES = 15;

/**
 * @typedef {object} Found What is drawn.
 * @property {Manifest} known
 * @property {Answer} answer
 * @property {number[]} order
 * @property {Facts | null} about
 * @property {Facts | null} words
 * @property {Map<string, Map<string, number>>} counts
 * @property {number} total
 * @property {number} page
 * @property {number} pages
 * @property {(Card | null)[]} cards
 * @property {Map<string, number>} values
 */

/**
 * Draw the results of the address; the answer opens those of another query.
 * @param {HTMLElement} place
 * @param {HTMLInputElement} input
 * @returns {(query: string) => void}
 */
function resultsIn(place, input) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (place.querySelector(`[data-${name}]`));
  const status = part("status");
  const boxes = filterBoxes(part("filters"));
  let turn = 0;
  let opened = () => {};
  part("filters").addEventListener("toggle", () => opened());

  /** @param {State} state */
  function go(state) {
    const address = addressOf(state);
    keepPlace();
    try {
      if (address !== location.search) history.pushState(null, "", address);
    } catch {
      location.href = address;
      return;
    }
    draw(state);
  }

  /**
   * @param {State} state
   * @param {number} [height] How far down the reader was.
   */
  async function draw(state, height) {
    const own = ++turn;
    const begun = focused();
    delete place.dataset.ready;
    delete place.dataset.drawn;
    input.value = state.q;
    missing.clear();
    if (state.q.trim()) status.textContent = "正在查找…";
    const room = { left: FILES + asked.size };
    let drawn = state.q.trim() ? await found(state).catch(() => null) : undefined;
    if (own !== turn) return;
    for (const name of ["start", "nothing", "kinds", "chips", "filters", "sort", "pages", "near"]) part(name).hidden = true;
    if (drawn) {
      room.left -= asked.size;
      show(state, drawn, room);
      place.dataset.drawn = state.q;
      drawn = await readOn(own, state, drawn, room);
      if (own !== turn) return;
    } else {
      part("list").replaceChildren();
      part("nothing").hidden = false;
      if (drawn === undefined) offer();
      status.textContent = drawn === undefined ? "" : "搜索暂时用不了：索引没有读到。请刷新本页，或者用下面的办法找。";
    }
    refocus(begun, Boolean(drawn));
    if (height !== undefined) scrollTo(0, height);
    place.dataset.ready = state.q;
    opened = () => {};
    if (!drawn || drawn.about || !drawn.total) return;
    part("filters").hidden = false;
    const shown = drawn;
    opened = () => void count(own, state, shown);
    opened();
  }

  /**
   * Draw once more when reading the texts shows that others hold what was typed; few strings ask for that.
   * @param {number} own
   * @param {State} state
   * @param {Found} drawn
   * @param {Room} room
   * @returns {Promise<Found>}
   */
  async function readOn(own, state, drawn, room) {
    await new Promise((painted) => setTimeout(painted));
    remember(state.q); // A browser may take a while to write it down.
    const order = await contained(drawn.answer, true).catch(() => drawn.order);
    if (own !== turn || order.every((at, rank) => at === drawn.order[rank])) return drawn;
    const whole = await paged(state, drawn.known, drawn.answer, order, drawn.about);
    if (own === turn) show(state, whole, room);
    return whole;
  }

  /**
   * Fill the filters once somebody sees them: what they count by grows with the site, and no result waits for it.
   * @param {number} own
   * @param {State} state
   * @param {Found} drawn
   */
  async function count(own, state, { known, answer, total, page, pages }) {
    if (!part("filters").hasAttribute("open")) return;
    opened = () => {};
    const about = await facts();
    if (own !== turn) return;
    part("filters").hidden = !about || !boxes(state, filtered(answer.order, state.chosen, about, known).counts);
    if (!about) status.replaceChildren(...summary(state, answer, total, page, pages));
  }

  /** @param {State} state */
  async function found(state) {
    const known = await manifest(); // First of all: nothing else is believed before it says which state of the site this is.
    const narrowed = [...state.chosen].some(([facet, words]) => facet !== "kind" && words.size);
    const [answer, about] = known ? await Promise.all([search(state.q, { synonyms: !switchedOff.has("synonyms") }), narrowed || asked.has("facts/") ? facts() : null]) : [null, null];
    return known && answer && paged(state, known, answer, await contained(answer, !answer.order.length), about);
  }

  /**
   * One page of an order, as the filters leave it.
   * @param {State} state
   * @param {Manifest} known
   * @param {Answer} answer
   * @param {number[]} order
   * @param {Facts | null} about
   * @returns {Promise<Found>}
   */
  async function paged(state, known, answer, order, about) {
    const kind = new Map([...state.chosen].filter(([facet]) => facet === "kind"));
    const { kept, counts } = filtered(order, about ? state.chosen : kind, about || kindsAlone(known), known);
    const words = about || kept.length ? about : await facts();
    const ordered = state.sort === "date" ? await byDate(kept) : kept;
    const pages = Math.max(1, Math.ceil(ordered.length / ON_A_PAGE));
    const page = Math.min(state.page, pages);
    const cards = await Promise.all(ordered.slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE).map(card));
    const values = termValues(answer, await postingsOf(answer.marked), known.count);
    return { known, answer, order, about, words, counts, total: ordered.length, page, pages, cards, values };
  }

  /** The page before anybody has asked. */
  function offer() {
    const start = part("start");
    start.hidden = false;
    const own = recent();
    const erase = element("button", { type: "button", class: "results__erase" }, "清除最近搜索");
    erase.addEventListener("click", () => {
      forget();
      offer();
      input.focus();
    });
    const links = own.map((query) => element("li", {}, element("a", { href: `?${new URLSearchParams({ q: query })}` }, query)));
    part("recent").replaceChildren(...(own.length ? [element("h2", {}, "最近搜索（只记在本机）"), element("ul", { class: "words" }, ...links), erase] : []));
  }

  /**
   * @param {State} state
   * @param {Found} found
   * @param {Room} room
   */
  function show(state, { known, answer, about, words, counts, total, page, pages, cards, values }, room) {
    status.replaceChildren(...summary(state, answer, total, page, pages));
    const list = part("list");
    list.setAttribute("start", String((page - 1) * ON_A_PAGE + 1));
    list.replaceChildren(...cards.flatMap((shown) => (shown ? [result(shown, values, state.q, room)] : [])));
    fill("kinds", kinds(state, counts.get("kind") || new Map()));
    fill("chips", chips(state));
    fill("sort", total > 1 ? sorting(state) : []);
    fill("pages", pages > 1 ? paging({ ...state, page }, pages) : []);
    if (about) part("filters").hidden = !boxes(state, counts);
    part("nothing").hidden = total > 0;
    fill("near", total ? [] : near(nearest(state.q, known, words)));
  }

  /**
   * @param {string} name
   * @param {(Node | string)[]} children
   */
  function fill(name, children) {
    part(name).replaceChildren(...children);
    part(name).hidden = !children.length;
  }

  /** What the reader stands on, so that it can be found again after drawing. */
  function focused() {
    const active = document.activeElement;
    return active && place.contains(active) ? active.getAttribute("data-key") || "?" : "";
  }

  /**
   * @param {string} key
   * @param {boolean} found
   */
  function refocus(key, found) {
    if (!key) return;
    const again = [...place.querySelectorAll("[data-key]")].find((one) => one.getAttribute("data-key") === key);
    const stays = key !== "page" && again instanceof HTMLElement;
    (stays ? /** @type {HTMLElement} */ (again) : status).focus({ preventScroll: stays });
    if (!stays && found) status.scrollIntoView({ block: "start" });
  }

  function keepPlace() {
    try {
      history.replaceState({ height: scrollY }, "");
    } catch {
      // Some browsers allow it no more than so often.
    }
  }

  place.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="?"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(stateOf(/** @type {string} */ (link.getAttribute("href"))));
  });
  place.addEventListener("change", (event) => {
    const box = event.target;
    if (box instanceof HTMLInputElement && box.dataset.facet) go(toggled(stateOf(location.search), box.dataset.facet, box.value));
  });
  window.addEventListener("pagehide", keepPlace);
  window.addEventListener("popstate", (event) => draw(stateOf(location.search), event.state ? event.state.height : undefined));
  const typed = document.activeElement === input ? input.value : "";
  draw(stateOf(location.search), history.state && history.state.height ? history.state.height : undefined);
  if (typed) input.value = typed; // Who typed while the script was on its way loses nothing.
  return (query) => {
    go({ q: query, chosen: new Map(), sort: "", page: 1 });
    status.focus({ preventScroll: true });
  };
}

/**
 * What was found, in words.
 * @param {State} state
 * @param {Answer} answer
 * @param {number} total
 * @param {number} page
 * @param {number} pages
 * @returns {(Node | string)[]}
 */
function summary(state, answer, total, page, pages) {
  const narrowed = [...state.chosen.values()].some((words) => words.size);
  /** @type {(Node | string)[]} */
  const parts = [];
  if (total) parts.push(`找到 ${total} 条`, page > 1 ? `，第 ${page} 页，共 ${pages} 页` : "");
  else if (narrowed && answer.order.length) {
    const link = element("a", { href: addressOf({ ...state, chosen: new Map(), page: 1 }) }, `去掉条件，看全部 ${answer.order.length} 条`);
    parts.push("在已选的条件下没有找到。", link);
  } else parts.push(`没有找到“${cut(state.q, 60)}”`);
  if (answer.meant.length) {
    parts.push(/^[a-zü'\s]+$/i.test(state.q) ? "。按读音找：" : "。您是不是要找：");
    for (const word of answer.meant.slice(0, MOST_WORDS)) parts.push(element("a", { href: addressOf({ ...state, q: word, page: 1 }) }, word), " ");
  }
  if (missing.size) parts.push(element("span", { class: "results__missing" }, "。有一部分索引没有读到，结果可能不全，请刷新本页"));
  return parts;
}

/**
 * The kinds of result with counts, one at a time.
 * @param {State} state
 * @param {Map<string, number>} counts
 */
function kinds(state, counts) {
  const chosen = state.chosen.get("kind") || new Set();
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (counts.size < 2 && !chosen.size) return [];
  const rows = /** @type {[string, number][]} */ ([["", all], ...[...counts].sort((one, other) => other[1] - one[1])]);
  return rows.map(([word, count]) => {
    const now = word ? chosen.has(word) : !chosen.size;
    const link = element("a", { href: addressOf(only(state, "kind", word)), "data-key": `kind ${word}` }, word || "全部", " ", element("span", { class: "count" }, String(count)));
    if (now) link.setAttribute("aria-current", "true");
    return element("li", {}, link);
  });
}

/**
 * What was chosen, each with a way to give it up.
 * @param {State} state
 */
function chips(state) {
  const found = FILTERS.flatMap(([facet]) => [...(state.chosen.get(facet) || [])].map((word) => [facet, word]));
  const links = found.map(([facet, word]) => element("li", {}, element("a", { href: addressOf(toggled(state, facet, word)), "aria-label": `去掉条件：${word}`, "data-key": `chip ${facet} ${word}` }, word, element("span", { "aria-hidden": "true" }, " ×"))));
  if (found.length > 1) links.push(element("li", {}, element("a", { class: "chips__all", href: addressOf({ ...state, chosen: new Map(), page: 1 }) }, "全部去掉")));
  return links;
}

/** @param {State} state */
function sorting(state) {
  return ["", "date"].map((sort) => {
    const link = element("a", { href: addressOf({ ...state, sort, page: 1 }), "data-key": `sort ${sort}` }, sort ? "按日期" : "按相关程度");
    if (sort === state.sort) link.setAttribute("aria-current", "true");
    return link;
  });
}

/**
 * Links to the pages of a long list of results.
 * @param {State} state
 * @param {number} pages
 */
function paging(state, pages) {
  const to = (/** @type {number} */ page, /** @type {string} */ text, label = "") => {
    const link = element("a", { href: addressOf({ ...state, page }), "data-key": "page" }, text);
    if (label) link.setAttribute("aria-label", label);
    if (page === state.page) link.setAttribute("aria-current", "page");
    return link;
  };
  const first = Math.max(1, Math.min(state.page - 2, pages - PAGES_SHOWN + 1));
  const numbers = Array.from({ length: Math.min(PAGES_SHOWN, pages) }, (_, at) => to(first + at, String(first + at), `第 ${first + at} 页`));
  return [
    ...(state.page > 1 ? [to(state.page - 1, "上一页")] : []),
    ...numbers,
    ...(state.page < pages ? [to(state.page + 1, "下一页")] : []),
  ];
}

/** @param {string[]} words */
function near(words) {
  if (!words.length) return [];
  const links = words.map((word) => element("li", {}, element("a", { href: `?${new URLSearchParams({ q: word })}` }, word)));
  return [element("h2", {}, "试试这些词"), element("ul", { class: "words" }, ...links)];
}

/**
 * The same entries, the newest first and the undated last; those of one day as they were.
 * @param {number[]} kept
 */
async function byDate(kept) {
  const values = await ask("days", "", "days");
  if (!values) return kept;
  const age = (/** @type {number} */ at) => (values[0][at] >= 0 ? values[0][at] : Infinity);
  return kept
    .map((number, at) => /** @type {const} */ ([number, at]))
    .sort(([one, before], [other, after]) => (age(one) === age(other) ? before - after : age(one) - age(other)))
    .map(([number]) => number);
}
