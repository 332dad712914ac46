"""An edition as it is published: a text with one hash, explained word for word under later code.

What is kept of a finding is the canonical text of its edition and its facts; whatever the duties
in the code have become since, the explanation read from the kept text stays byte for byte.
"""

from __future__ import annotations

import json
import random
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from greenward.law.canonical import canonical, digest, read_condition, read_edition, read_number
from greenward.law.check import check
from greenward.law.language import (
    Article,
    Duty,
    Edition,
    FactEntry,
    Gate,
    LawError,
    Permission,
    Text,
    Verdict,
)
from greenward.law.reading import judge
from greenward.law.sentence import as_text, explain
from greenward.law.shenzhen import PACK

from .casebook import HERE, cases_of
from .mutants import mutants
from .test_readings_agree import cases_of_the_city, each_duty

UNITS = {"energy_intensity": "kWh/(m²·a)"}
GOLDEN = HERE / "golden"
KEPT = {
    "retrofit-breached": ("32.2.3", "Exactly fifty per cent above in both years calls for a retrofit."),
    "retrofit-unknown": (
        "32.2.3",
        "Without last year's figure nobody can say whether two years ran above.",
    ),
    "meters-breached": (
        "27.2.1",
        "Installed equipment that does not operate is punished by the same article as missing equipment.",
    ),
    "not-new": (
        "6.1.2",
        "A building completed on the day before the regulation came into force is not new.",
    ),
}  # fmt: skip
"""Golden explanations by file name: the duty and the name of the case. They change by hand alone."""


def explained(edition: Edition, duty: str, facts: Any, lang: str) -> bytes:
    why = {"eui_last_year": "…"}
    found = explain(edition, duty, facts, lang, units=UNITS, why_missing=why)
    return as_text(found).encode()


def facts_of_case(name: str) -> Any:
    (case,) = (case for case in cases_of("shenzhen") if case.name.en == name)
    return case.facts


def every_explanation(edition: Edition, height: int = 10) -> list[bytes]:
    return [
        explained(edition, duty.id, row, lang)
        for duty in PACK.duties
        for row in cases_of_the_city(duty)[:height]
        for lang in ("zh", "en")
    ]


# --- explanations are kept ------------------------------------------------------------------


@pytest.mark.parametrize("kept", KEPT)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_explanation_reads_as_kept(kept: str, lang: str) -> None:
    duty, case = KEPT[kept]
    expected = (GOLDEN / f"{kept}.{lang}.txt").read_bytes()
    assert explained(PACK, duty, facts_of_case(case), lang) == expected


def test_every_golden_text_belongs_to_a_case() -> None:
    found = {path.name for path in Path(GOLDEN).iterdir()}
    assert found == {f"{kept}.{lang}.txt" for kept in KEPT for lang in ("zh", "en")}


def test_an_edition_read_back_is_the_edition() -> None:
    read_back = read_edition(canonical(PACK))
    assert read_back == PACK
    assert canonical(read_back) == canonical(PACK)
    assert check(read_back) is read_back


def test_an_edition_read_back_explains_byte_for_byte() -> None:
    assert every_explanation(read_edition(canonical(PACK))) == every_explanation(PACK)


def test_a_law_changed_in_code_leaves_the_kept_explanation_as_it_was() -> None:
    kept_text, facts = canonical(PACK), facts_of_case(KEPT["retrofit-breached"][1])
    before = explained(PACK, "32.2.3", facts, "zh")

    changed = amended(PACK)
    assert judge(changed.duty("32.2.3"), facts).verdict is Verdict.NOT_APPLICABLE
    assert explained(changed, "32.2.3", facts, "zh") != before
    assert canonical(changed) != kept_text

    assert explained(read_edition(kept_text), "32.2.3", facts, "zh") == before


def amended(edition: Edition) -> Edition:
    """The same city years later: three years instead of two, another fine, other words."""
    old = edition.duty("32.2.3")
    new = replace(
        old,
        text=Text("连续三年高出的，实施改造。", "Three years running: a retrofit."),
        applies=old.applies & (old.requires & ~old.requires),
        breach=replace(old.breach, low=1, high=2),
    )
    duties = tuple(new if duty is old else duty for duty in edition.duties)
    words = tuple(replace(e, label=Text("改", "changed")) for e in edition.vocabulary)
    return replace(edition, duties=duties, vocabulary=words)


# --- the canonical text ---------------------------------------------------------------------


def test_the_canonical_text_has_sorted_keys_no_space_and_no_float() -> None:
    text = canonical(PACK)
    again = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert text == again

    def refuse(number: str) -> None:
        raise AssertionError(f"{number} is no whole number")

    json.loads(text, parse_float=refuse, parse_constant=refuse)


