/** The contents follow the reader, and a document and its interpretation can be read side by side. */
{
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".toc a")]);
  const places = links
    .map((link) => ({ link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter((place) => place.target);

  function follow() {
    const line = innerHeight * 0.08; // Where a link of the contents brings its passage, and little below.
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const passed = places.filter(({ target }) => target && target.getBoundingClientRect().top <= line);
    const last = atEnd ? places.filter(({ target }) => target && target.getBoundingClientRect().top < innerHeight) : passed;
    const here = last.length ? last[last.length - 1].link : null;
    for (const { link } of places) {
      if (link === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (here) keepInView(here);
  }

  /** Scrolls the column beside the text, never the page. @param {HTMLElement} link */
  function keepInView(link) {
    const side = link.closest(".writing__side");
    if (!side || side.scrollHeight <= side.clientHeight) return;
    const box = link.getBoundingClientRect();
    const frame = side.getBoundingClientRect();
    if (box.top < frame.top) side.scrollTop -= frame.top - box.top + 40;
    else if (box.bottom > frame.bottom) side.scrollTop += box.bottom - frame.bottom + 40;
  }

  if (places.length && "IntersectionObserver" in window) {
    const observer = new IntersectionObserver(follow, { rootMargin: "0px 0px -92% 0px" });
    const end = document.querySelector(".foot");
    for (const { target } of places) if (target) observer.observe(target);
    if (end) new IntersectionObserver(follow).observe(end);
  }
}

{
  const FRAME = "disclosure-beside";
  const open = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-beside]"));

  /** @param {string} tag @param {string} name @param {string} [text] */
  function element(tag, name, text = "") {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  }

  /** @param {HTMLAnchorElement} link */
  function pane(link) {
    const title = link.dataset.beside || "";
    const made = element("section", "pane");
    made.setAttribute("aria-label", `对照阅读：${title}`);
    const head = element("p", "pane__head");
    const name = /** @type {HTMLAnchorElement} */ (element("a", "pane__name", title));
    name.href = link.href;
    const close = /** @type {HTMLButtonElement} */ (element("button", "pane__close", "关闭对照"));
    close.type = "button";
    head.append(name, close);
    const frame = /** @type {HTMLIFrameElement} */ (element("iframe", "pane__text"));
    frame.title = title;
    frame.name = FRAME;
    frame.src = link.href;
    made.append(head, frame);
    close.addEventListener("click", shut);
    return made;
  }

  function shut() {
    document.documentElement.classList.remove("paired");
    document.querySelector(".pane")?.remove();
    document.removeEventListener("keydown", onKey);
    open?.focus();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key === "Escape") shut();
  }

  if (window.name === FRAME && window !== window.top) {
    document.documentElement.classList.add("framed");
  } else if (open) {
    /** @type {HTMLElement} */ (open.parentElement).hidden = false;
    open.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      document.documentElement.classList.add("paired");
      const made = pane(open);
      document.querySelector("main")?.append(made);
      /** @type {HTMLElement} */ (made.querySelector("button")).focus({ preventScroll: true });
      document.addEventListener("keydown", onKey);
    });
  }
}
