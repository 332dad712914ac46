"""What an unknown fact may and may not do: the three values of Articles 2 to 58 are sound.

A yes or no never changes when a missing fact arrives; what is named missing settles the matter,
what is not named cannot. *Known* and recorded classes are left out where a fact that arrives is
meant to overturn what stood without it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenward.law.canonical import to_data
from greenward.law.language import Condition, Duty, Verdict, facts_of
from greenward.law.reading import judge, read, verdict_of
from greenward.law.shenzhen import PACK

from . import oracle
from .city import recorded
from .strategies import LABORATORY, Row, conditions, data_of, duties, tables, value_for
from .test_readings_agree import cases_of_the_city, each_duty

QUICK = settings(max_examples=120, deadline=None)
RECORDED = {
    name
    for d in PACK.duties
    for part in (d.applies, d.requires)
    for name in recorded(to_data(part))
}


def completed(row: Row, names: set[str], draw: random.Random) -> Row:
    """The row with the unknown facts of these names filled in some way."""
    return {
        name: value_for(LABORATORY.entry(name), draw) if value is None and name in names else value
        for name, value in row.items()
    }


# --- generated conditions -------------------------------------------------------------------


@QUICK
@given(conditions(closed=True), st.data(), st.randoms(use_true_random=False))
def test_a_yes_or_no_holds_however_the_unknown_facts_turn_out(
    condition: Condition, data: st.DataObject, draw: random.Random
) -> None:
    for row in data.draw(tables(data_of(condition), 12)):
        truth = read(condition, row).truth
        if truth is not None:
            for _ in range(4):
                assert read(condition, completed(row, set(row), draw)).truth is truth


@QUICK
@given(duties(closed=True), st.data(), st.randoms(use_true_random=False))
def test_only_the_facts_named_missing_matter_and_they_settle_the_duty(
    duty: Duty, data: st.DataObject, draw: random.Random
) -> None:
    for row in data.draw(tables(data_of(duty.applies, duty.requires), 12)):
        found = judge(duty, row)
        named, others = set(found.missing), set(row) - set(found.missing)
        assert bool(named) == (found.verdict is Verdict.UNKNOWN)
        assert all(row[name] is None and name in facts_of(duty) for name in named)
        for _ in range(3):
            assert judge(duty, completed(row, others, draw)).verdict is found.verdict
            assert (
                not named or judge(duty, completed(row, named, draw)).verdict is not found.verdict
            )


@QUICK
@given(conditions(), st.data())
def test_a_condition_and_its_denial_are_each_others_mirror(
    condition: Condition, data: st.DataObject
) -> None:
    mirror = {True: False, False: True, None: None}
    for row in data.draw(tables(data_of(condition), 12)):
        assert read(~condition, row).truth is mirror[read(condition, row).truth]
        assert read(~~condition, row).truth is read(condition, row).truth


@QUICK
@given(conditions(), st.data())
def test_an_absent_fact_is_an_unknown_fact(condition: Condition, data: st.DataObject) -> None:
    for row in data.draw(tables(data_of(condition), 12)):
        told = {name: value for name, value in row.items() if value is not None}
        assert read(condition, told) == read(condition, row)


@pytest.mark.parametrize("binds", [False, None, True])
@pytest.mark.parametrize("fulfilled", [False, None, True])
def test_the_table_of_verdicts(binds: bool | None, fulfilled: bool | None) -> None:
    said = verdict_of(binds, fulfilled).name.lower().replace("_", " ")
    assert said == oracle.VERDICTS[oracle.VALUES[binds], oracle.VALUES[fulfilled]]


# --- the duties of Shenzhen -----------------------------------------------------------------


@each_duty
def test_what_is_not_named_missing_cannot_change_a_verdict(duty: Duty) -> None:
    draw = random.Random(32)
    for row in cases_of_the_city(duty):
        found = judge(duty, row)
        filled = {
            name: draw.choice(tellings(name, row))
            if value is None and name not in found.missing and name not in RECORDED
            else value
            for name, value in row.items()
        }
        assert judge(duty, filled).verdict is found.verdict, row


@each_duty
def test_what_is_named_missing_could_change_the_verdict(duty: Duty) -> None:
    """Nobody is asked for nothing: in each pattern of missing facts some named fact makes the
    difference by itself in some case, and all but a few do. (One that two parts share may settle
    both, and make another needless; a star compared with no star is settled before it is known.)"""
    rows: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in cases_of_the_city(duty):
        found = judge(duty, row)
        if 0 < len(found.missing) <= 6:
            rows[found.missing, found.binds.truth, found.fulfilled.truth].append(row)
    named = deciding = 0
    for (missing, *_), alike in rows.items():
        telling = {
            name for name in missing if any(decides(duty, r, name, missing) for r in alike[:8])
        }
        assert telling or len(alike) < 3, alike[0]
        named, deciding = named + len(missing), deciding + len(telling)
    assert rows and deciding >= 0.85 * named


def decides(duty: Duty, row: Row, name: str, missing: tuple[str, ...]) -> bool:
    others = [other for other in missing if other != name]
    for values in product(*(tellings(other, row) for other in others)):
        settled = row | dict(zip(others, values, strict=True))
        verdicts = {judge(duty, settled | {name: v}).verdict for v in tellings(name, row)}
        if len(verdicts) > 1:
            return True
    return False


def tellings(name: str, row: Row) -> tuple[Any, ...]:
    """Values of a fact on both sides of whatever it is compared with, and one between."""
    entry = PACK.entry(name)
    return (False, True) if entry.kind == "flag" else (entry.low, entry.high // 4, entry.high)


@pytest.mark.parametrize("id", ["32.1", "32.2.1"])
def test_less_energy_never_worsens_the_verdict(id: str) -> None:
    better = {Verdict.BREACHED: 0, Verdict.SATISFIED: 1}
    compared = 0
    for row in cases_of_the_city(PACK.duty(id)):
        if row["eui"] is None:
            continue
        before = judge(PACK.duty(id), row)
        for saved in (1, 2, 100_000, row["eui"]):
            after = judge(PACK.duty(id), row | {"eui": max(0, row["eui"] - saved)})
            assert after.binds.truth is before.binds.truth
            if before.verdict in better:
                assert better[after.verdict] >= better[before.verdict]
                compared += 1
            else:
                assert after.verdict is before.verdict
    assert compared > 300


@pytest.mark.parametrize("id", ["32.2.2", "32.2.3"])
@pytest.mark.parametrize("year", ["eui", "eui_last_year"])
def test_less_energy_never_calls_for_an_audit_or_a_retrofit(id: str, year: str) -> None:
    freed = 0
    for row in cases_of_the_city(PACK.duty(id)):
        if row.get(year) is None:
            continue
        before = judge(PACK.duty(id), row).verdict
        for saved in (1, 2, 100_000, row[year]):
            after = judge(PACK.duty(id), row | {year: max(0, row[year] - saved)}).verdict
            assert after in (before, Verdict.NOT_APPLICABLE)
            freed += after is not before
    assert freed > 50 or (id, year) == ("32.2.2", "eui_last_year")


def test_facts_of_a_duty_are_those_its_canonical_text_names() -> None:
    for duty in PACK.duties:
        data = to_data(duty)
        named = set(words(data["applies"])) | set(words(data["requires"]))
        if duty.breach:
            named |= {f"fine_imposed_{duty.id.replace('.', '_')}"}
            named |= {duty.breach.base} if duty.breach.base else set()
            if duty.breach.cure_first:
                named |= {f"order_expired_{duty.id.replace('.', '_')}"}
        assert set(facts_of(duty)) == named


def words(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, body in data.items():
            if key in ("flag", "known", "quantity"):
                yield body
            elif key == "recorded":
                yield body[0]
                yield from words(body[1])
            elif key == "term":
                yield from words(body[2])
            else:
                yield from words(body)
    elif isinstance(data, list):
        for item in data:
            yield from words(item)
