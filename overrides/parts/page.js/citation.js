/** Copies the citation of a page, and prints the page. Both are there to read without it. */
{
  const tools = /** @type {HTMLElement | null} */ (document.querySelector(".citation__tools"));
  const source = /** @type {HTMLElement | null} */ (document.querySelector("[data-citation]"));

  /** @param {string} text */
  function copiedTheOldWay(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      done = false;
    }
    field.remove();
    return done;
  }

  /** @param {string} text */
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copiedTheOldWay(text); // No clipboard below http:// and file://, and in the browser of WeChat.
    }
  }

  if (tools && source) {
    const copy = /** @type {HTMLElement} */ (tools.querySelector(".citation__copy"));
    const print = /** @type {HTMLElement} */ (tools.querySelector(".citation__print"));
    const status = /** @type {HTMLElement} */ (tools.querySelector("[role=status]"));
    tools.hidden = false;
    copy.addEventListener("click", async () => {
      const lines = [...source.childNodes].map((part) => (part.textContent || "").trim());
      const done = await copied(lines.filter(Boolean).join("\n"));
      if (!done) getSelection()?.selectAllChildren(source);
      status.textContent = done ? "已复制" : "已选中，请按复制键";
      copy.focus();
    });
    print.addEventListener("click", () => window.print());
  }
}
