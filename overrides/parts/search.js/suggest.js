/** Suggestions below the box while typing: official words, titles, and what was searched last. */

const PAUSE = 150;
const MOST_SUGGESTED = 8;

/**
 * Make a box suggest; `go` opens the results of a query.
 * @param {HTMLInputElement} input
 * @param {(query: string) => void} go
 */
function suggestIn(input, go) {
  const list = element("ul", { role: "listbox", id: "search-suggestions", class: "suggestions", "aria-label": "搜索建议", hidden: "" });
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.autocomplete = "off";
  (input.closest("form") || input).append(list);
  /** @type {{text: string, act: () => void}[]} */
  let options = [];
  let active = -1;
  let turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  /** @param {{text: string, kind: string, act: () => void}[]} found */
  function show(found) {
    options = found;
    active = -1;
    list.replaceChildren(
      ...found.map(({ text, kind, act }, at) => {
        const option = element("li", { role: "option", id: `search-suggestion-${at}`, "aria-selected": "false" }, element("span", {}, text), element("small", {}, kind));
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          act();
        });
        return option;
      }),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
  }

  function showRecent() {
    const found = recent().map((text) => ({ text, kind: "最近搜索", act: () => go(text) }));
    const erase = { text: "清除最近搜索", kind: "", act: () => { forget(); show([]); } };
    show(found.length ? [...found, erase] : []);
  }

  async function update() {
    const own = ++turn;
    const query = input.value.trim();
    if (!query) return showRecent();
    const found = await suggestions(query);
    if (own === turn && document.activeElement === input)
      show(found.map(({ text, kind, href }) => ({ text, kind, act: () => (href ? (location.href = root + href) : go(text)) })));
  }

  /** @param {number} at */
  function choose(at) {
    active = (at + options.length + 1) % (options.length + 1);
    if (active === options.length) active = -1;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `search-suggestion-${active}`);
      list.children[active].scrollIntoView({ block: "nearest" });
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(update, PAUSE);
  });
  input.addEventListener("focus", () => input.value.trim() || showRecent());
  input.addEventListener("blur", () => show([]));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && options.length) choose(active + 1);
    else if (event.key === "ArrowUp" && options.length) choose(active < 0 ? options.length - 1 : active - 1);
    else if (event.key === "Escape" && !list.hidden) show([]);
    else if (event.key === "Enter" && active >= 0) options[active].act();
    else return;
    event.preventDefault();
  });
  if (document.activeElement === input) update();
}

/**
 * What a query may become: official words, words that sound so, titles.
 * @param {string} query
 * @returns {Promise<{text: string, kind: string, href?: string}[]>}
 */
async function suggestions(query) {
  const known = await manifest();
  if (!known) return [];
  const folded = bare(searchFold(query));
  const begun = folded ? known.synonyms.filter(([word]) => word.startsWith(folded)) : [];
  const answer = await search(query);
  if (!answer) return [];
  const cards = await Promise.all(answer.order.slice(0, 6).map(card));
  const about = await facts();
  return [
    ...[...new Set(begun.flatMap(([, official]) => official))].slice(0, 2).map((text) => ({ text, kind: "官方说法" })),
    ...answer.meant.slice(0, 2).map((text) => ({ text, kind: "您是不是要找" })),
    ...cards.flatMap((shown) => (shown ? [{ text: shown.title, kind: about ? wordsOf(about, known, "kind", shown.number).join("") : "", href: shown.href }] : [])),
  ].slice(0, MOST_SUGGESTED);
}
