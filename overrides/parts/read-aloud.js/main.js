/** The reader: says the page sentence by sentence, marks the one that is heard, and is led by a bar of buttons. */

const speech = window.speechSynthesis;
const STORE = "disclosure-rate";
const SILENCE = 5000; // Milliseconds after which a voice that has not begun is taken for mute.
/** @type {[string, string][]} */
const RATES = [["0.7", "慢"], ["1", "正常"], ["1.4", "快"]];

/** Voices of this device alone (others send the text to a server); 普通话 first, Cantonese never. */
function chineseVoice() {
  const rank = (/** @type {SpeechSynthesisVoice} */ voice) => {
    const language = voice.lang.replace("_", "-").toLowerCase();
    if (!voice.localService || /^(yue|zh-hk|zh-mo|zh-yue)/.test(language)) return -1;
    return /^(zh-cn|cmn-hans|cmn-cn|zh-hans)/.test(language) ? 3 : /^(zh|cmn)$/.test(language) ? 2 : /^(zh|cmn)/.test(language) ? 1 : -1;
  };
  const voices = speech.getVoices().filter((voice) => rank(voice) > 0);
  return voices.sort((one, other) => rank(other) - rank(one))[0];
}

/** @param {HTMLButtonElement} opener */
function readerFor(opener) {
  const content = /** @type {HTMLElement} */ (document.getElementById("content"));
  const status = /** @type {HTMLElement} */ (document.querySelector(".aids [role=status]"));
  /** @type {Sentence[]} */
  let sentences = [];
  /** @type {HTMLElement[]} */
  let marks = [];
  let at = 0;
  let turn = 0; // What an utterance of an earlier turn reports is old.
  let playing = false;
  let heard = false;
  /** @type {SpeechSynthesisUtterance | null} Kept, because Chromium forgets utterances that nobody holds. */
  let utterance = null;

  const button = (/** @type {string} */ text, /** @type {() => void} */ act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };
  const bar = document.createElement("div");
  bar.className = "player";
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "朗读");
  const toggle = button("暂停", () => (playing ? pause() : say(at < sentences.length ? at : 0)));
  const where = document.createElement("span");
  const rate = document.createElement("select");
  for (const [value, text] of RATES) rate.add(new Option(text, value));
  rate.value = "1";
  try {
    const kept = localStorage.getItem(STORE);
    if (RATES.some(([value]) => value === kept)) rate.value = String(kept);
  } catch {
    // Storage is forbidden here.
  }
  rate.setAttribute("aria-label", "语速");
  rate.addEventListener("change", () => {
    try {
      localStorage.setItem(STORE, rate.value);
    } catch {
      // The same.
    }
    if (playing) say(at);
  });
  bar.append(button("上一句", () => say(Math.max(0, at - 1))), toggle, button("下一句", () => say(at + 1)), rate, button("停止", stop), where);

  function unmark() {
    for (const mark of marks) mark.replaceWith(...mark.childNodes);
    marks = [];
  }

  /** @param {Sentence} sentence */
  function markUp(sentence) {
    unmark();
    marks = sentence.pieces.map((piece) => {
      const mark = document.createElement("mark");
      mark.className = "spoken";
      piece.replaceWith(mark);
      mark.append(piece);
      return mark;
    });
    const box = marks[0].getBoundingClientRect();
    if (box.top < 0 || marks[marks.length - 1].getBoundingClientRect().bottom > bar.getBoundingClientRect().top) marks[0].scrollIntoView({ block: "center" });
  }

  /** Say a sentence, and then those after it. @param {number} number */
  function say(number) {
    const own = ++turn;
    speech.cancel();
    at = number;
    if (at >= sentences.length) {
      rest("重读", "读完了");
      unmark();
      return;
    }
    playing = true;
    toggle.textContent = "暂停";
    where.textContent = `${at + 1} / ${sentences.length} 句`;
    markUp(sentences[at]);
    const voice = chineseVoice();
    utterance = new SpeechSynthesisUtterance(spoken(sentences[at].text));
    utterance.lang = voice ? voice.lang : "zh-CN";
    if (voice) utterance.voice = voice;
    utterance.rate = Number(rate.value);
    utterance.onstart = () => (heard = true);
    utterance.onend = () => own === turn && say(at + 1);
    utterance.onerror = () => own === turn && mute();
    speech.speak(utterance);
    if (!heard) setTimeout(() => own === turn && !heard && mute(), SILENCE);
  }

  /** @param {string} next @param {string} told */
  function rest(next, told) {
    playing = false;
    toggle.textContent = next;
    where.textContent = told;
  }

  /** Phones have no true pause: the sentence is said again from its beginning. */
  function pause() {
    turn++;
    speech.cancel();
    rest("继续", `停在第 ${at + 1} 句`);
  }

  function stop() {
    turn++;
    speech.cancel();
    unmark();
    content.normalize(); // The text nodes are whole again.
    sentences = [];
    bar.remove();
    opener.setAttribute("aria-pressed", "false");
    opener.focus();
  }

  /** The voice that the device named does not speak. */
  function mute() {
    stop();
    opener.hidden = true;
    status.textContent = "这台设备的语音没有声音，不能朗读";
  }

  function start() {
    sentences = sentencesIn(content);
    document.body.append(bar);
    opener.setAttribute("aria-pressed", "true");
    toggle.focus();
    say(0);
  }

  opener.addEventListener("click", () => (bar.isConnected ? stop() : start()));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && bar.isConnected && !event.defaultPrevented) stop();
  });
  window.addEventListener("pagehide", () => speech.cancel());
  start();
}

const opener = /** @type {HTMLButtonElement | null} */ (document.querySelector('[data-aid="speak"]'));
if (opener) readerFor(opener);
