/** A page cut into sentences: where a person breathes, a heading and a cell of a table apart from the rest. */

const LONGEST = 120;
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, td, th, dt, dd, summary, caption, figcaption, blockquote, div, section, article, label, time, .record__title";
const UNHEARD =
  "nav, form, script, style, noscript, select, input, svg, button:not(.gloss), [hidden], [aria-hidden='true'], .visually-hidden," +
  ".source, .fold, .writing__facts, .writing__side, .citation, .attachments, .glosses";

/**
 * The places in a text where its sentences end, the last of them its length.
 * @param {string} text
 */
function ends(text) {
  const found = [];
  let begun = 0;
  const cut = (/** @type {number} */ end) => {
    while (end - begun > LONGEST) {
      const pause = Math.max(...["，", "、", "：", "；"].map((sign) => text.lastIndexOf(sign, begun + LONGEST - 1)));
      begun = pause > begun + 20 ? pause + 1 : begun + LONGEST;
      found.push(begun);
    }
    found.push((begun = end));
  };
  for (const stop of text.matchAll(/[。！？!?；;]+[”’」』）)】》"]*/g)) cut(/** @type {number} */ (stop.index) + stop[0].length);
  if (begun < text.length) cut(text.length);
  return found;
}

/** @typedef {{text: string, pieces: Text[]}} Sentence Its pieces are text nodes of their own. */

/**
 * All sentences below `root`, in order. Text nodes are split where sentences meet; no character changes.
 * @param {Element} root
 * @returns {Sentence[]}
 */
function sentencesIn(root) {
  /** @type {{block: Element | null, texts: Text[]}[]} */
  const blocks = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = /** @type {Text} */ (walker.currentNode);
    const parent = /** @type {Element} */ (text.parentElement);
    if (!text.data.trim() || parent.closest(UNHEARD) || !parent.getClientRects().length) continue;
    const block = parent.closest(BLOCKS);
    const last = blocks[blocks.length - 1];
    if (last && last.block === block) last.texts.push(text);
    else blocks.push({ block, texts: [text] });
  }
  return blocks.flatMap(({ texts }) => cutUp(texts));
}

/** @param {Text[]} texts @returns {Sentence[]} */
function cutUp(texts) {
  const waiting = [...texts];
  let before = 0;
  return ends(texts.map((text) => text.data).join("")).flatMap((end) => {
    /** @type {Text[]} */
    const pieces = [];
    while (waiting.length && before < end) {
      const piece = /** @type {Text} */ (waiting.shift());
      if (before + piece.length > end) waiting.unshift(piece.splitText(end - before));
      before += piece.length;
      pieces.push(piece);
    }
    const text = pieces.map((piece) => piece.data).join("");
    return /[\u3400-\u9fff\w]/.test(text) ? [{ text, pieces }] : [];
  });
}
