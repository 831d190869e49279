"""Synonyms are written once and lead somewhere."""

from disclosure.publish.search.reading import said


def test_a_word_that_stands_twice_and_a_word_that_finds_nothing_are_reported(county):
    drawn = county("""
        -- catalogs/synonyms.yml --
        同义词:
          - {说法: [打井, 挖井], 官方: [取水许可]}
          - {说法: [挖井], 官方: [取水]}
          - {说法: [放牛], 官方: [畜牧]}
        """)

    assert [line.split("  ", 1)[1] for line in drawn.problems() if "synonyms.yml" in line] == [
        "提醒  说法（everyday）：“挖井”已经写在“打井、挖井”那一条里。合并成一条",
        "提醒  官方（official）：公开的内容里找不到“畜牧”。换成文件里用的词，或者删去这一条",
    ]


def test_the_search_is_given_both_words(county):
    drawn = county("""
        -- catalogs/synonyms.yml --
        同义词:
          - {说法: [打井], 官方: [取水许可, 用水]}
        """)

    assert any("打井=取水许可=用水" in text for text in said(drawn.outputs()["search/manifest.js"].data))
