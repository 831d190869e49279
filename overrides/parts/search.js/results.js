/** The results page: its state is its address. */

const AT_ONCE = 10;
const WORDS_SHOWN = 8;

/** @typedef {{q: string, chosen: Chosen, sort: string, shown: number}} State */

/** @returns {State} */
function stateOfAddress() {
  const parameters = new URLSearchParams(location.search);
  /** @type {Chosen} */
  const chosen = new Map();
  for (const [facet] of FILTERS) {
    const words = parameters.getAll(facet).filter(Boolean);
    if (words.length) chosen.set(facet, new Set(words));
  }
  return { q: parameters.get("q") || "", chosen, sort: parameters.get("sort") === "date" ? "date" : "", shown: AT_ONCE };
}

/** @param {State} state */
function addressOf(state) {
  const parameters = new URLSearchParams({ q: state.q });
  for (const [facet] of FILTERS) for (const word of state.chosen.get(facet) || []) parameters.append(facet, word);
  if (state.sort) parameters.set("sort", state.sort);
  return `${location.pathname}?${parameters}`;
}

/**
 * Draw the results of the address, and again whenever it changes.
 * @param {HTMLElement} place
 * @param {HTMLInputElement} input
 */
function resultsIn(place, input) {
  const status = /** @type {HTMLElement} */ (place.querySelector("[data-status]"));
  const list = /** @type {HTMLElement} */ (place.querySelector("[data-list]"));
  const aside = /** @type {HTMLElement} */ (place.querySelector("[data-filters]"));
  const nothing = /** @type {HTMLElement} */ (place.querySelector("[data-nothing]"));
  let turn = 0;

  /** @param {State} state */
  function go(state) {
    const address = addressOf(state);
    try {
      history.pushState(null, "", address);
    } catch {
      location.href = address;
      return;
    }
    draw(state);
  }

  /** @param {State} state */
  async function draw(state) {
    const own = ++turn;
    input.value = state.q;
    if (!state.q.trim()) {
      status.textContent = "输入要找的事，例如低保、建房、文号。";
      list.replaceChildren();
      aside.replaceChildren();
      nothing.hidden = true;
      place.dataset.ready = state.q;
      return;
    }
    delete place.dataset.ready;
    status.textContent = "正在查找…";
    missing.clear();
    const [known, answer, about] = await Promise.all([manifest(), search(state.q, { synonyms: !switchedOff.has("synonyms") }), facts()]);
    if (own !== turn) return;
    if (!known || !answer) {
      list.replaceChildren();
      aside.replaceChildren();
      status.textContent = "搜索暂时用不了：索引没有读到。请刷新本页，或者用下面的办法找。";
      nothing.hidden = false;
      place.dataset.ready = state.q;
      return;
    }
    remember(state.q);
    const every = about || { words: known.facets.map(() => []), sets: known.facets.map(() => [[]]), columns: known.facets.map(() => "") };
    const { kept, counts } = filtered(answer.order, state.chosen, every, known);
    const ordered = state.sort === "date" ? await byDate(kept) : kept;
    const cards = await Promise.all(ordered.slice(0, state.shown).map(card));
    if (own !== turn) return;
    const values = termValues(answer, await postingsOf(answer.marked), known.count);
    list.replaceChildren(...cards.flatMap((shown) => (shown ? [result(shown, every, known, values, state.q)] : [])));
    list.setAttribute("start", "1");
    aside.replaceChildren(...filterBoxes(state, counts), ...chips(state), sorting(state));
    nothing.hidden = ordered.length > 0;
    status.replaceChildren(...summary(state, answer, ordered.length));
    if (ordered.length > state.shown) list.append(more(state, ordered.length));
    place.dataset.ready = state.q;
  }

  /**
   * @param {State} state
   * @param {Answer} answer
   * @param {number} count
   * @returns {(Node | string)[]}
   */
  function summary(state, answer, count) {
    /** @type {(Node | string)[]} */
    const parts = [count ? `找到 ${count} 条` : `没有找到“${state.q.slice(0, 60)}”`];
    if (answer.meant.length && !/^[a-zü'\s]+$/i.test(state.q)) parts.push("。您是不是要找：");
    else if (answer.meant.length) parts.push("。按读音找：");
    for (const word of answer.meant.slice(0, MOST_WORDS)) {
      const link = element("a", { href: addressOf({ ...state, q: word }) }, word);
      parts.push(link, " ");
    }
    if (missing.size) parts.push(element("span", { class: "results__missing" }, "。有一部分索引没有读到，结果可能不全，请刷新本页"));
    return parts;
  }

  /**
   * @param {State} state
   * @param {number} count
   */
  function more(state, count) {
    const button = element("button", { type: "button", class: "results__more" }, `再看 ${Math.min(AT_ONCE, count - state.shown)} 条`);
    button.addEventListener("click", () => draw({ ...state, shown: state.shown + AT_ONCE }));
    return element("li", { class: "results__end" }, button);
  }

  /**
   * @param {State} state
   * @param {Map<string, Map<string, number>>} counts
   */
  function filterBoxes(state, counts) {
    return FILTERS.flatMap(([facet, words]) => {
      const found = [...(counts.get(facet) || [])].sort((one, other) => (facet === "year" ? other[0].localeCompare(one[0]) : other[1] - one[1]));
      if (!found.length) return [];
      const chosen = state.chosen.get(facet) || new Set();
      const rows = found.map(([word, count]) => {
        const box = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox" }));
        box.checked = chosen.has(word);
        box.addEventListener("change", () => go(toggled(state, facet, word)));
        return element("li", {}, element("label", {}, box, element("span", {}, word), element("span", { class: "count" }, String(count))));
      });
      const shown = element("ul", {}, ...rows.slice(0, WORDS_SHOWN));
      const rest = rows.length > WORDS_SHOWN ? [element("details", {}, element("summary", {}, `其余 ${rows.length - WORDS_SHOWN} 项`), element("ul", {}, ...rows.slice(WORDS_SHOWN)))] : [];
      const box = element("details", { class: "filter" }, element("summary", {}, words), shown, ...rest);
      if (facet === "kind" || chosen.size || innerWidth > 900) box.setAttribute("open", "");
      return [box];
    });
  }

  /** @param {State} state */
  function chips(state) {
    const found = FILTERS.flatMap(([facet]) => [...(state.chosen.get(facet) || [])].map((word) => [facet, word]));
    if (!found.length) return [];
    return [
      element(
        "ul",
        { class: "chips", "aria-label": "已选条件" },
        ...found.map(([facet, word]) => {
          const button = element("button", { type: "button", "aria-label": `去掉${word}` }, `${word} ×`);
          button.addEventListener("click", () => go(toggled(state, facet, word)));
          return element("li", {}, button);
        }),
      ),
    ];
  }

  /** @param {State} state */
  function sorting(state) {
    const button = element("button", { type: "button", class: "results__sort" }, state.sort ? "改为按相关程度排列" : "改为按日期排列");
    button.addEventListener("click", () => go({ ...state, sort: state.sort ? "" : "date" }));
    return button;
  }

  window.addEventListener("popstate", () => draw(stateOfAddress()));
  draw(stateOfAddress());
  return (/** @type {string} */ query) => go({ q: query, chosen: new Map(), sort: "", shown: AT_ONCE });
}

/**
 * @param {State} state
 * @param {string} facet
 * @param {string} word
 * @returns {State}
 */
function toggled(state, facet, word) {
  const chosen = new Map([...state.chosen].map(([name, words]) => [name, new Set(words)]));
  const words = chosen.get(facet) || new Set();
  if (!words.delete(word)) words.add(word);
  chosen.set(facet, words);
  return { ...state, chosen, shown: AT_ONCE };
}

/**
 * The same entries, the newest first.
 * @param {number[]} kept
 */
async function byDate(kept) {
  const cards = await Promise.all(kept.slice(0, 500).map(card));
  const days = new Map(cards.map((shown, at) => [kept[at], shown ? shown.date : ""]));
  return [...kept].sort((one, other) => (days.get(other) || "").localeCompare(days.get(one) || "") || one - other);
}

/**
 * One result.
 * @param {Card} shown
 * @param {Facts} about
 * @param {Manifest} known
 * @param {Map<string, number>} values
 * @param {string} query
 */
function result(shown, about, known, values, query) {
  const chars = Array.from(shown.title);
  const held = wordsOf(about, known, "validity", shown.number).join("");
  const href = (/** @type {string} */ anchor) => {
    const [path, own] = shown.href.split("#");
    const hash = anchor || own || "";
    return `${root}${path}?q=${encodeURIComponent(query.slice(0, 100))}${hash ? `#${hash}` : ""}`;
  };
  const link = element("a", { href: href("") }, ...withMarks(chars, markedPlaces(chars, new Set(values.keys()))));
  const details = [wordsOf(about, known, "kind", shown.number).join(""), shown.doc, shown.source, shown.date].filter(Boolean);
  const text = element("p", { class: "result__text" });
  const made = element(
    "li",
    { class: "result", "data-id": shown.key },
    element("h2", {}, link, ...(held && held !== "现行有效" ? [" ", element("span", { class: /已废止|已失效/.test(held) ? "tag tag--over" : "tag" }, held)] : [])),
    text,
    element("p", { class: "result__facts" }, ...details.flatMap((part, at) => (at ? ["　", part] : [part]))),
  );
  whenSeen(made, async () => {
    const found = await passage(shown, values);
    if (!found) return;
    text.append(found.before ? "…" : "", ...withMarks(found.chars, found.marks), found.after ? "…" : "");
    if (found.anchor && found.heading) text.after(element("p", { class: "result__section" }, "在：", element("a", { href: href(found.anchor) }, found.heading)));
  });
  return made;
}

/**
 * Do something when an element comes on screen.
 * @param {Element} made
 * @param {() => void} act
 */
function whenSeen(made, act) {
  if (!("IntersectionObserver" in window)) return act();
  const observer = new IntersectionObserver((seen) => {
    if (!seen.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    act();
  });
  observer.observe(made);
}
