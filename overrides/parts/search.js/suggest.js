/** Suggestions below the box while typing: hot words, official words, titles; what was searched last when it is empty. */

const PAUSE = 150;
const MOST_SUGGESTED = 8;
const TITLES_SUGGESTED = 6;

/** @typedef {{text: string, kind: string, act: () => void}} Suggestion */

/**
 * Make a box suggest; `go` opens the results of a query. The box is a combobox, the list its listbox.
 * @param {HTMLInputElement} input
 * @param {(query: string) => void} go
 */
function suggestIn(input, go) {
  const list = element("ul", { role: "listbox", id: "search-suggestions", class: "suggestions", "aria-label": "搜索建议", hidden: "" });
  const told = element("span", { class: "visually-hidden", role: "status" });
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";
  const form = input.closest("form") || input;
  form.append(list, told);
  /** @type {Suggestion[]} */
  let options = [];
  let active = -1;
  let turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  /** @param {Suggestion[]} found */
  function show(found) {
    options = found;
    active = -1;
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
    told.textContent = found.length ? `有 ${found.length} 条建议，按上下键选择` : "";
  }

  /**
   * @param {Suggestion} suggestion
   * @param {number} at
   */
  function option({ text, kind, act }, at) {
    const made = element("li", { role: "option", id: `search-suggestion-${at}`, "aria-selected": "false" }, element("span", {}, text), ...(kind ? [element("small", {}, kind)] : []));
    made.addEventListener("click", act);
    return made;
  }

  function close() {
    turn++;
    clearTimeout(pause);
    show([]);
  }

  function showRecent() {
    turn++;
    const found = recent().map((text) => ({ text, kind: "最近搜索", act: () => leave(() => go(text)) }));
    const erase = { text: "清除最近搜索", kind: "只记在本机", act: () => { forget(); close(); } };
    show(found.length ? [...found, erase] : []);
  }

  /** @param {() => void} act */
  function leave(act) {
    close();
    act();
    input.blur();
  }

  async function update() {
    const own = ++turn;
    const query = input.value.trim();
    if (!query) return showRecent();
    const found = await suggestions(query).catch(() => []);
    if (own === turn && document.activeElement === input)
      show(found.map(({ text, kind, href }) => ({ text, kind, act: () => leave(() => (href ? (location.href = root + href) : go(text))) })));
  }

  /** @param {number} at */
  function choose(at) {
    active = (at + options.length + 1) % (options.length + 1);
    if (active === options.length) active = -1;
    [...list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === active)));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `search-suggestion-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    }
  }

  list.addEventListener("mousedown", (event) => event.preventDefault()); // The box keeps the focus.
  form.addEventListener("submit", close);
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(update, PAUSE);
  });
  input.addEventListener("focus", () => input.value.trim() || showRecent());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && options.length) choose(active + 1);
    else if (event.key === "ArrowDown") update();
    else if (event.key === "ArrowUp" && options.length) choose(active < 0 ? options.length - 1 : active - 1);
    else if (event.key === "Escape" && options.length) close();
    else if (event.key === "Enter" && active >= 0) options[active].act();
    else return;
    event.preventDefault();
  });
  if (document.activeElement === input) update();
}

/**
 * What a query may become: hot words that begin so in characters or pinyin, official words, words that sound so, titles.
 * @param {string} query
 * @returns {Promise<{text: string, kind: string, href?: string}[]>}
 */
async function suggestions(query) {
  const known = await manifest();
  const answer = known && (await search(query));
  if (!known || !answer) return [];
  const folded = bare(searchFold(cut(query, 60)));
  const hot = folded ? known.hot.filter((spellings) => spellings.some((spelling) => spelling.startsWith(folded))) : [];
  const official = folded ? known.synonyms.filter(([word]) => word.startsWith(folded)).flatMap(([, words]) => words) : [];
  const cards = await Promise.all(answer.order.slice(0, TITLES_SUGGESTED).map(card));
  const words = new Map([
    ...answer.meant.slice(0, 2).map((text) => /** @type {const} */ ([text, "您是不是要找"])),
    ...official.slice(0, 2).map((text) => /** @type {const} */ ([text, "官方说法"])),
    ...hot.slice(0, 2).map(([text]) => /** @type {const} */ ([text, "大家常找"])),
  ].reverse());
  words.delete(folded);
  return [
    ...[...words].map(([text, kind]) => ({ text, kind })),
    ...cards.flatMap((shown) => (shown ? [{ text: shown.title, kind: shown.kind, href: shown.href }] : [])),
  ].slice(0, MOST_SUGGESTED);
}
