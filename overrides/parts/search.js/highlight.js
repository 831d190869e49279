/** The words of the query, marked on the page that a result opened, with a way from one to the next. */

const MOST_MARKS = 300;
/** A word that stands in a larger part of all entries is marked only when nothing rarer was asked for. */
const COMMON = 0.25;

/**
 * @param {string} query
 * @param {HTMLElement} page
 */
async function highlightIn(query, page) {
  const terms = await wordsToMark(query);
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  /** @type {HTMLElement[]} */
  const marks = [];
  for (const text of texts) {
    if (marks.length >= MOST_MARKS) break;
    const parent = text.parentElement;
    if (!parent || parent.closest("script, style, select, button, nav, form, .source")) continue;
    const chars = Array.from(text.data);
    const places = markedPlaces(chars, terms);
    if (!places.some(Boolean)) continue;
    const parts = withMarks(chars, places);
    for (const part of parts) if (part instanceof HTMLElement) marks.push(part);
    text.replaceWith(...parts);
  }
  if (marks.length) page.append(walkAlong(marks));
}

/**
 * The terms of a query and of what it means in official words, the common ones left out where there are others.
 * @param {string} query
 * @returns {Promise<Set<string>>}
 */
async function wordsToMark(query) {
  const [known, answer] = await Promise.all([manifest(), search(cut(query, 200))]).catch(() => [null, null]);
  if (!known || !answer) return new Set(queryTerms(searchFold(cut(query, 200))));
  const postings = await postingsOf(answer.marked);
  const terms = [...new Set(answer.marked)];
  const rare = terms.filter((term) => {
    const found = postings.get(term);
    return found && found.documents.length <= COMMON * known.count;
  });
  return new Set(rare.length ? rare : terms);
}

/** @param {HTMLElement[]} marks */
function walkAlong(marks) {
  let at = -1;
  const count = element("span", { role: "status" }, `共 ${marks.length} 处`);
  const step = (/** @type {number} */ by) => {
    if (at >= 0) marks[at].classList.remove("current");
    at = at < 0 && by < 0 ? marks.length - 1 : (at + by + marks.length) % marks.length;
    const mark = marks[at];
    mark.classList.add("current");
    for (let fold = mark.closest("details"); fold; fold = fold.parentElement && fold.parentElement.closest("details")) fold.open = true;
    mark.scrollIntoView({ block: "center" });
    count.textContent = `${at + 1}/${marks.length} 处`;
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
    button("关闭", () => {
      for (const mark of marks) mark.replaceWith(...mark.childNodes);
      page.normalize();
      bar.remove();
    }),
  );
  const page = /** @type {HTMLElement} */ (marks[0].closest(".page") || document.body);
  return bar;
}
