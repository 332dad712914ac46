"""The clause matrix of Article 14: what each document of each of the four services carries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.law.canonical import canonical, read_edition
from greenward.law.clauses import (
    CELLS,
    PAPERS,
    SERVICES,
    Cell,
    Paper,
    Row,
    Service,
    cell,
    clauses,
    duty_of,
    matrix,
)
from greenward.law.jinzhou import PACK as JINZHOU
from greenward.law.language import Verdict
from greenward.law.reading import judge
from greenward.law.shenzhen import PACK

ON = date(2026, 11, 21)
DUTY = duty_of(PACK, ON)
assert DUTY
ASKED = clauses(DUTY)

IN_ORDER = {
    "tendered": True,
    "permit_star": 2,
    "tender_clause": True,
    "tender_star": 2,
    "contract_clause": True,
    "contract_star": 2,
}
BINDING = {"in_city": True, "new_construction": True, "commissioned_on": 740_000}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, Cell.PRESENT),
        ({"tender_star": 3}, Cell.PRESENT),
        ({"tender_star": 1}, Cell.TOO_LOW),
        ({"tender_clause": False}, Cell.MISSING),
        ({"tender_clause": False, "tender_star": None}, Cell.MISSING),
        ({"tender_clause": None}, Cell.UNKNOWN),
        ({"tender_star": None}, Cell.UNKNOWN),
        ({"permit_star": None}, Cell.UNKNOWN),
        ({"tendered": False, "tender_clause": False}, Cell.NOT_NEEDED),
        ({"tendered": None, "tender_clause": False}, Cell.UNKNOWN),
        ({"tendered": None}, Cell.PRESENT),
    ],
    ids=str,
)
def test_what_a_tender_document_carries(changed: dict[str, Any], found: Cell) -> None:
    assert cell(ASKED[Paper.TENDER], BINDING | IN_ORDER | changed) is found


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, Cell.PRESENT),
        ({"contract_star": 1}, Cell.TOO_LOW),
        ({"contract_clause": False}, Cell.MISSING),
        ({"contract_clause": None}, Cell.UNKNOWN),
        ({"tendered": False}, Cell.PRESENT),
    ],
    ids=str,
)
def test_what_a_contract_carries(changed: dict[str, Any], found: Cell) -> None:
    assert cell(ASKED[Paper.CONTRACT], BINDING | IN_ORDER | changed) is found


def row(service: Service, tender: Cell, contract: Cell) -> Row:
    return Row(service, {Paper.TENDER: tender, Paper.CONTRACT: contract})


def test_the_matrix_has_four_services_and_one_nobody_commissioned_is_unknown() -> None:
    found = matrix(
        ASKED,
        [
            (Service.DESIGN, IN_ORDER),
            (Service.CONSULTING, IN_ORDER | {"tendered": False}),
            (Service.CONSTRUCTION, IN_ORDER | {"contract_clause": False}),
        ],
    )
    assert found == (
        row(Service.CONSULTING, Cell.NOT_NEEDED, Cell.PRESENT),
        row(Service.DESIGN, Cell.PRESENT, Cell.PRESENT),
        row(Service.CONSTRUCTION, Cell.PRESENT, Cell.MISSING),
        row(Service.SUPERVISION, Cell.UNKNOWN, Cell.UNKNOWN),
    )


def test_of_two_contracts_of_a_service_the_worse_is_shown() -> None:
    two = [
        (Service.CONSTRUCTION, IN_ORDER),
        (Service.CONSTRUCTION, IN_ORDER | {"tendered": False, "contract_star": 1}),
    ]
    expected = row(Service.CONSTRUCTION, Cell.PRESENT, Cell.TOO_LOW)
    assert matrix(ASKED, two)[2] == expected == matrix(ASKED, reversed(two))[2]


def test_what_was_commissioned_before_the_regulation_needs_no_clause() -> None:
    before = IN_ORDER | BINDING | {"commissioned_on": date(2020, 1, 1).toordinal()}
    assert {cell(clause, before) for clause in ASKED.values()} == {Cell.NOT_NEEDED}


def test_a_law_without_such_a_duty_has_no_clauses() -> None:
    assert duty_of(JINZHOU, ON) is None


def test_the_clauses_of_a_stored_edition_are_those_of_the_pack() -> None:
    kept = duty_of(read_edition(canonical(PACK)), ON)
    assert kept and clauses(kept) == ASKED


def test_services_and_cells_are_said_in_both_languages() -> None:
    assert set(SERVICES) == set(Service) and set(CELLS) == set(Cell) and set(PAPERS) == set(Paper)
    for words in (*SERVICES.values(), *PAPERS.values(), *CELLS.values()):
        assert words.zh and words.en


flags = st.sampled_from([True, False, None])
star = st.none() | st.integers(0, 3)


@given(
    st.fixed_dictionaries(
        {
            "tendered": flags,
            "permit_star": star,
            "tender_clause": flags,
            "tender_star": star,
            "contract_clause": flags,
            "contract_star": star,
        }
    )
)
def test_the_matrix_is_in_order_exactly_where_the_duty_is_fulfilled(facts: dict[str, Any]) -> None:
    cells = {cell(clause, BINDING | facts) for clause in ASKED.values()}
    verdict = judge(PACK.duty("14.2"), BINDING | facts).verdict
    if cells & {Cell.MISSING, Cell.TOO_LOW}:
        assert verdict is Verdict.BREACHED
    elif Cell.UNKNOWN in cells:
        assert verdict is Verdict.UNKNOWN
    else:
        assert verdict is Verdict.SATISFIED
