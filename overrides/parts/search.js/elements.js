/** Elements made of text alone: nothing that anybody wrote is ever read as markup. */

/**
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * Text with the marked characters in <mark>.
 * @param {string[]} chars
 * @param {Uint8Array} marks
 * @returns {(Node | string)[]}
 */
function withMarks(chars, marks) {
  /** @type {(Node | string)[]} */
  const parts = [];
  for (let at = 0; at < chars.length; ) {
    let end = at + 1;
    while (end < chars.length && marks[end] === marks[at]) end++;
    const text = chars.slice(at, end).join("");
    parts.push(marks[at] ? element("mark", {}, text) : text);
    at = end;
  }
  return parts;
}

/**
 * The beginning of a text; never half a character.
 * @param {string} text
 * @param {number} most
 */
function cut(text, most) {
  const chars = Array.from(text.slice(0, 2 * most + 2));
  return chars.length > most ? chars.slice(0, most).join("") : chars.join("");
}
