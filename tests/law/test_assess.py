"""Tables of facts judged as one: what may enter (Articles 6 to 58), what comes out, what is counted."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import polars as pl
import pytest

from greenward.law.assess import asked, assess, conform, counts, judgement, missing_facts
from greenward.law.language import LawError, Subject, Verdict
from greenward.law.shenzhen import PACK

LIMIT, AUDIT, RETROFIT = (PACK.duty(id) for id in ("32.2.1", "32.2.2", "32.2.3"))
OFFICE = {
    "in_city": True, "in_use": True, "public": True, "floor_area": 2_500_000,
    "state_organ_office": False, "fiscal_share": 0, "constraint_value": 800_000,
}  # fmt: skip


def table(*rows: dict[str, Any], **schema: Any) -> pl.DataFrame:
    facts = [{**OFFICE, **row} for row in rows]
    return pl.DataFrame(facts, schema_overrides=schema, infer_schema_length=None)


def column(value: Any, kind: Any) -> pl.DataFrame:
    return pl.DataFrame({"eui": pl.Series([value], dtype=kind)})


# --- what may enter -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (80.0, pl.Float64),
        (math.nan, pl.Float64),
        (math.inf, pl.Float64),
        (80, pl.Float32),
        (80, pl.Int32),
        (80, pl.UInt64),
        ("80", pl.String),
        (True, pl.Boolean),
        (date(2026, 1, 1), pl.Date),
        (80, pl.Decimal(12, 2)),
    ],
    ids=lambda value: str(value),
)
def test_a_quantity_enters_only_as_whole_numbers_of_64_bits(value: Any, kind: Any) -> None:
    with pytest.raises(LawError, match="the fact 'eui' must be Int64, not") as refused:
        conform(column(value, kind), [LIMIT], PACK)
    assert str(kind) in str(refused.value)


@pytest.mark.parametrize("value", [1, 1.0, "yes"])
def test_a_flag_enters_only_as_yes_or_no(value: Any) -> None:
    with pytest.raises(LawError, match="the fact 'in_use' must be Boolean, not"):
        conform(pl.DataFrame({"in_use": [value]}), [LIMIT], PACK)


def test_not_a_number_cannot_enter_even_where_it_would_be_cast() -> None:
    facts = table({"eui": math.nan}, {"eui": None}, {"eui": 1.0})
    with pytest.raises(LawError, match="the fact 'eui' must be Int64, not Float64"):
        assess(facts, [LIMIT], PACK)


@pytest.mark.parametrize("value", [-1, -(2**63), 10**14 + 1, 2**63 - 1])
def test_a_number_outside_its_bounds_is_refused_and_counted(value: int) -> None:
    facts = pl.DataFrame({"eui": [value, 0, 10**14, None, value]})
    with pytest.raises(LawError, match=r"2 values of 'eui' lie outside 0\.\.100000000000000"):
        conform(facts, [LIMIT], PACK)


def test_the_bounds_themselves_may_enter() -> None:
    facts = pl.DataFrame({"eui": [0, 10**14, None]})
    assert conform(facts, [LIMIT], PACK)["eui"].to_list() == [0, 10**14, None]


def test_day_nought_is_no_day_of_completion() -> None:
    with pytest.raises(LawError, match="1 values of 'completed_on'"):
        conform(pl.DataFrame({"completed_on": [0, 1]}), [PACK.duty("6.1.1")], PACK)


def test_a_column_of_nothing_but_nulls_is_unknown() -> None:
    facts = table({"eui": None})
    assert facts.schema["eui"] == pl.Null
    conformed = conform(facts, [LIMIT], PACK)
    assert conformed.schema["eui"] == pl.Int64
    assert assess(facts, [LIMIT], PACK)["verdict_32_2_1"].to_list() == [Verdict.UNKNOWN]


def test_a_fact_without_a_column_is_unknown_in_every_row() -> None:
    facts = table({}, {})
    conformed = conform(facts, [RETROFIT], PACK)
    assert conformed.select("eui", "energy_retrofit_done").rows() == [(None, None)] * 2
    judged = assess(facts, [LIMIT], PACK)
    assert judged["verdict_32_2_1"].to_list() == [Verdict.UNKNOWN] * 2
    assert judged["owed_32_2_1"].to_list() == [True] * 2


def test_every_fact_asked_for_is_given_its_declared_type() -> None:
    conformed = conform(table({"eui": 1}), PACK.duties, PACK)
    assert {name: conformed.schema[name] for name in asked(PACK.duties)} == {
        name: pl.Boolean if PACK.entry(name).kind == "flag" else pl.Int64
        for name in asked(PACK.duties)
    }


def test_columns_the_law_does_not_ask_for_are_kept_untouched() -> None:
    facts = table({"eui": 1}).with_columns(name=pl.lit("北塔"), height=pl.lit(99.5))
    assert assess(facts, [LIMIT], PACK).select("name", "height").rows() == [("北塔", 99.5)]


def test_a_fact_the_vocabulary_lacks_is_said_by_name() -> None:
    order = PACK.entry("order_expired_32_2_2")
    poorer = type(PACK)(
        PACK.pack, PACK.title, PACK.duties, tuple(e for e in PACK.vocabulary if e is not order)
    )
    with pytest.raises(LawError, match="no fact named 'order_expired_32_2_2'"):
        conform(table({}), [AUDIT], poorer)


def test_asked_names_each_fact_once_in_the_order_of_the_law() -> None:
    names = asked([LIMIT, AUDIT])
    assert len(set(names)) == len(names)
    assert names[:2] == ("in_city", "in_use")
    assert {"audit_done", "order_expired_32_2_2", "fine_imposed_32_2_2"} <= set(names)
    assert asked([]) == ()


# --- what comes out -------------------------------------------------------------------------

MARK = 1_200_000
BINDS = {True: {"eui": MARK, "eui_last_year": MARK}, False: {"eui": 0}, None: {"eui": MARK}}
TABLE = [
    # binds, fulfilled, verdict, owed, exposed once the order expired
    (True, True, Verdict.SATISFIED, False, False),
    (True, False, Verdict.BREACHED, True, True),
    (True, None, Verdict.UNKNOWN, True, False),
    (False, True, Verdict.NOT_APPLICABLE, False, False),
    (False, False, Verdict.NOT_APPLICABLE, False, False),
    (False, None, Verdict.NOT_APPLICABLE, False, False),
    (None, True, Verdict.UNKNOWN, False, False),
    (None, False, Verdict.UNKNOWN, False, False),
    (None, None, Verdict.UNKNOWN, False, False),
]


@pytest.mark.parametrize("expired", [True, False, None])
def test_the_nine_ways_of_binding_and_being_fulfilled(expired: bool | None) -> None:
    rows = [
        {
            "constraint_last_year": 800_000,
            "eui_last_year": None,
            **BINDS[binds],
            "energy_retrofit_done": fulfilled,
            "order_expired_32_2_3": expired,
        }
        for binds, fulfilled, *_ in TABLE
    ]
    found = assess(table(*rows), [RETROFIT], PACK)
    said = found.select("verdict_32_2_3", "owed_32_2_3", "exposed_32_2_3").rows()
    assert said == [
        (int(verdict), owed, exposed and expired is True) for *_, verdict, owed, exposed in TABLE
    ]


def test_the_judgement_columns_have_fixed_types_and_no_nulls() -> None:
    judged = assess(table({}, {"in_city": None}, {"eui": 900_000}), PACK.duties, PACK)
    for duty in PACK.duties:
        assert judged.schema[judgement("verdict", duty.id)] == pl.Int8
        assert judged.schema[judgement("owed", duty.id)] == pl.Boolean
        assert (judgement("exposed", duty.id) in judged.columns) is (duty.breach is not None)
        for name in judged.columns:
            if name.startswith(f"{duty.id}."):
                assert judged[name].null_count() == 0


def test_rows_keep_their_order() -> None:
    facts = table(*({"eui": 800_000 + i % 2} for i in range(1_000)))
    expected = [Verdict.SATISFIED, Verdict.BREACHED] * 500
    assert assess(facts, [LIMIT], PACK)["verdict_32_2_1"].to_list() == expected


def test_a_table_without_rows_is_judged_to_a_table_without_rows() -> None:
    judged = assess(table({"eui": 1}).clear(), PACK.duties, PACK)
    assert judged.height == 0
    assert "exposed_32_2_3" in judged.columns
    assert missing_facts(judged, RETROFIT).height == 0


def test_no_duty_asks_for_nothing_and_judges_nothing() -> None:
    facts = table({"eui": 1})
    assert assess(facts, [], PACK).equals(facts)


# --- what is missing and counted ------------------------------------------------------------


def test_missing_facts_come_row_by_row_in_the_order_of_the_table() -> None:
    facts = conform(
        table(
            {"eui": 900_000, "audit_done": True, "measures_taken": None},
            {"eui": 800_000, "audit_done": None, "measures_taken": None},
            {"eui": None, "audit_done": False, "measures_taken": None},
            {"eui": 900_000, "audit_done": None, "measures_taken": True},
            {"eui": 900_001, "audit_done": True, "measures_taken": None},
        ),
        [AUDIT],
        PACK,
    )
    assert missing_facts(facts, AUDIT)["missing"].to_list() == [
        ["measures_taken"],
        [],
        ["eui"],
        ["audit_done"],
        ["measures_taken"],
    ]


def test_every_row_is_counted_under_one_verdict() -> None:
    rows = [
        {"eui": 800_000},
        {"eui": 800_001},
        {"eui": 900_000},
        {"eui": None},
        {"eui": 900_000, "in_use": False},
        {"eui": 900_000, "in_city": None},
    ]
    yearly = PACK.in_force(date(2026, 1, 1), Subject.BUILDING_YEAR)
    found = counts(assess(table(*rows), yearly, PACK), yearly)
    assert list(found) == [duty.id for duty in yearly]
    assert found["32.2.1"] == {
        "satisfied": 1,
        "breached": 2,
        "unknown": 2,
        "not_applicable": 1,
        "owed": 3,
    }
    verdicts = [v.name.lower() for v in Verdict]
    assert all(sum(found[id][name] for name in verdicts) == len(rows) for id in found)
