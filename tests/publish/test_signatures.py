"""Signatures and date stand together; no character changes."""

from disclosure.publish.signatures import with_signatures


def test_agencies_and_date_are_set_together():
    body = '<p>正文。</p>\n<p class="signature">甲局</p>\n<p class="signature">乙局</p>\n<p class="date">2026年5月6日</p>\n<p>尾</p>'

    assert with_signatures(body).split("\n") == [
        "<p>正文。</p>",
        '<div class="signed">',
        '<p class="signature">甲局</p>',
        '<p class="signature">乙局</p>',
        '<p class="date">2026年5月6日</p>',
        "</div>",
        "<p>尾</p>",
    ]


def test_a_date_at_the_very_end_is_closed_too():
    assert with_signatures('<p class="date">2026年5月6日</p>').endswith("</p>\n</div>")


def test_a_text_that_nobody_signs_stays_as_it_is():
    body = "<p>正文。</p>\n<p>完</p>"

    assert with_signatures(body) == body
