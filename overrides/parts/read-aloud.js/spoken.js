/** What is written in official texts, as a person reads it aloud: a table of rules, each applied once, from the top. */

const NUMBER = "\\d[\\d,，]{0,20}\\d(?:\\.\\d{1,20})?|\\d(?:\\.\\d{1,20})?";
const DASH = "[-—–－~～]{1,2}";
const YEAR = "(?:19|20)\\d{2}";
const MEASURES = "个|名|人|位|次|项|件|份|家|户|张|台|种|批|所|座|处|天|周|倍|套|条|间|亩|吨|元|米|里|克|只|头|辆|部|册|场|岁|斤|点|分钟|小时|公里|公斤|千克|平方|立方|年(?!级|第|度)|万|亿|千";

/** Units after a number, as they are said. The longer before the shorter. @type {[string, string][]} */
const UNITS = [
  ["μg/m³", "微克每立方米"],
  ["mg/m³", "毫克每立方米"],
  ["mg/L", "毫克每升"],
  ["kW·h", "千瓦时"],
  ["kWh", "千瓦时"],
  ["km²", "平方公里"],
  ["km/h", "公里每小时"],
  ["hm²", "公顷"],
  ["m²", "平方米"],
  ["m³", "立方米"],
  ["㎡", "平方米"],
  ["㎥", "立方米"],
  ["km", "公里"],
  ["cm", "厘米"],
  ["mm", "毫米"],
  ["kg", "公斤"],
  ["mg", "毫克"],
  ["kW", "千瓦"],
  ["℃", "摄氏度"],
  ["°C", "摄氏度"],
  ["dB", "分贝"],
  ["m", "米"],
  ["g", "克"],
  ["t", "吨"],
  ["L", "升"],
];
const UNIT = UNITS.map(([written]) => written.replace(/[/·°]/g, "\\$&")).join("|");
const UNIT_SAID = new Map(UNITS);

/** A month and a day that there can be. @param {string} month @param {string} day */
function isDay(month, day) {
  return +month >= 1 && +month <= 12 && +day >= 1 && +day <= 31;
}

/** @param {string} text */
function letters(text) {
  return text.replace(/[^A-Za-z]/g, "").split("").join(" ");
}

