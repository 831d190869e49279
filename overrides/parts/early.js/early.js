/**
 * Before the first paint: the modes that this device remembers or the address asks for (`?mode=elder`), on `<html>`.
 * That the attribute is there at all tells the stylesheet that scripts run.
 */
{
  const known = /^(elder|contrast|large|size-[1-4])$/;
  const asked = /[?&]mode=(elder|contrast|standard)(?=&|$)/.exec(location.search);
  let kept = "";
  try {
    kept = localStorage.getItem("disclosure-modes") || "";
  } catch {
    // Storage is forbidden here: the modes of this page alone.
  }
  let modes = kept.split(" ").filter((mode) => known.test(mode));
  if (asked) {
    modes = asked[1] === "standard" ? [] : [...modes, asked[1], ...(asked[1] === "elder" ? ["large"] : [])];
    modes = [...new Set(modes)];
    try {
      localStorage.setItem("disclosure-modes", modes.join(" "));
    } catch {
      // The same.
    }
  }
  document.documentElement.dataset.modes = modes.join(" ");
}
