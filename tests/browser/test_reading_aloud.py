"""Reading aloud: how official text is said, and that the reader reads, marks, waits, leaps, and leaves no trace."""

from pathlib import Path

import pytest
import yaml

from disclosure.engines.bundles import joined

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CASES = yaml.load((ROOT / "tests/cases/read-aloud.yml").read_text("utf-8"), yaml.BaseLoader)

VOICES = """
window.said = [];
const waiting = [];
const voice = (lang, localService) => ({ lang, localService, name: lang, voiceURI: lang, default: false });
const voices = %s;
class Utterance { constructor(text) { this.text = text; } }
Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => voices,
  addEventListener() {},
  cancel() { for (const one of waiting.splice(0)) one.onend && one.onend(); },
  speak(utterance) {
    window.said.push([utterance.text, utterance.rate, utterance.voice && utterance.voice.lang]);
    if (%s) return;
    waiting.push(utterance);
    utterance.onstart && utterance.onstart();
  },
} });
window.finish = () => { const one = waiting.shift(); one.onend(); };
"""
"""A device that speaks in no time and waits to be told that a sentence is over; cancelling reports an end, as Firefox does."""


def device(*voices, mute=False):
    return VOICES % (
        "[" + ",".join(f"voice('{language}', {str(local).lower()})" for language, local in voices) + "]",
        str(mute).lower(),
    )


SPEAKS = device(("en-US", True), ("zh-HK", True), ("zh-CN", False), ("zh_CN", True))


@pytest.fixture(scope="module")
def functions(browser):
    """A page that holds nothing but the functions of the reader."""
    page = browser.new_page()
    page.evaluate(
        joined(ROOT / "overrides/parts/read-aloud.js").replace(
            "const opener =", "window.R = { spoken, ends, cardinal };\nconst opener ="
        )
    )
    yield page
    page.close()


def test_official_text_is_said_as_a_person_says_it(functions):
    assert len(CASES) >= 80

    said = functions.evaluate("(texts) => texts.map(R.spoken)", [written for written, _ in CASES])

    assert [[written, told] for (written, _), told in zip(CASES, said, strict=True)] == CASES


def test_whole_numbers_are_said_in_groups_of_four(functions):
    numbers = {
        "0": "零", "10": "十", "11": "十一", "20": "二十", "101": "一百零一", "110": "一百一十", "1010": "一千零一十",
        "10001": "一万零一", "100100": "十万零一百", "10000000": "一千万", "120000000": "一亿两千万", "100000001": "一亿零一",
    }  # fmt: skip

    said = functions.evaluate("(numbers) => numbers.map(R.cardinal)", list(numbers))

    assert dict(zip(numbers, said, strict=True)) == {**numbers, "120000000": "一亿二千万"}


def test_a_sentence_ends_where_a_person_breathes(functions):
    text = "一、要求。坚持“节水优先。”不得浪费！" + "很长，" * 50 + "完"

    ends = functions.evaluate("(text) => R.ends(text)", text)

    parts = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    assert "".join(parts) == text
    assert parts[:3] == ["一、要求。", "坚持“节水优先。”", "不得浪费！"]
    assert all(len(part) <= 120 for part in parts)


def test_text_without_an_end_is_said_in_short_pieces_so_that_no_rule_meets_a_long_one(functions):
    longest = functions.evaluate(
        "() => ['1', '(', '《', '，', 'a@', '2026-'].flatMap((text) => {"
        " const ends = R.ends(text.repeat(100000)); return ends.map((end, at) => end - (ends[at - 1] || 0)); }).reduce((one, other) => Math.max(one, other))"
    )

    assert longest <= 120


def reader(visit, where="document", before=SPEAKS):
    page = visit(where, before=before).page
    page.get_by_role("button", name="朗读").click()
    page.wait_for_selector(".player")
    return page


def said(page):
    return [text for text, _, _ in page.evaluate("said")]


def marked(page):
    return "".join(page.locator("mark.spoken").all_text_contents())


