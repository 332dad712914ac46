"""Loading an official text: what it is, what it says, what of our reading was made from other words."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.utils import translation
from rich.console import Console

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.models import AuditEvent, Document
from greenward.bureau.statutes import selectors
from greenward.bureau.statutes.commands import run_import
from greenward.bureau.statutes.errors import StatutesError
from greenward.bureau.statutes.models import OfficialText, Passage
from greenward.bureau.statutes.texts import load
from greenward.law.anchors import Match
from greenward.law.language import Anchor, Edition
from greenward.law.shenzhen import PACK
from greenward.law.texts import words_hash

from .kit import TITLE, text

LAW = Path(__file__).resolve().parents[3] / "shared" / "law"
needs_law = pytest.mark.skipif(not LAW.exists(), reason=f"the official texts are not at {LAW}")
OPERATOR = Actor.operator()


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def reading(**places: str) -> Edition:
    """An edition whose first duties were read from these words, and nothing else."""
    duties = [
        replace(duty, breach=None, read_from=Anchor(place, words_hash(words)))
        for duty, (place, words) in zip(PACK.duties, places.items(), strict=False)
    ]
    return replace(PACK, duties=tuple(duties), gates=(), permissions=())


# --- what is kept ---------------------------------------------------------------------------


def test_a_text_is_kept_with_its_passages_its_file_and_one_audit_row(operator: Actor) -> None:
    loaded = load(operator, text("为了屋顶。", "分为：\n（一）平的；\n（二）斜的。"), "garden.md")
    assert (loaded.created, loaded.articles, loaded.paragraphs, loaded.items) == (True, 2, 2, 2)
    kept = Passage.objects.get(place="art_2__para_1__item_2")
    assert (kept.words, kept.label, kept.chapter) == ("斜的。", "（二）", 1)
    assert kept.sha256 == words_hash("斜的。")
    assert loaded.text.front == TITLE
    assert Document.objects.get().name == "garden.md"
    event = AuditEvent.objects.get(act="load_text")
    assert event.payload["instrument"] == "sz-2022" and event.payload["new"] is True


def test_the_same_file_again_changes_nothing_and_another_supersedes_it(operator: Actor) -> None:
    first = load(operator, text("甲。"), "a.md")
    again = load(operator, text("甲。"), "copy.md")
    assert (again.created, again.text) == (False, first.text)
    second = load(operator, text("乙。"), "b.md")
    assert OfficialText.objects.count() == 2, "the earlier text stays"
    assert list(selectors.texts_in_force()) == [second.text]
    assert [p.words for p in selectors.passages("sz-2022", "1", "zh-hans")] == ["乙。"]
    back = load(operator, text("甲。"), "a.md")
    assert back.created, "what was superseded may come back as the text that holds"


def test_both_languages_stand_beside_each_other(operator: Actor) -> None:
    load(operator, text("甲。"), "zh.md")
    load(operator, f"{PACK.title.en}\nArticle 1 One.".encode(), "en.txt")
    assert [p.words for p in selectors.passages("sz-2022", "1", "en")] == ["One."]
    assert [p.words for p in selectors.passages("sz-2022", "1", "zh")] == ["甲。"]


def test_passages_of_an_article_a_paragraph_and_an_item(operator: Actor) -> None:
    load(operator, text("甲：\n（一）子；\n（二）丑。\n乙。", "丙。"), "a.md")
    words = {
        article: [p.words for p in selectors.passages("sz-2022", article, "zh")]
        for article in ("1", "1.1", "1.1.2", "1.2", "2", "3")
    }
    assert words == {
        "1": ["甲：", "子；", "丑。", "乙。"], "1.1": ["甲：", "子；", "丑。"], "1.1.2": ["丑。"],
        "1.2": ["乙。"], "2": ["丙。"], "3": [],
    }  # fmt: skip


# --- which instrument -----------------------------------------------------------------------


def test_the_instrument_is_found_by_title_even_behind_a_number(operator: Actor) -> None:
    assert load(operator, text("甲。", title=f"526.{TITLE}"), "x.md").text.instrument == "sz-2022"


def test_a_longer_title_is_another_instrument(operator: Actor) -> None:
    with pytest.raises(StatutesError, match="does not say which instrument"):
        load(operator, text("甲。", title=f"{TITLE}实施细则"), "x.md")


def test_the_name_of_the_pack_in_the_name_of_the_file_is_enough(operator: Actor) -> None:
    loaded = load(operator, b"A report\n\nIt rained.", "jinzhou-report.txt")
    assert loaded.text.instrument.startswith("jinzhou")
    assert (loaded.articles, loaded.paragraphs) == (0, 2)


@pytest.mark.parametrize(
    ("content", "given", "said"),
    [
        (text("甲。", title="无题"), {}, "does not say which instrument"),
        (text("甲。"), {"instrument": "nowhere"}, "There is no instrument nowhere"),
        (text("甲。"), {"instrument": "energy-2008"}, "carries the title of sz-2022"),
        (text("甲。"), {"language": "en"}, "reads as Chinese, not as English"),
        (b"Only words.", {"instrument": "sz-2022"}, "No article was found"),
        (b"PK\x03\x04\x00", {"instrument": "sz-2022"}, "not text"),
        (text("甲。", "乙：\n（二）丑。"), {}, "item 1 was expected"),
    ],
)
def test_a_file_that_is_no_such_text_is_refused(
    operator: Actor, content: bytes, given: dict[str, str], said: str
) -> None:
    with pytest.raises(StatutesError, match=said):
        load(operator, content, "x.md", **given)
    assert not OfficialText.objects.exists()


def test_a_refusal_follows_the_language(operator: Actor) -> None:
    with translation.override("zh-hans"), pytest.raises(StatutesError, match="文件是空的"):
        load(operator, b"", "x.md", "sz-2022")


# --- against our reading --------------------------------------------------------------------


def test_rules_read_from_other_words_are_named(operator: Actor) -> None:
    load(operator, text("甲。", "乙。\n丙。"), "a.md")
    edition = reading(art_1="甲。", art_2__para_1="乙。", art_2__para_2="丁。", art_9="戊。")
    told = {r.id: match for r, match in selectors.compared(edition)}
    assert list(told.values()) == [Match.SAME, Match.SAME, Match.DIFFERS, Match.ABSENT]
    third, fourth = list(told)[2:]
    assert {reading.id for reading, _ in selectors.differs(edition)} == {third, fourth}


def test_nothing_is_said_of_an_instrument_without_a_chinese_text(operator: Actor) -> None:
    edition = reading(art_1="甲。")
    assert selectors.compared(edition) == []
    load(operator, f"{PACK.title.en}\nArticle 1 One.".encode(), "en.txt")
    assert selectors.compared(edition) == [], "the Chinese text governs"


def test_the_comparison_takes_few_queries(
    operator: Actor, django_assert_num_queries: object
) -> None:
    load(operator, text(*["甲。"] * 10), "a.md")
    with django_assert_num_queries(1):  # type: ignore[operator]
        selectors.compared(PACK)
    with django_assert_num_queries(1):  # type: ignore[operator]
        selectors.passages("sz-2022", "1", "zh")


# --- the command ----------------------------------------------------------------------------


def told(file: Path, **given: str) -> str:
    out = StringIO()
    run_import(file, console=Console(file=out, width=400), **given)
    return " ".join(out.getvalue().split())


def test_the_command_says_what_was_read_and_what_differs(city: Area, tmp_path: Path) -> None:
    file = tmp_path / "garden.md"
    file.write_bytes(text("甲。", "乙。"))
    said = told(file)
    assert "sz-2022 (Chinese) is loaded: 2 articles, 2 paragraphs." in said
    assert "Not in this text:" in said and "duty 32.2.1 (Article 32.2)" in said
    assert "fine of Article 57.2" in said
    assert "was loaded already" in told(file)


@needs_law
def test_the_real_texts_agree_with_our_reading(city: Area) -> None:
    said = told(LAW / "shenzhen-zh.md")
    assert "62 articles, 103 paragraphs, 20 items" in said
    assert "read from the same words" in said
    assert "Other words" not in said and "Not in this text" not in said
    assert "62 articles" in told(LAW / "shenzhen-en.txt")
    assert "12 paragraphs" in told(LAW / "jinzhou-news-en.txt")
    assert selectors.differs(PACK) == []
