"""Questions and answers inside an interpretation are records of their own."""

from disclosure.model.interpretation import Interpretation
from disclosure.model.questions import questions_in, unanswered
from disclosure.model.record import Origin
from disclosure.model.validate import validated
from disclosure.written import Written


def interpretation(body):
    fields = {
        "标题": "问答",
        "解读文件": "water",
        "解读形式": "问答",
        "一句话说明": "怎么申请。",
        "解读机关": "县水务局",
        "公开日期": "2026-03-05",
        "公开属性": "主动公开",
    }
    record, findings = validated(Interpretation, fields, Origin("content/interpretations/2026/water-faq.md", (), 10))
    assert findings == []
    return record.with_text(None, Written(body))


def asked(body):
    return [(question.key, question.question, question.answer) for question in questions_in(interpretation(body))]


def test_each_question_is_a_record_with_an_id_of_its_own():
    assert asked("问：要申请吗？\n答：要。\n\n问：要钱吗？\n\n答：不要。\n办好了会通知。") == [
        ("water-faq-q1", "要申请吗？", "要。"),
        ("water-faq-q2", "要钱吗？", "不要。\n办好了会通知。"),
    ]


def test_questions_may_be_bold_numbered_or_in_latin_letters():
    assert [
        question
        for _, question, _ in asked("**问1：甲？**\n**答：**一。\nQ2: 乙？\nA2: 二。\n　　问三：丙？\n答：三。")
    ] == [
        "甲？",
        "乙？",
        "丙？",
    ]


def test_a_heading_ends_an_answer():
    assert asked("问：甲？\n答：一。\n# 联系方式\n电话 0000-8800200") == [("water-faq-q1", "甲？", "一。")]


def test_a_question_without_an_answer_is_no_record_and_is_told_with_its_line():
    body = "问：甲？\n\n问：乙？\n答：二。"

    assert asked(body) == [("water-faq-q1", "乙？", "二。")]
    assert list(unanswered(interpretation(body))) == [0]


def test_an_answer_that_says_nothing_is_none():
    body = "问：甲？\n答：\n\n问：乙？\n答：二。"

    assert asked(body) == [("water-faq-q1", "乙？", "二。")]
    assert list(unanswered(interpretation(body))) == [0]


def test_a_record_knows_the_line_on_which_it_is_asked():
    assert [question.origin.body_line for question in questions_in(interpretation("正文。\n问：甲？\n答：一。"))] == [
        11
    ]
