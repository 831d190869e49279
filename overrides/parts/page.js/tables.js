/** Tables of many columns, made ready to be read as cards on a phone: each cell learns what its column is called. */
{
  const MANY = 7;

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
    /** @type {HTMLElement} */ (table.parentElement).classList.add("table--many");
  }
  for (const table of document.querySelectorAll(".table--catalogue table, .table--cards table")) {
    keepRoles(/** @type {HTMLTableElement} */ (table));
  }
}
