/** The last searches, on this device only, and erasable. */

const RECENT = "disclosure-searches";
const MOST_RECENT = 8;

/** @returns {string[]} */
function recent() {
  try {
    const found = JSON.parse(localStorage.getItem(RECENT) || "[]");
    return Array.isArray(found) ? found.filter((query) => typeof query === "string").slice(0, MOST_RECENT) : [];
  } catch {
    return [];
  }
}

/** @param {string} query */
function remember(query) {
  const written = cut(query.trim(), 60);
  if (!written) return;
  try {
    localStorage.setItem(RECENT, JSON.stringify([written, ...recent().filter((other) => other !== written)].slice(0, MOST_RECENT)));
  } catch {
    // A browser that keeps nothing remembers nothing.
  }
}

function forget() {
  try {
    localStorage.removeItem(RECENT);
  } catch {
    // Nothing was kept.
  }
}
