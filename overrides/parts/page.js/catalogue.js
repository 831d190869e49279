/** A catalogue narrowed to what its address asks for (`?state=overdue&level=town`): the filters are links to share. */
{
  const table = document.querySelector("table.catalogue");
  const panel = table && document.querySelector(".filters");
  const rows = table ? /** @type {HTMLElement[]} */ ([...table.querySelectorAll("tbody tr")]) : [];
  const links = panel ? /** @type {HTMLAnchorElement[]} */ ([...panel.querySelectorAll("a[data-facet]")]) : [];
  const facets = new Set(links.map((link) => /** @type {string} */ (link.dataset.facet)));
  const found = /** @type {HTMLElement} */ (document.querySelector(".catalogue__found"));

  /** What the address asks for, as far as this table has it. */
  function wanted() {
    const asked = new URLSearchParams(location.search);
    return new Map([...facets].map((facet) => [facet, asked.get(facet) || ""]).filter(([, value]) => value));
  }

  /** @param {HTMLElement} row @param {Map<string, string>} chosen @param {string} [but] a facet that does not count */
  function fits(row, chosen, but) {
    return [...chosen].every(
      ([facet, value]) => facet === but || (row.dataset[facet] || "").split(" ").includes(value)
    );
  }

  /** The address with one facet changed. @param {string} facet @param {string} value */
  function address(facet, value) {
    const asked = new URLSearchParams(location.search);
    if (value) asked.set(facet, value);
    else asked.delete(facet);
    return `?${asked}`;
  }

  function draw() {
    const chosen = wanted();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fits(row, chosen);
      shown += row.hidden ? 0 : 1;
    }
    for (const link of links) {
      const { facet = "", value = "" } = link.dataset;
      const current = chosen.get(facet) === value;
      const count = rows.filter((row) => fits(row, new Map([...chosen, [facet, value]]))).length;
      /** @type {HTMLElement} */ (link.querySelector(".count")).textContent = String(count);
      link.classList.toggle("filters__none", !count);
      link.href = address(facet, current ? "" : value);
      if (current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const fitting = shown ? `符合条件的 ${shown} 项` : "没有符合条件的事项";
    const told = `${chosen.size ? `${fitting}，` : ""}共 ${rows.length} 项`;
    const status = /** @type {HTMLElement} */ (found.querySelector("[role=status]"));
    if (status.textContent !== told) status.textContent = told;
    const all = /** @type {HTMLAnchorElement} */ (found.querySelector("a"));
    all.hidden = !chosen.size;
    const rest = new URLSearchParams(location.search);
    facets.forEach((facet) => rest.delete(facet));
    all.href = `?${rest}`;
  }

  /** @param {MouseEvent} event */
  function follow(event) {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    try {
      history.pushState(null, "", link.href);
    } catch {
      return; // From a folder the address may not be changed without leaving: the link itself leads on.
    }
    event.preventDefault();
    draw();
    if (link.hidden) links[0].focus(); // 显示全部 has gone with what it did.
  }

  if (panel) {
    const fold = panel.querySelector("details");
    if (fold && wanted().size) fold.open = true;
    panel.addEventListener("click", follow);
    /** @type {HTMLElement} */ (found.querySelector("a")).addEventListener("click", follow);
    window.addEventListener("popstate", draw);
    if (location.search) draw(); // Without a question the page is right as it was built.
  }
}
