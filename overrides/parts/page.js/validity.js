/** 效力 today: of the states that a page carries, each with its first day, the one of today is shown. */
{
  const today = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10); // In China, wherever the device is.

  for (const group of document.querySelectorAll("[data-dated]")) {
    const states = /** @type {HTMLElement[]} */ ([...group.children]);
    // The first is what held on the day of the build: a clock that is behind that day changes nothing.
    const now = states.filter((state, at) => !at || /** @type {string} */ (state.dataset.from) <= today).pop();
    for (const state of states) state.hidden = state !== now;
    const record = group.closest(".record");
    if (record && now) record.classList.toggle("record--over", Boolean(now.querySelector(".tag--over")));
  }
  for (const time of /** @type {NodeListOf<HTMLTimeElement>} */ (document.querySelectorAll("[data-as-of]"))) {
    if (time.dateTime >= today) continue;
    const [year, month, day] = today.split("-").map(Number);
    time.dateTime = today;
    time.textContent = `${year}年${month}月${day}日`;
  }
}
