"""A word of the glossary is explained once."""


def test_a_word_that_is_explained_twice_or_is_no_word_is_reported(county):
    drawn = county("""
        -- catalogs/glossary.yml --
        名词解释:
          - {名词: 听证, 又作: [听证会], 解释: 听各方当面说理由。, 依据核对: 待核}
          - {名词: 公听会, 又作: [听证会, 会], 解释: 同上。, 依据核对: 待核}
        """)

    assert [line.split("  ", 1)[1] for line in drawn.problems() if "glossary.yml" in line] == [
        "提醒  又作（aliases）：“听证会”已经写在“听证”那一条里。只留一处",
        "提醒  又作（aliases）：“会”只有一个字，正文里会处处标出。写完整的词",
    ]


def test_a_gloss_without_an_explanation_stops_the_build(county):
    drawn = county("""
        -- catalogs/glossary.yml --
        名词解释:
          - {名词: 听证, 依据核对: 待核}
        """)

    assert drawn.problems() == ["catalogs/glossary.yml:2:5  错误  解释（explanation）：没有填写"]
