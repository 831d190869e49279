/** The search box on every page: loads the search at the first key, and takes the query to the results page. */
{
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-search]"));
  const input = form && /** @type {HTMLInputElement | null} */ (form.querySelector("input"));
  let loading = false;

  function load() {
    if (loading) return;
    loading = true;
    const script = document.createElement("script");
    script.src = `${root}assets/search.js`;
    const manifest = document.createElement("link"); // The first that the search asks for: it comes at the same time.
    manifest.rel = "preload";
    manifest.as = "script";
    manifest.href = `${root}search/manifest.js`;
    document.head.append(script, manifest);
  }

  function remembered() {
    try {
      return localStorage.getItem("disclosure-searches");
    } catch {
      return null;
    }
  }

  if (form && input) {
    form.action = /** @type {string} */ (form.dataset.search);
    input.addEventListener("input", load);
    input.addEventListener("focus", () => remembered() && load());
    document.addEventListener("keydown", (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  }
  const start = /** @type {HTMLElement | null} */ (document.querySelector("[data-start]"));
  if (start) start.hidden = false; // Words to try lead nowhere without scripts.
  if (new URLSearchParams(location.search).get("q") || (input && input.value)) load();
}
