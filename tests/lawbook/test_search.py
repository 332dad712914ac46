"""The search of the law: both languages, Chinese without word breaks, ranked by where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.bureau.lawbook.search import Folded, facts_found, find, marked, terms_of
from greenward.law.shenzhen import PACK

from .kit import book, whole

LAW = book(PACK)


def numbers(query: str, lang: str = "zh-hans", **more: object) -> list[str]:
    return [hit.section.number for hit in find(query, LAW, lang, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query", ["32", "第32条", "第三十二条", "article 32", "Art. 32", "32.2.1", "３２"]
)
def test_an_article_is_found_by_its_number_however_it_is_written(query: str) -> None:
    assert numbers(query) == ["32"]


@pytest.mark.parametrize("query", ["第十条", "第二十条", "第六十二条"])
def test_chinese_numerals(query: str) -> None:
    wanted = {"第十条": "10", "第二十条": "20", "第六十二条": "62"}
    assert numbers(query) == [wanted[query]]


def test_chinese_is_found_inside_a_sentence_without_word_breaks() -> None:
    assert "32" in numbers("约束值")
    assert "27" in numbers("分项计量")


def test_both_languages_are_searched_whatever_the_page_speaks() -> None:
    assert "32" in numbers("constraint value", "zh-hans")
    assert "32" in numbers("约束值", "en")


def test_a_latin_word_is_found_where_a_word_begins_only() -> None:
    assert Folded("The owner starts").has("owner")
    assert not Folded("the restart of it").has("start")
    assert Folded("restart, start").has("start")


def test_every_word_must_be_there() -> None:
    both = set(numbers("audit owner"))
    assert both <= set(numbers("audit")) & set(numbers("owner"))
    assert numbers("audit xylophone") == []


def test_who_is_bound_and_facts_are_found() -> None:
    assert "15" in numbers("第三方评估机构")
    assert "32" in numbers("energy use intensity")


def test_a_word_in_the_title_ranks_before_one_in_the_facts() -> None:
    hits = find("星级", book(whole()), "zh-hans")
    assert hits[0].section.number == "9"
    assert hits[0].score > hits[-1].score


def test_scores_fall_and_equal_ones_keep_the_order_of_the_law() -> None:
    hits = find("建筑", LAW, "zh-hans")
    order = {section.key: place for place, section in enumerate(LAW.sections)}
    ranks = [(-hit.score, order[hit.section.key]) for hit in hits]
    assert ranks == sorted(ranks) and len(hits) > 5


def test_the_official_text_is_searched_where_it_is_loaded() -> None:
    word = "凤凰木"
    assert numbers(word) == []
    loaded = {("sz-2022", "32"): [f"第三十二条 种植{word}。"]}
    hits = find(word, LAW, "en", loaded)
    assert [hit.section.number for hit in hits] == ["32"]
    assert hits[0].snippets[0].lang == "zh" and f"<mark>{word}</mark>" in hits[0].snippets[0].html


def test_what_is_found_is_marked_and_nothing_else_is_changed() -> None:
    assert marked(Folded("a <b> Audit audit"), ["audit"]) == (
        "a &lt;b&gt; <mark>Audit</mark> <mark>audit</mark>"
    )


def test_no_latin_word_is_cut_where_the_surroundings_end() -> None:
    text = (
        "Whoever extraordinarily administers " * 4 + "an audit " + "unquestionably thereafter " * 9
    )
    (hit,) = find("audit", LAW, "en", {("sz-2022", "1"): [text]})[-1:]
    said = hit.snippets[-1].html.replace("<mark>", "").replace("</mark>", "")
    assert said.startswith("…") and said.endswith("…")
    assert set(said.strip("…").split()) <= set(text.split())


def test_facts_are_found_by_their_labels() -> None:
    assert "constraint_value" in facts_found("约束值", LAW)
    assert facts_found("", LAW) == []


@given(st.text(max_size=30))
def test_folding_never_loses_its_way_back(text: str) -> None:
    folded = Folded(text)
    assert len(folded.places) == len(folded.text)
    for term in terms_of(text):
        for start, end in folded.find(term):
            assert 0 <= start < end <= len(text)


@given(st.text(max_size=40))
def test_no_query_breaks_the_search(query: str) -> None:
    for hit in find(query, LAW, "en"):
        assert hit.score > 0
