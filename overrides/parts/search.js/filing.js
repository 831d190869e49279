/** Where a term is filed in the index: `publish/search/filing.py` does the same, and says why. */

const FREQUENT =
  "的业和人政行工发技务省国作理科法定实管部资关建设机一新化等中制保展用有规进动会产应学要合生全公加对以民条企力开创第大项地市位术高提年门区为施服重在社构单体家信办经成强金能级本推不当方基主及十府责教员目各持度支职育事专分三研二上者通或安出改息监性立与厅同时源件点导平北报入河组其评计标内审农系费查任可收程范准现共品于依场处险培策权校据按院面水统调下自量相县障结效情期所向转个日就织利划供确求质式备数四证领并完活励核照";
/** @type {Map<string, number>} */
const FREQUENT_PLACE = new Map(Array.from(FREQUENT, (char, at) => [char, at]));

/**
 * How rare a character is: letters and digits least of all, characters that are not common alike.
 * @param {string} char
 */
function rareness(char) {
  const place = FREQUENT_PLACE.get(char);
  return char < "\u0080" ? -1 : place === undefined ? FREQUENT_PLACE.size : place;
}

/**
 * What terms are sorted by.
 * @param {string} term
 */
function filed(term) {
  const chars = Array.from(term);
  if (chars[0] === "#") {
    const serial = term.lastIndexOf("-") + 1;
    return `#+${term.slice(serial)}-${term.slice(1, serial - 1)}`;
  }
  if (chars.length !== 2 || "#=@".includes(chars[0])) return `${chars[0]}+${term}`;
  const [first, second] = chars;
  return rareness(first) >= rareness(second) ? `${first},${second}` : `${second}-${first}`;
}

/**
 * Where the key of a whole title is filed.
 * @param {string} key
 * @param {string} written
 */
function filedTitle(key, written) {
  let under = "";
  for (const char of Array.from(written)) if (!under || rareness(char) > rareness(under)) under = char;
  return `${under || "="}+${key}`;
}
