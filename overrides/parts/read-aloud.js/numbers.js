/** Numbers as a person says them. */

const DIGITS = "零一二三四五六七八九";
const BIG = ["", "万", "亿", "万亿"];

/**
 * Digit by digit; what is no digit is left out.
 * @param {string} text
 * @param {string} [one] How the digit 1 is said: 幺 in telephone and room numbers.
 */
function digits(text, one = "一") {
  return text.replace(/\D/g, "").replace(/\d/g, (digit) => (digit === "1" ? one : DIGITS[Number(digit)]));
}

/**
 * A number that counts: 1005 is 一千零五, 20000 两万. More than sixteen digits, or a zero in front, are said one by one.
 * @param {string} text
 */
function cardinal(text) {
  if (text.length > 16 || (text.length > 1 && text[0] === "0")) return digits(text);
  let said = "";
  let gap = false;
  for (let group = Math.ceil(text.length / 4) - 1; group >= 0; group--) {
    const four = text.slice(Math.max(0, text.length - 4 * group - 4), text.length - 4 * group);
    const value = Number(four);
    if (!value) {
      gap = Boolean(said);
      continue;
    }
    if (said && (gap || value < 1000)) said += "零";
    gap = false;
    said += (value === 2 && group ? "两" : belowTenThousand(value)) + BIG[group];
  }
  return (said || "零").replace(/^一十/, "十").replace(/^二千/, "两千");
}

/** @param {number} value */
function belowTenThousand(value) {
  let said = "";
  let gap = false;
  for (const [size, name] of /** @type {[number, string][]} */ ([[1000, "千"], [100, "百"], [10, "十"], [1, ""]])) {
    const digit = Math.floor(value / size) % 10;
    if (!digit) {
      gap = Boolean(said);
      continue;
    }
    said += (gap ? "零" : "") + DIGITS[digit] + name;
    gap = false;
  }
  return said;
}

/**
 * A number as it is written, with thousands, decimals and sign: 1,234.50 is 一千二百三十四点五零.
 * @param {string} text
 */
function number(text) {
  const [, sign, whole, decimals] = /** @type {RegExpExecArray} */ (/^([-−]?)(\d[\d,，]*)(?:\.(\d+))?$/.exec(text));
  return (sign && "负") + cardinal(whole.replace(/\D/g, "")) + (decimals ? `点${digits(decimals)}` : "");
}
