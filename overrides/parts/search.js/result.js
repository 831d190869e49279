/** One result: its title, the passage that answers, other places in the same text, and where it comes from. */

const SECTIONS_SHOWN = 3;

/**
 * @param {Card} shown
 * @param {Map<string, number>} values
 * @param {string} query
 * @param {Room} room For what is on screen at once.
 */
function result(shown, values, query, room) {
  const chars = Array.from(shown.title);
  const held = shown.validity;
  const over = OVER.test(held);
  const href = (/** @type {string} */ anchor) => opening(shown.href, query, anchor);
  const title = element("span", {}, ...withMarks(chars, markedPlaces(chars, new Set(values.keys())))); // One line, however many marks.
  const link = element("a", { href: href("") }, title);
  const state = held && held !== "现行有效" ? [" ", element("span", { class: over ? "tag tag--over" : "tag" }, held)] : [];
  const text = element("p", { class: "result__text" });
  const details = [shown.kind, shown.doc, shown.source, shown.date].filter(Boolean);
  const made = element(
    "li",
    { class: over ? "result result--over" : "result", "data-id": shown.key },
    element("h2", {}, link, ...state),
    text,
    element("p", { class: "result__facts" }, ...details.map((part) => element("span", {}, part))),
  );
  if (!shown.pieces) text.remove();
  else
    whenSeen(made, async (later) => {
      const found = await passage(shown, values, query, later ? undefined : room);
      if (!found) return text.append("（这一条的摘要没有读到，可以打开看原文）");
      text.append(found.before ? "…" : "", ...withMarks(found.chars, found.marks), found.after ? "…" : "");
      if (found.sections.length) text.after(sections(found.sections, href));
    });
  return made;
}

/**
 * The places in one text that answer, each a link.
 * @param {[anchor: string, heading: string][]} found
 * @param {(anchor: string) => string} href
 */
function sections(found, href) {
  const links = found.slice(0, SECTIONS_SHOWN).map(([anchor, heading]) => element("li", {}, element("a", { href: href(anchor) }, cut(heading, 40))));
  return element("ul", { class: "result__sections", "aria-label": "文中位置" }, ...links);
}

/**
 * Where a result leads: pages are told what was looked for, files are not.
 * @param {string} address
 * @param {string} query
 * @param {string} anchor
 */
function opening(address, query, anchor) {
  const [path, own] = address.split("#");
  const hash = anchor || own || "";
  const page = /(?:^|\/|\.html)$/.test(path);
  return root + path + (page ? `?${new URLSearchParams({ q: cut(query, 100) })}` : "") + (hash ? `#${encodeURIComponent(hash)}` : "");
}

/**
 * Do something when an element comes on screen.
 * @param {Element} made
 * @param {(later: boolean) => void} act Is told whether the reader had to move there.
 */
function whenSeen(made, act) {
  if (!("IntersectionObserver" in window)) return act(false);
  let later = false;
  const observer = new IntersectionObserver((seen) => {
    if (!seen.some((entry) => entry.isIntersecting)) return void (later = true);
    observer.disconnect();
    act(later);
  });
  observer.observe(made);
}
