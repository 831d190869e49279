/** Tables of many columns are read as cards on a phone and in large text: each cell learns what its column is called. */
{
  const MANY = 7;
  const phone = matchMedia("(max-width: 47.99em)");
  const html = document.documentElement;
  /** @type {HTMLElement[]} */
  const frames = [];

  /** Says what CSS takes away when rows are no longer laid out as rows. @param {HTMLTableElement} table */
  function keepRoles(table) {
    table.setAttribute("role", "table");
    for (const part of table.querySelectorAll("thead, tbody")) part.setAttribute("role", "rowgroup");
    for (const row of table.rows) {
      row.setAttribute("role", "row");
      for (const cell of row.cells) {
        const head = row.parentElement && row.parentElement.tagName === "THEAD" ? "columnheader" : "rowheader";
        cell.setAttribute("role", cell.tagName === "TH" ? head : "cell");
      }
    }
  }

  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll(".body .table table, .sheet table"))) {
    const head = table.tHead && table.tHead.rows.length === 1 ? [...table.tHead.rows[0].cells] : [];
    const plain = [...table.querySelectorAll("td, th")].every(
      (cell) => !cell.hasAttribute("colspan") && !cell.hasAttribute("rowspan"),
    );
    if (head.length < MANY || !plain) continue;
    for (const row of table.tBodies[0] ? table.tBodies[0].rows : []) {
      [...row.cells].forEach((cell, at) => head[at] && cell.setAttribute("data-label", head[at].textContent || ""));
    }
    keepRoles(table);
    frames.push(/** @type {HTMLElement} */ (table.parentElement));
  }

  function lay() {
    const cards = phone.matches || (html.dataset.modes || "").split(" ").includes("large");
    for (const frame of frames) frame.classList.toggle("table--many", cards);
  }

  if (frames.length) {
    phone.addListener(lay); // Safari 14 knows no other way in all its versions.
    new MutationObserver(lay).observe(html, { attributes: true, attributeFilter: ["data-modes"] });
    lay();
  }

  for (const table of document.querySelectorAll(".table--catalogue table, .table--cards table")) {
    keepRoles(/** @type {HTMLTableElement} */ (table));
  }
}
