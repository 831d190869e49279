/** Modes (长者模式、高对比、字号): switched in the masthead, remembered on this device, told aloud. */
{
  const STORE = "disclosure-modes";
  const SIZES = ["标准", "大", "特大", "超大", "最大"];
  const html = document.documentElement;
  const aids = /** @type {HTMLElement | null} */ (document.querySelector(".aids"));

  let forgetful = false; // Storage is forbidden here.

  function modes() {
    return new Set((html.dataset.modes || "").split(" ").filter(Boolean));
  }

  /** The size as a step; 长者模式 begins with the third. @param {Set<string>} now */
  function step(now) {
    return Math.max(now.has("elder") ? 2 : 0, ...SIZES.map((_, at) => (now.has(`size-${at}`) ? at : 0)));
  }

  /** @param {Set<string>} now @param {number} size */
  function resize(now, size) {
    SIZES.forEach((_, at) => now.delete(`size-${at}`));
    if (size) now.add(`size-${size}`);
  }

  /** @param {Set<string>} now @param {string} [told] */
  function apply(now, told) {
    now.delete("large");
    if (step(now) > 1) now.add("large");
    html.dataset.modes = [...now].join(" ");
    try {
      localStorage.setItem(STORE, html.dataset.modes);
    } catch {
      forgetful = true;
    }
    if (/[?&]mode=/.test(location.search)) {
      const parameters = new URLSearchParams(location.search);
      parameters.delete("mode");
      history.replaceState(history.state, "", `${location.pathname}${String(parameters) && `?${parameters}`}${location.hash}`);
    }
    show();
    if (told && aids) /** @type {HTMLElement} */ (aids.querySelector("[role=status]")).textContent = told;
  }

  function show() {
    if (!aids) return;
    const now = modes();
    for (const button of aids.querySelectorAll("[data-aid]")) {
      const aid = /** @type {string} */ (button.getAttribute("data-aid"));
      if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(now.has(aid)));
      const least = now.has("elder") ? 2 : 0;
      if (aid === "smaller") button.setAttribute("aria-disabled", String(step(now) <= least));
      if (aid === "larger") button.setAttribute("aria-disabled", String(step(now) === SIZES.length - 1));
    }
  }

  /** @type {Record<string, (now: Set<string>) => string>} */
  const ACTS = {
    elder(now) {
      if (now.delete("elder")) {
        resize(now, 0);
        return "已退出长者模式";
      }
      now.add("elder");
      return "已进入长者模式：大字、大按钮、一栏";
    },
    contrast(now) {
      if (now.delete("contrast")) return "已关闭高对比";
      now.add("contrast");
      return "已打开高对比：黑底白字";
    },
    smaller(now) {
      const least = now.has("elder") ? 2 : 0;
      if (step(now) <= least) return `字号已经最小：${SIZES[least]}`;
      resize(now, step(now) - 1);
      return `字号：${SIZES[step(now)]}`;
    },
    larger(now) {
      if (step(now) === SIZES.length - 1) return `字号已经最大`;
      resize(now, step(now) + 1);
      return `字号：${SIZES[step(now)]}`;
    },
  };

  if (aids) {
    aids.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("[data-aid]");
      const act = button && ACTS[/** @type {string} */ (button.getAttribute("data-aid"))];
      if (!act) return;
      const top = button.getBoundingClientRect().top;
      const now = modes();
      apply(now, act(now));
      scrollBy(0, button.getBoundingClientRect().top - top); // What was tapped stays under the finger.
    });
    show();
    try {
      localStorage.getItem(STORE);
    } catch {
      forgetful = true;
    }
  }

  // What cannot be remembered is told to the next page in its address.
  document.addEventListener("click", (event) => {
    const link = forgetful && /** @type {Element} */ (event.target).closest("a[href]");
    if (!(link instanceof HTMLAnchorElement) || link.host !== location.host || link.protocol !== location.protocol) return;
    const mode = ["elder", "contrast"].find((name) => modes().has(name));
    if (mode && !link.search) link.search = `mode=${mode}`;
  });

  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return; // Come back to: it looks as it did when it was left.
    try {
      html.dataset.modes = localStorage.getItem(STORE) || "";
      show();
    } catch {
      forgetful = true;
    }
  });
}
