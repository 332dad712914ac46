"""Every article of every city is served by a rule, a room or nothing, and its class is the handbook's.

The table of the sixty-two articles is typed in by hand from the reading of the Chinese text; the
code's own classes are held against it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from greenward.law.coverage import Coverage, coverage, pack, packs
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.language import Article, Class, Edition, Instrument, LawError, Span, Text
from greenward.law.shenzhen import PACK as SHENZHEN
from tests.fixtures.processes import run

LETTERS = {
    "C": Class.COMPUTABLE,
    "W": Class.WORKFLOW,
    "P": Class.POLICY,
    "D": Class.DECLARATORY,
}
CLASSES = """
    1 D   2 C   3 D   4 P   5 W   6 C   7 P   8 W   9 W   10 P   11 P
    12 WC 13 W  14 CW 15 W  16 W  17 C
    18 WC 19 WC 20 C  21 W  22 WC 23 PC 24 CP 25 W  26 CP 27 CW 28 W  29 DP
    30 D  31 P  32 CWP 33 C 34 C  35 C  36 W  37 W  38 W
    39 P  40 P  41 CW 42 P  43 W  44 W  45 D  46 D  47 C
    59 W  60 W  61 W  62 C
"""
"""Article and classes, the main one first. 48 to 58 are the fines, which are all computable; 32 has
a computable, a workflow and a policy paragraph."""
JINZHOU_CLASSES = "B1 W B2 WC B3 W B4 W B5 W B6 WC B7 WC B8 W B9 P B10 P B11 C"
WITHOUT_A_RULE = {"2", "62", "5", "10", "11"}
"""Scope and first day are carried by every rule, the other departments' remits (5) by every act; 10
and 11 give a direction without a bearer or a measure, so a register serves them."""


def table(text: str) -> dict[str, tuple[Class, ...]]:
    words = text.split()
    return {
        number: tuple(LETTERS[letter] for letter in letters)
        for number, letters in zip(words[::2], words[1::2], strict=True)
    }


def classes(edition: Edition) -> dict[str, tuple[Class, ...]]:
    main = edition.instruments[0].code
    return {a.number: a.classes for a in edition.articles if a.instrument in ("", main)}


def said(found: Coverage) -> list[str]:
    return [problem.en for problem in found.problems]


# --- the two cities -------------------------------------------------------------------------


def test_shenzhen_lists_its_sixty_two_articles() -> None:
    assert sorted(classes(SHENZHEN), key=int) == [str(n) for n in range(1, 63)]


@pytest.mark.parametrize("number", table(CLASSES))
def test_the_class_of_an_article_is_the_handbooks(number: str) -> None:
    assert classes(SHENZHEN)[number] == table(CLASSES)[number]


@pytest.mark.parametrize("number", [str(n) for n in range(48, 59)])
def test_the_articles_of_fines_are_computable_and_punish_duties(number: str) -> None:
    assert Class.COMPUTABLE in classes(SHENZHEN)[number]
    (line,) = (line for line in coverage(SHENZHEN).lines if line.article.number == number)
    assert line.fines


def test_the_mechanisms_of_jinzhou_have_the_handbooks_classes() -> None:
    assert classes(JINZHOU) == table(JINZHOU_CLASSES)


@pytest.mark.parametrize("edition", [SHENZHEN, JINZHOU], ids=lambda edition: edition.pack)
def test_nothing_of_a_city_is_left_out(edition: Edition) -> None:
    assert said(coverage(edition)) == []


def test_these_articles_alone_stand_without_a_rule_of_their_own() -> None:
    bare = {
        line.article.number
        for line in coverage(SHENZHEN).lines
        if not (line.duties or line.gates or line.permissions or line.fines)
        and line.article.classes[0] is not Class.DECLARATORY
    }
    assert bare == WITHOUT_A_RULE


def test_every_article_says_in_both_languages_what_it_provides_and_which_room_serves_it() -> None:
    for edition in (SHENZHEN, JINZHOU):
        for article in edition.articles:
            assert article.text.zh and article.text.en and article.title.zh and article.title.en
            assert bool(article.room) or article.classes[0] is Class.DECLARATORY, article.number


def test_every_article_of_fines_fines_a_duty_and_44_which_names_no_money_none() -> None:
    fines = {duty.breach.article for duty in JINZHOU.duties if duty.breach}
    assert fines == {"37", "38", "39", "40", "41", "42", "43"}


# --- what it finds --------------------------------------------------------------------------


def test_fines_point_to_the_duties_they_punish_and_gates_to_their_grounds() -> None:
    lines = {
        (line.article.instrument, line.article.number): line for line in coverage(JINZHOU).lines
    }
    assert lines["energy-2008", "37"].fines == ("N11.3.1", "N14.1.1", "N14.1.2", "N14.2.1")
    assert lines["energy-2008", "41"].fines == ("N11.3.3", "N16.1.1", "N16.1.2")
    assert lines["energy-2008", "42"].fines == ("N15.3", "N16.3.1")
    assert lines["energy-2008", "13"].gates == ("drawing_certificate", "construction_permit")
    assert lines["", "B3"].gates == ("construction_permit", "acceptance_filing")


def test_a_left_out_article_is_named() -> None:
    fewer = tuple(a for a in JINZHOU.articles if a.number != "B4")
    assert said(coverage(replace(JINZHOU, articles=fewer))) == [
        "Article B4 is not listed",
        "Article B4 of jinzhou-practice is not listed, but cited by B4.1",
    ]


def test_an_article_that_asks_for_rules_and_has_none_is_named() -> None:
    without = tuple(d for d in JINZHOU.duties if not d.id.startswith("B4."))
    assert said(coverage(replace(JINZHOU, duties=without))) == [
        "Article B4 (Supervision during construction) is not declaratory, yet no rule serves it"
    ]


def test_a_rule_that_cites_an_unlisted_article_of_another_law_is_named() -> None:
    fewer = tuple(a for a in JINZHOU.articles if a.number not in ("38", "17"))
    assert said(coverage(replace(JINZHOU, articles=fewer))) == [
        "Article 17 of energy-2008 is not listed, but cited by N17.1, N17.2, acceptance_filing, "
        "completion_acceptance",
        "Article 38 of energy-2008 is not listed, but cited by N17.2",
    ]


def test_a_law_without_any_article_is_not_covered() -> None:
    empty = Edition(
        "x", Text("空", "Empty"), (), (), instruments=(
            Instrument("x", Text("空", "Empty"), Span(SHENZHEN.duties[0].in_force.first)),
        ),
    )  # fmt: skip
    assert said(coverage(empty)) == ["Empty: no article is listed"]


def test_a_declaratory_article_needs_no_rule() -> None:
    wish = Article("B12", 3, Text("愿望", "A wish"), (Class.DECLARATORY,), Text("愿", "wish"))
    assert said(coverage(replace(JINZHOU, articles=(*JINZHOU.articles, wish)))) == []


def test_packs_are_found_by_their_entry_points() -> None:
    assert packs() == {"shenzhen": SHENZHEN, "jinzhou": JINZHOU}
    assert pack("jinzhou") is JINZHOU
    with pytest.raises(LawError, match="no city pack 'atlantis'; installed: jinzhou, shenzhen"):
        pack("atlantis")


# --- the command ----------------------------------------------------------------------------

NO_DATABASE = {"DATABASE_URL": "postgresql://nobody@localhost:1/none"}


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["Drawing review gate", "fines for N17.2", "31 articles: 12 computable"]),
        ("zh", ["施工图审查把关", "罚则所罚义务 N17.2", "31 条：12 可计算"]),
    ],
)
def test_the_command_needs_no_database(lang: str, expected: list[str]) -> None:
    done = run("law", "coverage", "--city", "jinzhou", "--lang", lang, **NO_DATABASE)
    assert (done.returncode, done.stderr) == (0, "")
    assert [words for words in expected if words not in done.stdout] == []


def test_the_command_prints_one_line_for_each_article() -> None:
    done = run("law", "coverage", "--city", "jinzhou", "--lang", "en", **NO_DATABASE)
    first = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("│ ")]
    listed = [a.number for a in JINZHOU.articles]
    assert [word for word in first if word in listed] == listed


def test_the_command_refuses_a_city_that_is_not_installed() -> None:
    done = run("law", "coverage", "--city", "atlantis", **NO_DATABASE)
    assert done.returncode == 1
    assert "installed: jinzhou, shenzhen" in done.stderr


def test_the_example_of_the_documentation_is_a_covered_law() -> None:
    page = Path(__file__).parents[2] / "docs" / "city-packs.md"
    (example,) = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)
    found = coverage(names["PACK"])
    assert (said(found), [line.duties for line in found.lines]) == ([], [(), ("2.1",)])
