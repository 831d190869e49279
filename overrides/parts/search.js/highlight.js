/** The words of the query, marked on the page that a result opened, with a way from one to the next. */

const MOST_MARKS = 300;

/**
 * @param {string} query
 * @param {HTMLElement} page
 */
function highlightIn(query, page) {
  const terms = new Set(queryTerms(searchFold(query.slice(0, 200))));
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  /** @type {HTMLElement[]} */
  const marks = [];
  for (const text of texts) {
    if (marks.length >= MOST_MARKS) break;
    const parent = text.parentElement;
    if (!parent || parent.closest("script, style, select, button, nav")) continue;
    const chars = Array.from(text.data);
    const places = markedPlaces(chars, terms);
    if (!places.some(Boolean)) continue;
    const parts = withMarks(chars, places);
    for (const part of parts) if (part instanceof HTMLElement) marks.push(part);
    text.replaceWith(...parts);
  }
  if (marks.length) page.append(walkAlong(marks));
}

/** @param {HTMLElement[]} marks */
function walkAlong(marks) {
  let at = -1;
  const count = element("span", { role: "status" }, `共 ${marks.length} 处`);
  const step = (/** @type {number} */ by) => {
    if (at >= 0) marks[at].classList.remove("current");
    at = (at + by + marks.length) % marks.length;
    marks[at].classList.add("current");
    marks[at].scrollIntoView({ block: "center" });
    count.textContent = `${at + 1} / ${marks.length}`;
  };
  const button = (/** @type {string} */ text, /** @type {() => void} */ act) => {
    const made = element("button", { type: "button" }, text);
    made.addEventListener("click", act);
    return made;
  };
  const bar = element(
    "div",
    { class: "found-bar", role: "group", "aria-label": "查找到的词" },
    count,
    button("上一处", () => step(-1)),
    button("下一处", () => step(1)),
    button("不再标出", () => {
      for (const mark of marks) mark.replaceWith(...mark.childNodes);
      bar.remove();
    }),
  );
  return bar;
}