/** @type {[RegExp, string | ((...found: string[]) => string)][]} */
const RULES = [
  // Addresses: nobody reads them out.
  [/(?:https?:\/\/|www\.)[\w\-.~:/?#[\]@!$&'*+=%]+/g, "网址见文字"],
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g, "邮箱地址见文字"],
  // What is left out on purpose.
  [/(\d{1,20})[*＊×xX]{2,}(\d{0,20})/g, (_, before, after) => `${digits(before, "幺")}，中间不公开，${digits(after, "幺")}`],
  [/([\u3400-\u9fff])([*＊]{1,3})(?![*＊])/g, (_, name, stars) => name + "某".repeat(stars.length)],
  [/[×✕]{2,}|[Xx]{2,}(?=[\u3400-\u9fff])/g, (crosses) => "某".repeat(Math.min(crosses.length, 3))],
  // 国办发〔2019〕54号
  [new RegExp(`[〔［【\\[（(](${YEAR})[〕］】\\]）)]\\s*(第?)\\s*(\\d{1,6})\\s*号`, "g"), (_, year, th, one) => `${digits(year)}年${th}${cardinal(String(+one))}号`],
  [new RegExp(`[〔［（(](${YEAR})[〕］）)]`, "g"), (_, year) => `${digits(year)}年，`],
  // Standards and registers.
  [/([A-Z]{2,4})(\/T|\/Z)?\s?(\d+(?:\.\d+)*)[-—](\d{4})/g, (_, body, kind, one, year) => `${letters(body + (kind || ""))} ${one.split(".").map((part) => digits(part)).join("点")}，${digits(year)}年`],
  [/\d{6,20}[/-]\d{4}-?\d{0,20}/g, (one) => one.split(/[/-]/).map((part) => digits(part)).join("杠")],
  // Days.
  [
    new RegExp(`(^|[^\\d])(${YEAR})([-/.])(\\d{1,2})\\3(\\d{1,2})(?!\\d)`, "g"),
    (all, before, year, _, month, day) => (isDay(month, day) ? `${before}${digits(year)}年${cardinal(String(+month))}月${cardinal(String(+day))}日` : all),
  ],
  [new RegExp(`(^|[^\\d])(${YEAR})-(0[1-9]|1[0-2])(?!\\d)`, "g"), (_, before, year, month) => `${before}${digits(year)}年${cardinal(String(+month))}月`],
  [new RegExp(`(^|[^\\d])(${YEAR})\\s?(?:年)?${DASH}(${YEAR})\\s?(学?年)`, "g"), (_, before, from, to, years) => `${before}${digits(from)}到${digits(to)}${years}`],
  [new RegExp(`(^|[^\\d])(${YEAR})(\\s?[年至、])`, "g"), (_, before, year, after) => `${before}${digits(year)}${after.trim()}`],
  [/(\d{1,2})\s?月\s?(\d{1,2})\s?日/g, (_, month, day) => `${cardinal(String(+month))}月${cardinal(String(+day))}日`],
  [/(\d{1,2})\s?月/g, (_, month) => `${cardinal(String(+month))}月`],
  [new RegExp(`(\\d{1,2})${DASH}(?=[一二三四五六七八九十]{1,2}月)`, "g"), (_, month) => `${cardinal(String(+month))}到`],
  [/([日月])[-—–－~～]{1,2}(?=[零一二三四五六七八九十\d])/g, "$1到"],
  // Telephones, and numbers that are called rather than counted.
  [/(^|[^\d])(0\d{2,3})[-—－ ]?(\d{7,8})(?:(?:[-—－]|\s?转\s?)(\d{1,5}))?(?!\d)/g, (_, before, area, own, inner) => `${before}${digits(area, "幺")}，${digits(own, "幺")}${inner ? `转${digits(inner, "幺")}` : ""}`],
  [/(^|[^\d])(1[3-9]\d{9}|[48]00[-—－ ]?\d{3}[-—－ ]?\d{4})(?!\d)/g, (_, before, own) => before + digits(own, "幺")],
  [/(电话|热线|拨打|致电|号码|邮编|邮政编码|传真|短号|账号|帐号|代码|尾号|证号)([：:为是\s]{0,3})(\d[\d\-—－ ]{1,30}\d)/g, (_, word, between, own) => word + between + digits(own, "幺")],
  [/(^|[^\d])(\d{3,6})(?=(?:服务|投诉|举报|咨询|政务|便民|医保|纳税|法律|公共)*(?:热线|专线|平台))/g, (_, before, own) => before + digits(own, "幺")],
  [/(^|[、和或与：:])(1[12]\d(?:\d{2})?|9[56]\d{3,4})(?=$|[、和或与。；，）)])/g, (_, before, own) => before + digits(own, "幺")],
  [/(^|[^\d.])(\d{3,4})(?=室|房间|路公交|路车|病房)/g, (_, before, own) => before + digits(own, "幺")],
  [/±\s?(?=\d)/g, "正负"],
  [/[≥⩾]\s?(?=\d)/g, "大于等于"],
  [/[≤⩽]\s?(?=\d)/g, "小于等于"],
  [/[>＞]\s?(?=\d)/g, "大于"],
  [/[<＜]\s?(?=\d)/g, "小于"],
  // Times of the day, ratios, parts.
  [
    /(^|[^\d.:：])([01]?\d|2[0-4])[:：]([0-5]\d)(?![\d:：])/g,
    (_, before, hour, minute) => `${before}${cardinal(String(+hour))}点${+minute ? (minute[0] === "0" ? digits(minute) : cardinal(minute)) + "分" : ""}`,
  ],
  [/([点分])\s?[-—–－~～]{1,2}\s?(?=[零一二三四五六七八九十]{1,3}点)/g, "$1到"],
  [new RegExp(`(${NUMBER})[:：∶](?=\\d)`, "g"), (_, one) => `${number(one)}比`],
  [new RegExp(`(${NUMBER})[%％]?\\s?(?:${DASH}|至)\\s?(${NUMBER})[%％]`, "g"), (_, from, to) => `百分之${number(from)}到百分之${number(to)}`],
  [new RegExp(`([-−]?)(${NUMBER})\\s?[%％]`, "g"), (_, sign, one) => `${sign && "负"}百分之${number(one)}`],
  [new RegExp(`(${NUMBER})\\s?‰`, "g"), (_, one) => `千分之${number(one)}`],
  [/(^|[^\d/.])([1-9]\d?)\/([1-9]\d{0,2})(?![\d/])/g, (all, before, part, whole) => (+part < +whole ? `${before}${cardinal(whole)}分之${cardinal(part)}` : all)],
  // Money and measures.
  [new RegExp(`[¥￥]\\s?(${NUMBER})([万亿]?)`, "g"), (_, one, many) => `${number(one)}${many}元`],
  [new RegExp(`[$＄]\\s?(${NUMBER})([万亿]?)`, "g"), (_, one, many) => `${number(one)}${many}美元`],
  [new RegExp(`(\\d)\\s?(${UNIT})(?![A-Za-z])`, "g"), (_, digit, unit) => digit + UNIT_SAID.get(unit)],
  [/([元吨斤克次人米升度亩户个时份])[/／][（(]?([\u3400-\u9fff]{1,6}?)(?:[·•.]([\u3400-\u9fff]{1,3}))?[）)]?(?=$|[^\u3400-\u9fff·•.]|的|以|标|计|收|发|补|，)/g, (_, unit, each, again) => `${unit}每${each}${again ? `每${again}` : ""}`],
  // The number that stands before a line.
  [/^\s*[（(]([一二三四五六七八九十]{1,3})[）)]/, "$1，"],
  [/^\s*[（(](\d{1,2})[）)]/, (_, one) => `${cardinal(one)}，`],
  [/^\s*(\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[\u3400-\u9fff])/, (_, one) => `${one.split(".").map(cardinal).join("点")}，`],
  [/^\s*(\d{1,2})\s?[.．、]\s?(?!\d)/, (_, one) => `${cardinal(one)}，`],
  [/[①-⑳]/g, (one) => `${cardinal(String(one.charCodeAt(0) - 0x245f))}，`],
  // Spans and signs between numbers.
  [new RegExp(`(${NUMBER})(\\s?(?:[个万亿千百]|元|岁|天|年|周|米|公里|平方米|小时|分钟|个月|万元|亿元)?)\\s?${DASH}\\s?(?=\\d)`, "g"), (_, one, unit) => `${two(one, unit)}${unit.trim()}到`],
  [new RegExp(`(${NUMBER})\\s?[×✕xX*]\\s?(?=\\d)`, "g"), (_, one) => `${number(one)}乘`],
  [/(^|[\s（(：:为])[-−](?=\d)/g, "$1负"],
  // All other numbers.
  [new RegExp(`\\d{9,}(?!\\d|,|\\.|\\s?(?:${MEASURES}))`, "g"), (one) => digits(one)],
  [/第\s?(\d{1,8})/g, (_, one) => `第${cardinal(one)}`],
  [new RegExp(`(${NUMBER})(?:\\s?(${MEASURES}))?`, "g"), (_, one, unit) => two(one, unit || "") + (unit || "")],
  // Letters and signs.
  [/([A-Z]{2,6})[/／]([A-Z])(?![a-z])/g, (_, one, other) => letters(one + other)],
  [/[A-Z]{2,6}(?![A-Za-z])/g, letters],
  [/》\s?(?=《)/g, "、"],
  [/[《》〈〉]/g, ""],
  [/\s?[（(〔［【[]\s?/g, "，"],
  [/\s?[）)〕］】\]]\s?/g, "，"],
  [/[—–]{1,2}|─+|…+/g, "，"],
  [/([\u3400-\u9fff])[/／](?=[\u3400-\u9fff])/g, "$1、"],
  [/&/g, "和"],
  [/[*#※★☆●■□▲△◆◇√_|~～^]/g, ""],
  [/，(?:\s*，)+/g, "，"],
  [/^[，\s]+|[，\s]+$/g, ""],
  [/，(?=[。；：！？、，])|([。；：！？、])，/g, "$1"],
];

/** @param {string} one @param {string} unit */
function two(one, unit) {
  return one === "2" && unit.trim() && !/^[百]/.test(unit.trim()) ? "两" : number(one);
}

/**
 * What a voice is given to say for a sentence.
 * @param {string} text
 */
function spoken(text) {
  let said = text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replace(/\s+/g, " ");
  for (const [written, told] of RULES) said = said.replace(written, /** @type {string} */ (told));
  return said;
}
