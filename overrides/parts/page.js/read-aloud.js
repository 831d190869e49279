/** 朗读: a switch where a Chinese voice lives on the device; all else is loaded at the first tap. */
{
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector('[data-aid="speak"]'));
  const speech = window.speechSynthesis;

  function offer() {
    const chinese = (/** @type {SpeechSynthesisVoice} */ voice) => voice.localService && /^(zh(?!.?(hk|mo|yue))|cmn)/i.test(voice.lang);
    if (button) button.hidden = !speech.getVoices().some(chinese);
  }

  function load() {
    const script = document.createElement("script");
    script.src = `${root}assets/read-aloud.js`;
    script.onerror = () => button && button.addEventListener("click", load, { once: true });
    document.head.append(script);
  }

  if (button && speech && "SpeechSynthesisUtterance" in window) {
    offer();
    if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
    button.addEventListener("click", load, { once: true });
  }
}
