"""What the page of an interpretation says beside its text."""


def view(county, key):
    return county.outputs()[f"interpretations/{key}/index.html"]


def test_each_element_leads_to_its_section_or_is_marked_as_missing(county):
    root = county()
    root.replace("content/interpretations/2026/water-measures-explained.md", "# 二、主要内容", "# 二、别的事")
    page = view(root, "water-measures-explained")
    given = {row["text"]: row["href"] for row in page.view["elements"]}

    assert given == {"背景依据": "#s-1", "主要内容": "", "关键词诠释": "#s-3", "解读机关和联系方式": "#contact"}
    for href in filter(None, given.values()):
        assert href == "#contact" or f'id="{href[1:]}"' in page.html


def test_a_heading_in_other_words_says_which_element_it_gives(untouched_county):
    assert 'data-element="' in view(untouched_county, "water-measures-explained").html


def test_other_forms_are_not_asked_for_elements(untouched_county):
    page = view(untouched_county, "water-questions")

    assert page.view["elements"] == []
    assert "data-element" not in page.html


def test_the_document_can_be_read_beside_its_interpretation(untouched_county):
    page = view(untouched_county, "water-measures-explained")

    assert page.view["beside"]["text"] == "清溪县取水许可管理办法"
    assert page.view["citation"]["text"] == "《〈清溪县取水许可管理办法〉解读》（2026年3月2日）"
