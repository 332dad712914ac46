"""Official texts: every word of a file is found again at a place, and a changed word is noticed.

The twin below has the traps of the real file in words of our own; the real files are read beside
the checkout where they are there.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.law.anchors import (
    Match,
    anchors_toml,
    compare,
    fine_places,
    read_anchors,
    readings,
)
from greenward.law.shenzhen import PACK
from greenward.law.texts import (
    OfficialText,
    TextRefused,
    hashes,
    normalised,
    number,
    read_text,
    words_hash,
)

LAW = Path(__file__).resolve().parents[3] / "shared" / "law"
needs_law = pytest.mark.skipif(not LAW.exists(), reason=f"the official texts are not at {LAW}")

TWIN = """<!-- 说明：
这一行不是法规。 -->
# 某市屋顶花园办法

2020年1月1日 某会议通过

目录
第一章 总则
第二章 浇水
<!-- END -->
## 第一章 总 则

第一条 为了屋顶开花，制定本办法。

第二条 屋顶分为以下两类：

（一）平的；

（二）斜的。

平不平由房主说了算。

浇水

第三条 每天应当浇水。
下雨天除外。

第四条 有下列情形之一的，按照以下规定处理：

忘了浇水的，补浇；

浇得太多的，停三天。

## 第三章 附 则

第五条 本办法自2020年2月1日起施行。
"""

TWIN_EN = """Share this page

Rules of Roof Gardens

Chapter I General

Article 1 Roofs shall bloom.

Article 2 Roofs are:

1. flat, up to 2.5 degrees;

2. sloping.

The owner decides which.

Chapter II Water

Article 3
Water daily.