def test_the_page_is_read_sentence_by_sentence_and_the_sentence_is_marked(visit):
    page = reader(visit, "interpretations/water-measures-explained/")

    texts = []
    for _ in range(4):
        texts.append((said(page)[-1], marked(page)))
        page.evaluate("finish()")

    assert texts[0] == ("清溪县取水许可管理办法解读", "《清溪县取水许可管理办法》解读")
    assert len({text for text, _ in texts}) == 4
    assert page.evaluate("said[0][2]") == "zh_CN", "a voice of the device, not of a server, nor Cantonese"


def test_buttons_lead_through_the_text(visit):
    page = reader(visit)
    player = page.get_by_role("region", name="朗读")
    player.get_by_role("button", name="下一句").click()
    second = marked(page)
    player.get_by_role("button", name="下一句").click()
    player.get_by_role("button", name="上一句").click()
    assert marked(page) == second

    player.get_by_role("button", name="暂停").click()
    count = len(said(page))
    assert page.evaluate("said.length") == count
    assert marked(page) == second
    player.get_by_role("button", name="继续").click()
    assert said(page)[-1] == said(page)[1]

    player.get_by_label("语速").select_option("慢")
    assert page.evaluate("said[said.length - 1][1]") == 0.7
    assert marked(page) == second


def test_after_the_last_sentence_it_rests_and_can_begin_again(visit):
    page = reader(visit, "about")
    first = said(page)[0]
    for _ in range(200):
        if page.get_by_role("button", name="重读").count():
            break
        page.evaluate("finish()")

    assert marked(page) == ""
    page.get_by_role("button", name="重读").click()
    assert said(page)[-1] == first


@pytest.mark.parametrize("how", ["停止", "Escape", "朗读"])
def test_reading_leaves_no_trace_in_the_text(visit, how):
    page = visit("document", before=SPEAKS).page
    before, text = page.locator("#content").inner_html(), page.locator("#content").text_content()
    page.get_by_role("button", name="朗读").click()
    page.wait_for_selector("mark.spoken")
    assert page.locator("#content").text_content() == text
    for _ in range(3):
        page.evaluate("finish()")

    if how == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name=how).click()

    assert page.locator("#content").inner_html() == before
    assert page.locator(".player").count() == 0
    assert page.evaluate("document.activeElement.dataset.aid") == "speak"


@pytest.mark.parametrize("voices", [[], [("en-US", True)], [("zh-CN", False)], [("zh-HK", True)]])
def test_without_a_chinese_voice_on_the_device_nothing_is_offered(visit, voices):
    page = visit("document", before=device(*voices)).page

    assert not page.locator("[data-aid=speak]").is_visible()


def test_a_voice_that_stays_mute_is_told_and_taken_away(visit):
    page = visit(
        "document",
        before=device(("zh-CN", True), mute=True) + "const wait = setTimeout; setTimeout = (act) => wait(act, 1);",
    ).page

    page.get_by_role("button", name="朗读").click()
    page.wait_for_function("() => document.querySelector('.aids [role=status]').textContent")

    assert page.locator(".aids [role=status]").text_content() == "这台设备的语音没有声音，不能朗读"
    assert not page.locator("[data-aid=speak]").is_visible()
    assert page.locator(".player").count() == 0


def test_what_leads_elsewhere_is_not_read(visit):
    page = reader(visit, "document")
    for _ in range(300):
        if page.get_by_role("button", name="重读").count():
            break
        page.evaluate("finish()")
    text = "".join(said(page))

    assert "坚持节水优先" in text
    for unheard in ("本文目录", "索引号", "来源：", "跳到正文", "站内搜索"):
        assert unheard not in text


def test_the_reader_is_loaded_only_when_it_is_wanted(visit):
    opened = visit("document", before=SPEAKS)

    assert not [address for address in opened.requests if "read-aloud" in address]


def test_the_bar_of_the_reader_has_no_finding(visit, findings):
    page = reader(visit)

    assert findings(page) == []
