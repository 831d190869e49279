/** 名词解释: a word of the text is explained on a tap, below it; without scripts the word leads to the glossary. */
{
  /** @type {HTMLElement | null} */
  let note = null;
  /** @type {HTMLButtonElement | null} */
  let asked = null;

  /** @param {boolean} [back] Whether the focus goes back to the word. */
  function close(back) {
    if (!note || !asked) return;
    note.remove();
    asked.setAttribute("aria-expanded", "false");
    asked.removeAttribute("aria-controls");
    if (back) asked.focus();
    note = asked = null;
  }

  /** @param {HTMLButtonElement} word @param {string} text */
  function explain(word, text) {
    const again = word === asked;
    close();
    if (again) return;
    note = document.createElement("span");
    note.id = "gloss-note";
    note.className = "gloss-note";
    note.setAttribute("role", "note");
    note.textContent = text;
    word.after(note);
    word.setAttribute("aria-expanded", "true");
    word.setAttribute("aria-controls", note.id);
    const room = document.documentElement.clientWidth - note.getBoundingClientRect().right - 8;
    if (room < 0) note.style.transform = `translateX(${room}px)`;
    asked = word;
  }

  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.gloss"))) {
    const text = document.querySelector(`[data-gloss="${CSS.escape(link.hash.slice(1))}"]`);
    if (!text) continue;
    const word = document.createElement("button");
    word.type = "button";
    word.className = "gloss";
    word.setAttribute("aria-expanded", "false");
    word.append(...link.childNodes);
    word.addEventListener("click", () => explain(word, text.textContent || ""));
    link.replaceWith(word);
  }
  document.addEventListener("click", (event) => {
    if (asked && !asked.contains(/** @type {Node} */ (event.target)) && !(note && note.contains(/** @type {Node} */ (event.target)))) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !note) return;
    event.preventDefault();
    close(true);
  });
}