附件下载:
"""


def twin(text: str = TWIN) -> OfficialText:
    return read_text(text.encode())


def places(text: OfficialText) -> dict[str, str]:
    return {passage.place: passage.words for passage in text.passages}


def anchored(text: OfficialText) -> dict[str, str]:
    return hashes((passage.place, passage.words) for passage in text.passages)


# --- reading --------------------------------------------------------------------------------


def test_paragraphs_and_items_stand_at_their_places() -> None:
    found = twin()
    assert found.language == "zh"
    assert found.articles == ("1", "2", "3", "4", "5")
    assert places(found) == {
        "art_1__para_1": "为了屋顶开花，制定本办法。",
        "art_2__para_1": "屋顶分为以下两类：",
        "art_2__para_1__item_1": "平的；",
        "art_2__para_1__item_2": "斜的。",
        "art_2__para_2": "平不平由房主说了算。",
        "art_3__para_1": "每天应当浇水。",
        "art_3__para_2": "下雨天除外。",
        "art_4__para_1": "有下列情形之一的，按照以下规定处理：",
        "art_4__para_1__item_1": "忘了浇水的，补浇；",
        "art_4__para_1__item_2": "浇得太多的，停三天。",
        "art_5__para_1": "本办法自2020年2月1日起施行。",
    }


def test_a_chapter_whose_numeral_was_lost_is_still_a_chapter() -> None:
    found = {p.place: (p.chapter, p.heading) for p in twin().passages}
    assert found["art_2__para_2"] == (1, "第一章 总 则")
    assert found["art_3__para_1"] == (2, "浇水")
    assert found["art_5__para_1"] == (3, "第三章 附 则")


def test_the_front_holds_title_adoption_and_contents_and_no_comment() -> None:
    assert twin().front == (
        "某市屋顶花园办法", "2020年1月1日 某会议通过", "目录", "第一章 总则", "第二章 浇水",
    )  # fmt: skip


def test_english_is_read_alike_and_page_furniture_is_left_out() -> None:
    found = twin(TWIN_EN)
    assert (found.language, found.articles) == ("en", ("1", "2", "3"))
    assert places(found)["art_2__para_1__item_1"] == "flat, up to 2.5 degrees;"
    assert places(found)["art_2__para_2"] == "The owner decides which."
    assert places(found)["art_3__para_1"] == "Water daily."
    assert found.left_out == ("附件下载:",)
    assert found.passages[-1].label == "Article 3"


def test_a_text_without_articles_is_paragraphs() -> None:
    found = twin("A report\n\nIt rained.\n\nRoofs bloomed.\n")
    assert places(found) == {
        "para_1": "A report",
        "para_2": "It rained.",
        "para_3": "Roofs bloomed.",
    }
    assert found.articles == ()


def test_a_section_belongs_to_its_chapter() -> None:
    found = twin(
        "第一章 总则\n第一节 目的\n第一条 甲。\n第二节 范围\n第二条 乙。\n第二章 附则\n第三条 丙。\n"
    )
    assert [(p.chapter, p.heading) for p in found.passages] == [
        (1, "第一章 总则\n第一节 目的"),
        (1, "第一章 总则\n第二节 范围"),
        (2, "第二章 附则"),
    ]


def test_a_file_of_an_older_encoding_is_read() -> None:
    assert read_text(TWIN.encode("gb18030")) == twin()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"<!-- only a comment -->", "no words"),
        (b"PK\x03\x04\x00\x00", "not text"),
        (b"\xff\xfe\xff\xff", "not text"),
        (b"<!DOCTYPE html><html>", "web page"),
        ("第一条 甲。\n第三条 丙。".encode(), "Line 2 is Article 3"),
        ("第一条 甲。\n\n第一条 甲。".encode(), "Line 3 is Article 1"),
        ("第二条 乙。".encode(), "Article 1 was expected"),
        ("第一条 甲：\n（一）子；\n（三）寅。".encode(), "Line 3 (Article 1) is item 3"),
        ("第一章 子\n第一条 甲。\n第三章 丑\n第二条 乙。".encode(), "Chapter 2 was expected"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_such_text_says_what_and_where(content: bytes, said: str) -> None:
    with pytest.raises(TextRefused) as refused:
        read_text(content)
    assert said in refused.value.text.en
    assert refused.value.text.zh and refused.value.text.zh != refused.value.text.en


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("三", 3), ("十", 10), ("十二", 12), ("三十二", 32), ("六十", 60), ("一百零五", 105),
     ("一百二十三", 123), ("一千二百六十", 1260), ("32", 32)],
)  # fmt: skip
def test_chinese_numerals(numeral: str, value: int) -> None:
    assert number(numeral) == value


# --- no word is lost ------------------------------------------------------------------------


def body(text: str, begins: str) -> str:
    """The body of a file without its markup, normalised."""
    kept = text[text.index(begins) :]
    return normalised(kept.replace("#", ""))


def said(text: OfficialText) -> str:
    return normalised("".join([*text.printed(), *text.left_out]))


def test_no_word_of_the_twin_is_lost() -> None:
    assert said(twin()) == body(TWIN, "## 第一章 总 则")
    assert said(twin(TWIN_EN)) == body(TWIN_EN, "Chapter I")


WORDS = st.text("屋顶花园浇水晴雨，", min_size=1, max_size=8)
SENTENCE = WORDS.map(lambda words: f"{words}。")
LISTED = st.lists(WORDS, min_size=1, max_size=4)
SIGNS = "一二三四五六七八九"


@st.composite
def articles(draw: st.DrawFn) -> tuple[list[str], dict[str, str]]:
    """The lines of a made-up law with chapters, and what must stand at each place."""
    lines, expected = [], {}
    for article in range(1, draw(st.integers(1, 9)) + 1):
        if article == 1 or draw(st.booleans()):
            lines.append(f"## {draw(WORDS)}")
        prefix = f"第{SIGNS[article - 1]}条 "
        for paragraph in range(1, draw(st.integers(1, 3)) + 1):
            place = f"art_{article}__para_{paragraph}"
            items = draw(LISTED) if draw(st.booleans()) else []
            expected[place] = draw(WORDS) + ("：" if items else "。")
            lines.append(prefix + expected[place])
            prefix = ""
            numbered = draw(st.booleans())
            for at, item in enumerate(items):
                expected[f"{place}__item_{at + 1}"] = item + "。；"[at + 1 < len(items)]
                label = f"（{SIGNS[at]}）" if numbered else ""
                lines.append(label + expected[f"{place}__item_{at + 1}"])
    return lines, expected


@given(articles(), st.sampled_from(["\n", "\n\n", "\r\n", "\n　\n"]))
def test_every_word_of_any_law_stands_at_its_place(
    made: tuple[list[str], dict[str, str]], between: str
) -> None:
    lines, expected = made
    text = between.join(lines)
    found = read_text(text.encode())
    assert places(found) == expected
    assert said(found) == normalised(text.replace("#", ""))


# --- hashes ---------------------------------------------------------------------------------


def test_a_place_covers_what_lies_below_it() -> None:
    before = anchored(twin())
    after = anchored(twin(TWIN.replace("斜的。", "弯的。")))
    changed = {place for place in before if before[place] != after[place]}
    assert changed == {"art_2", "art_2__para_1", "art_2__para_1__item_2"}


@given(st.integers(0, 30), st.sampled_from([" ", "　", "\u200b", "\ufeff"]))
def test_white_space_and_width_change_no_hash(at: int, space: str) -> None:
    words = "忘了浇水的，补浇；共（3）次。"
    at %= len(words)
    assert words_hash(words[:at] + space + words[at:]) == words_hash(words)
    assert words_hash("忘了浇水的,补浇;共(3)次。") == words_hash(words)


@given(st.integers(0, 30), st.sampled_from("甲乙3。"))
def test_one_letter_more_changes_it(at: int, letter: str) -> None:
    words = "忘了浇水的，补浇。"
    at %= len(words)
    assert words_hash(words[:at] + letter + words[at:]) != words_hash(words)


def test_the_anchors_of_a_text_are_printed_and_read_back() -> None:
    import tomllib

    assert tomllib.loads(anchors_toml("roof-2020", twin())) == {"roof-2020": anchored(twin())}


# --- the pack against a text ----------------------------------------------------------------


def test_every_rule_of_shenzhen_keeps_the_place_it_was_read_from() -> None:
    anchors = read_anchors("greenward.law.shenzhen")
    own = [one for one in readings(PACK, anchors) if one.instrument == "sz-2022"]
    assert {one.kind for one in own} >= {"duty", "fine"}
    assert {one.id for one in own if one.sha256 is None} == set(), "no such place in the text"


def test_a_pack_without_anchors_has_none() -> None:
    assert read_anchors("greenward.law.vocabulary") == {}


@pytest.mark.parametrize(
    ("article", "place"),
    [("55", "art_55"), ("57.1", "art_57__para_1__item_1"), ("47.1.2", "art_47__para_1__item_2")],
)
def test_a_fine_stands_at_an_item(article: str, place: str) -> None:
    assert fine_places(article)[0] == place


def test_a_changed_word_is_told_of_the_rules_read_there_and_of_no_other() -> None:
    anchors = read_anchors("greenward.law.shenzhen")
    text = dict(anchors["sz-2022"])
    text["art_57__para_1__item_2"] = words_hash("other words")
    text["art_27__para_1"] = words_hash("other words")
    del text["art_25__para_1"]
    found = {
        (r.kind, r.id): match for r, match in compare(readings(PACK, anchors), {"sz-2022": text})
    }
    not_same = {key: match for key, match in found.items() if match is not Match.SAME}
    assert not_same.pop(("fine", "57.2")) is Match.DIFFERS
    assert not_same.pop(("duty", "25.1")) is Match.ABSENT
    assert set(not_same.values()) == {Match.DIFFERS}
    assert ("duty", "27.1") in not_same
    assert set(not_same) == {
        (one.kind, one.id) for one in readings(PACK, anchors) if one.place == "art_27__para_1"
    }


def test_a_rule_without_a_hash_says_nothing() -> None:
    bare = replace(
        PACK, duties=(replace(PACK.duties[0], read_from=None),), gates=(), permissions=()
    )
    [(_, match)] = [
        (one, match)
        for one, match in compare(readings(bare, {}), {"sz-2022": {}})
        if one.kind == "duty"
    ]
    assert match is Match.UNREAD
    assert compare(readings(bare, {}), {}) == [], "no text of it is loaded"


# --- the real texts -------------------------------------------------------------------------


@needs_law
def test_the_governing_text_is_the_one_the_pack_was_read_from() -> None:
    found = read_text((LAW / "shenzhen-zh.md").read_bytes())
    assert len(found.articles) == 62
    assert anchored(found) == read_anchors("greenward.law.shenzhen")["sz-2022"]
    assert [p.label for p in found.passages if p.place.startswith("art_53__para_1__")] == ["", ""]
    chapters = {p.place.partition("__")[0]: p.chapter for p in found.passages}
    assert [chapters[f"art_{n}"] for n in (11, 12, 17, 18, 29, 30, 62)] == [1, 2, 2, 3, 3, 4, 7]


@needs_law
def test_no_word_of_the_real_texts_is_lost() -> None:
    chinese = (LAW / "shenzhen-zh.md").read_text(encoding="utf-8")
    assert said(read_text(chinese.encode())) == body(chinese, "## 第一章")
    english = (LAW / "shenzhen-en.txt").read_text(encoding="utf-8")
    assert said(read_text(english.encode())) == body(english, "Chapter I General")


@needs_law
def test_both_languages_have_the_same_places() -> None:
    both = [read_text((LAW / name).read_bytes()) for name in ("shenzhen-zh.md", "shenzhen-en.txt")]
    assert list(places(both[0])) == list(places(both[1]))
