"""What the page of a document says beside its text."""

import pytest

from disclosure.model.address import Spelling

REVIEW = (
    "{保密审查人: 甲, 保密审查日期: 2026-01-04, 保密审查结果: 通过, 审批人: 乙, 审批日期: 2026-01-05, 审批结果: 通过}"
)


def document(title, *lines, body="内容。"):
    head = [f"标题: {title}", "发布机构: 清溪县水务局", "公开日期: 2026-05-10", "五公开: [结果公开]", *lines]
    return "\n".join(["---", *head, "公开属性: 主动公开", f"公开审查: {REVIEW}", "---", body, ""])


def view(county, key, **options):
    return county.outputs(**options)[f"documents/{key}/index.html"].view


def test_a_document_is_cited_with_number_day_and_address(untouched_county):
    cited = view(untouched_county, "water-measures-new")["citation"]

    assert cited["text"] == "《清溪县取水许可管理办法》（清示水〔2026〕5号，2026年2月20日）"
    assert cited["address"] == cited["qr"]["address"] == "https://www.qingxi.example/zwgk/documents/water-measures-new/"


def test_a_title_inside_a_title_takes_the_other_brackets(county):
    root = county()
    root.write("content/documents/2026/x.md", document("关于印发《取水办法》的通知"))

    assert view(root, "x")["citation"]["text"] == "《关于印发〈取水办法〉的通知》（2026年5月10日）"


def test_the_code_of_a_site_in_a_folder_leads_to_the_page_on_the_web_server(untouched_county):
    cited = view(untouched_county, "water-measures-new", spelling=Spelling.FOLDER)["citation"]

    assert cited["address"].startswith("https://www.qingxi.example/zwgk/documents/water-measures-new/")


def test_the_line_below_the_title_says_what_came_before_and_after(untouched_county):
    after = view(untouched_county, "water-measures-new")["lineage"]
    before = view(untouched_county, "water-measures")["lineage"]

    assert [(group["text"], [row["text"] for row in group["rows"]]) for group in after if group["text"] == "本文件替代"]
    assert "被替代" in [group["text"] for group in before]


def test_a_long_row_of_repealed_documents_is_cut_in_the_line_and_whole_in_the_list(county):
    root = county()
    for number in range(8):
        root.write(f"content/documents/2026/old-{number}.md", document(f"旧文件{number}"))
    root.write(
        "content/documents/2026/repeal.md",
        document("关于废止的决定", f"废止文件: [{', '.join(f'old-{number}' for number in range(8))}]"),
    )

    page = view(root, "repeal")

    (line,) = [group for group in page["lineage"] if group["text"] == "本文件废止"]
    (listed,) = [group for group in page["chain"] if group["text"] == "本文件废止"]
    assert (len(line["rows"]), line["count"], len(listed["rows"])) == (3, 8, 8)


def test_interpretations_stand_under_their_form_in_the_order_of_the_vocabulary(untouched_county):
    page = view(untouched_county, "water-measures-new")

    assert [group["text"] for group in page["interpretations"]] == ["文字解读", "问答解读"]
    assert page["beside"]["text"] == "《清溪县取水许可管理办法》解读"


def test_a_document_that_nobody_explained_has_nothing_beside_it(untouched_county):
    page = view(untouched_county, "permit-list")

    assert (page["interpretations"], page["beside"]) == ([], None)


def test_a_table_among_the_attachments_can_be_read_on_the_page(untouched_county):
    form, rates = view(untouched_county, "water-measures-new")["attachments"]

    assert form["tables"] == []
    (table,) = rates["tables"]
    assert table["label"] == "water-rates"
    assert [cell["text"] for cell in table["head"][0]]


@pytest.mark.parametrize("state", ["依申请公开", "主动公开"])
def test_the_tables_of_a_closed_document_are_nowhere(county, state):
    root = county()
    root.write("content/documents/2026/list.csv", "店名,标记\n面馆,绝不公开的字\n粉店,甲\n")
    text = document("名单", "附件: [list.csv]").replace("公开属性: 主动公开", f"公开属性: {state}")
    root.write("content/documents/2026/list.md", text)

    written = repr([output for output in root.outputs().values() if hasattr(output, "view")])

    assert ("绝不公开的字" in written) == (state == "主动公开")
