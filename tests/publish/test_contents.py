"""The contents of a text are its headings, or else its articles or numbered passages."""

from disclosure.publish.contents import contents
from disclosure.text.body import render


def of(source):
    body = render(source, link=lambda target: None, picture=lambda target: None)
    return [(row["text"], row["level"]) for row in contents(body)]


def test_headings_are_the_contents():
    assert of("一、目标\n\n节水。\n\n二、任务\n\n登记。\n\n（一）查清\n\n查。\n\n三、要求\n\n报告。") == [
        ("一、目标", "2"),
        ("二、任务", "2"),
        ("（一）查清", "3"),
        ("三、要求", "2"),
    ]


def test_forty_articles_without_chapters_are_found_by_their_numbers():
    rows = of("\n\n".join(f"第{number}条　取水要申请。" for number in ("一", "二", "三", "四十")))

    assert rows == [("第一条", "article"), ("第二条", "article"), ("第三条", "article"), ("第四十条", "article")]


def test_a_short_text_needs_none():
    assert of("节约用水。\n\n爱护水源。") == []
