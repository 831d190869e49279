/** What the search does on this page: suggest, show results, mark what was found. */

function begin() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-search]"));
  const input = form && form.querySelector("input");
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-results]"));
  for (const name of (new URLSearchParams(location.search).get("without") || "").split(",")) switchedOff.add(name);
  if (form && input) {
    /** @type {(query: string) => void} */
    let go = (query) => {
      location.href = `${form.action}?${new URLSearchParams({ q: query })}`;
    };
    if (place) go = resultsIn(place, input);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go(input.value);
      input.blur();
    });
    suggestIn(input, go);
  }
  const query = new URLSearchParams(location.search).get("q");
  const page = document.getElementById("content");
  if (query && page && !place) highlightIn(query, page);
}

begin();
