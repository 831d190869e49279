"""A long picture is published with its words only."""

PATH = "content/interpretations/2026/picture.md"
PICTURE = """\
---
标题: 一图读懂取水许可
解读文件: water-measures-new
解读形式: FORM
一句话说明: 打井取水先申请。
解读机关: 县水务局
解读人: 水资源股（测试人员）
联系电话: 0000-8800200
公开日期: 2026-03-02
公开属性: 主动公开
公开审查: {保密审查人: 甲, 保密审查日期: 2026-01-04, 保密审查结果: 通过, 审批人: 乙, 审批日期: 2026-01-05, 审批结果: 通过}
附件: [steps.png]
---
![办理的四步：申请、受理、审查、发证，各要几天](steps.png)

"""
WORDS = "第一步，带身份证到乡镇便民服务中心申请，当天受理。第二步，县水务局二十个工作日内审查，发给许可证。"


def problems(county, form, words):
    root = county()
    root.replace(
        "catalogs/vocabulary.yml", "  - {编号: questions", "  - {编号: chart, 名称: 图解}\n  - {编号: questions"
    )
    root.write(
        "content/interpretations/2026/steps.png", (root.root / "content/documents/2026/water-steps.png").read_bytes()
    )
    root.write(PATH, PICTURE.replace("FORM", form) + words + "\n")
    return [line for line in root.problems() if "图解只有图片" in line]


def test_a_picture_without_its_words_is_told(county):
    assert problems(county, "图解", "下面是长图。") == [
        f"{PATH}:14:1  提醒  正文：图解只有图片，没有文字。把图上的文字写在图的下面：看不见图的人、搜索和朗读都靠它"
    ]


def test_a_picture_with_its_words_is_right(county):
    assert problems(county, "图解", WORDS) == []


def test_other_forms_may_show_a_picture(county):
    assert problems(county, "文字解读", "见图。") == []
