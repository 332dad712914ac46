"""Whatever a table holds: accepted + refused = rows, each row does one thing, nothing breaks."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from greenward.bureau.accounts.models import Area
from greenward.bureau.registry import reasons
from greenward.bureau.registry.models import Building, ImportRun

from .conftest import Import

HEADINGS = [
    "Code",
    "Portal",
    "Name",
    "Year",
    "Area",
    "EUI",
    "Meter",
    "What",
    "From",
    "To",
    "Sum",
    "Unit",
]
CELLS = [
    "", " ", "A1", "A2", "A3", "17", "18", "17.0", "9.14403E+17", "nan", "N/A", "无", "-", "0", "1", "-5",
    "80", "79.3", "1,234.5", "1.234,5", "1e400", "1e3", "inf", "２０００", "2万", "2019", "2020", "2099",
    "12/31/1880", "12/31/10", "2019-01-31", "2019-02-30", "2019-01-01", "43831", "kWh", "m³", "Mcf", "度",
    "Electricity", "电", "燃气", "a\x00b", "a\nb", 'say "yes"', "x" * 400, "=1+1", "办公", "\ufeff", "\u200b",
    "😀", "\x1f", "\x1e", "@row 5", "%(x)s", "{0}", "'; DROP TABLE registry_building; --", "\\N", "\\.",
]  # fmt: skip
SOUND = {
    "Code": ["A1", "A2", "A3", "A4", ""],
    "Portal": ["17", "18", "19", ""],
    "Name": ["是", "否", ""],
    "Year": ["2019", "2020", "2021"],
    "Area": ["5", "80", "1,234.5", ""],
    "EUI": ["80", "79.3", "1990", ""],
    "Meter": ["M1", "M2", ""],
    "What": ["电", "Electricity", "Natural Gas"],
    "From": ["2019-01-01", "2019-02-01"],
    "To": ["2019-02-28", "2019-03-31"],
    "Sum": ["1", "0", "80"],
    "Unit": ["kWh", "GJ", "MWh"],
}
nasty = st.one_of(st.sampled_from(CELLS), st.text(max_size=12))
sound = st.tuples(*(st.sampled_from(SOUND[name]) for name in HEADINGS)).map(list)


@st.composite
def a_row(draw: st.DrawFn) -> list[str]:
    """Mostly a sound row, in which some cells are spoiled, or a few too many or too few."""
    row = draw(sound)
    for at in draw(st.lists(st.integers(0, len(row) - 1), max_size=2)):
        row[at] = draw(nasty)
    kind = draw(st.integers(0, 11))
    return (
        [""] * len(row)
        if kind == 0
        else row[:-1]
        if kind == 1
        else [*row, "x"]
        if kind == 2
        else row
    )


tables = st.lists(a_row(), min_size=4, max_size=25)
PROFILES: dict[str, dict[str, Any]] = {
    "buildings": {
        "holds": ["buildings"],
        "columns": {
            "code": "Code",
            "id.portal": "Portal",
            "name": "Name",
            "year": "Year",
            "floor_area": {"from": "Area", "unit": "ft²"},
            "built_year": {"from": "EUI", "if_bad": "leave_out"},
            "completed_on": "From",
        },
        "classes": {"new": {"from": "Sum", "reason": "as listed", "if_bad": "leave_out"}},
    },
    "years": {
        "holds": ["years"],
        "columns": {
            "code": "Code",
            "id.portal": "Portal",
            "year": "Year",
            "intensity": {"from": "EUI", "unit": "kBtu/ft²"},
            "energy": {"from": "Sum", "unit_from": "Unit"},
            "use.electricity": {"from": "Area", "unit": "kWh"},
        },
    },
    "bills": {
        "holds": ["bills"],
        "columns": {
            "code": "Code",
            "id.portal": "Portal",
            "meter": "Meter",
            "commodity": "What",
            "start": "From",
            "end": "To",
            "amount": {"from": "Sum", "unit_from": "Unit"},
            "estimated": {"from": "Name", "if_bad": "leave_out"},
        },
    },
}
BILL = ["A1", "", "是", "2019", "5", "80", "M", "电", "2019-01-01", "2019-01-31", "80", "kWh"]


def blank(row: list[str]) -> bool:
    return not any(cell.strip() for cell in row)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=tables, which=st.sampled_from(sorted(PROFILES)))
@example(rows=[BILL, BILL, [*BILL[:10], "81", "kWh"], [*BILL[:10], "", "kWh"]], which="bills")
@example(rows=[BILL, ["A1"], [*BILL, "", ""], [*BILL, "x"]], which="years")
@example(rows=[[*BILL[:11], "a\x00b"], BILL], which="bills")
@example(rows=[[cell] * 12 for cell in CELLS], which="buildings")
def test_no_row_is_lost(bring_in: Import, city: Area, rows: list[list[str]], which: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([HEADINGS, *rows])
    with transaction.atomic():
        Building.objects.create(code="A1", area=city, floor_area=100)
        Building.objects.create(code="A2", area=city).identifiers.create(
            scheme="portal", value="18"
        )
        kind = "buildings" if which == "buildings" else "energy"
        data = text.getvalue().encode("utf-8", "surrogatepass")
        run = bring_in(data, PROFILES[which], kind)
        check(run, rows)
        again = bring_in(data, PROFILES[which], kind)
        if run.state == ImportRun.State.DONE:
            assert (again.created, again.updated, again.refused) == (0, 0, run.refused)
        transaction.set_rollback(True)


def check(run: ImportRun, rows: list[list[str]]) -> None:
    data = [row for row in rows if not blank(row)]
    if run.state == ImportRun.State.FAILED:
        assert run.error["code"] in reasons.FILE
        assert not data or run.error["code"] in ("encoding_unsure", "empty_file", "open_quote")
        return
    assert run.rows == len(data) == run.accepted + run.refused
    assert run.blank == len(rows) - len(data)
    assert run.accepted == run.created + run.updated + run.unchanged
    assert run.refusals.count() == run.refused
    for refusal in run.refusals.all():
        assert refusal.cells == [cell.replace("\x00", "\ufffd") for cell in rows[refusal.row - 2]]
        assert reasons.text(refusal.code, refusal.params)
        assert reasons.remedy(refusal.code, refusal.params)