def test_the_order_of_keys_in_plain_data_does_not_matter() -> None:
    assert canonical({"b": 1, "a": [True, None]}) == canonical({"a": [True, None], "b": 1})
    assert canonical({"b": 1, "a": [True, None]}) == '{"a":[true,null],"b":1}'


@pytest.mark.parametrize("value", [1.5, float("nan"), {1, 2}, b"x", object()], ids=type)
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    with pytest.raises(LawError, match="has no canonical form"):
        canonical({"a": value})


@pytest.mark.parametrize(
    "data",
    [{"unless": 1}, {"flag": "a", "known": "a"}, {}, [], "flag", 1, False, None, 1.5],
    ids=str,
)
def test_what_is_no_condition_cannot_be_read(data: Any) -> None:
    with pytest.raises(LawError):
        read_condition(data)


@pytest.mark.parametrize("data", [{"/": [1, 2]}, {"flag": "a"}, True, 1.5, "1", None, {}], ids=str)
def test_what_is_no_whole_number_cannot_be_read(data: Any) -> None:
    with pytest.raises(LawError):
        read_number(data)


# --- the hash -------------------------------------------------------------------------------


@each_duty
def test_the_hash_tells_every_mutant_from_the_law(duty: Any) -> None:
    assert digest(duty) not in {digest(mutant.rule) for mutant in mutants(duty, PACK)}


PARTS = (*PACK.rules(), *PACK.articles, *PACK.instruments, *PACK.vocabulary)
"""Everything an edition is made of; each has a hash of its own."""


def test_the_hash_changes_with_every_single_field_of_every_part() -> None:
    seen: dict[str, Any] = {}
    for part in PARTS:
        for other in (part, *changes(part)):
            assert seen.setdefault(digest(other), other) == other
    assert len(seen) > 5_000


@pytest.mark.parametrize(
    "name", ["duties", "gates", "permissions", "articles", "instruments", "vocabulary"]
)
def test_the_hash_of_an_edition_changes_with_whatever_changes_in_it(name: str) -> None:
    parts = getattr(PACK, name)
    changed = []
    for i in random.Random(name).sample(range(len(parts)), min(6, len(parts))):
        other = next(filter(None, (rebuilt(parts, i, one) for one in changes(parts[i])[1:])))
        changed += [other, replace(PACK, **{name: parts[:i] + parts[i + 1 :]})]
    assert len({digest(edition) for edition in (PACK, *changed)}) == len(changed) + 1


def rebuilt(parts: tuple[Any, ...], i: int, other: Any) -> Edition | None:
    kind = {Duty: "duties", Gate: "gates", Permission: "permissions", Article: "articles"}
    name = kind.get(type(other), "vocabulary" if isinstance(other, FactEntry) else "instruments")
    return rebuild(PACK, name, (*parts[:i], other, *parts[i + 1 :]))


def test_the_hash_changes_with_the_fields_of_the_edition_itself() -> None:
    named = (replace(PACK, pack="other"), replace(PACK, title=Text("别", "other")))
    found = {digest(edition) for edition in (PACK, *named, replace(PACK, grammar=2))}
    assert len(found) == 4


def changes(value: Any) -> list[Any]:
    """The value with one field, however deep, changed: one copy for each field there is."""
    if is_dataclass(value) and not isinstance(value, Enum):
        return [
            rebuilt
            for field in fields(value)
            if field.init
            for other in changes(getattr(value, field.name))
            if (rebuilt := rebuild(value, field.name, other)) is not None
        ]
    if isinstance(value, tuple):
        inside = [
            (*value[:i], other, *value[i + 1 :])
            for i, item in enumerate(value)
            for other in changes(item)
        ]
        return [*inside, *(value[:i] + value[i + 1 :] for i in range(len(value)))]
    return [other_than(value)]


def rebuild(value: Any, name: str, other: Any) -> Any:
    try:
        return replace(value, **{name: other})
    except LawError:  # two duties or two facts of one name: refused, so never hashed
        return None


def other_than(value: Any) -> Any:
    if isinstance(value, Enum):
        return next(item for item in type(value) if item is not value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, date):
        return value + timedelta(days=1)
    return Text("新", "new") if value is None else None


def test_equal_law_has_an_equal_hash_however_it_was_made() -> None:
    twin = replace(PACK, duties=tuple(replace(duty) for duty in PACK.duties))
    assert twin is not PACK
    assert digest(twin) == digest(PACK) == digest(read_edition(canonical(PACK)))
    assert len(digest(PACK)) == 64


@each_duty
def test_every_condition_of_a_duty_reads_back_by_itself(duty: Any) -> None:
    for condition in (duty.applies, duty.requires):
        assert read_condition(json.loads(canonical(condition))) == condition
