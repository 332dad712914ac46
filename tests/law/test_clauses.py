"""The clause matrix of Article 14: what each document of each of the four services carries."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenward.law.clauses import CELLS, SERVICES, Cell, Row, Service, cell, matrix
from greenward.law.language import Verdict
from greenward.law.reading import judge
from greenward.law.shenzhen import PACK
from greenward.law.shenzhen.planning import CONTRACT_CLAUSE, TENDER_CLAUSE

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
    assert cell(TENDER_CLAUSE, IN_ORDER | changed) is found


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
    assert cell(CONTRACT_CLAUSE, IN_ORDER | changed) is found


def test_the_matrix_has_four_services_and_one_nobody_commissioned_is_unknown() -> None:
    found = matrix(
        [
            (Service.DESIGN, IN_ORDER),
            (Service.CONSULTING, IN_ORDER | {"tendered": False}),
            (Service.CONSTRUCTION, IN_ORDER | {"contract_clause": False}),
        ]
    )
    assert found == (
        Row(Service.CONSULTING, Cell.NOT_NEEDED, Cell.PRESENT),
        Row(Service.DESIGN, Cell.PRESENT, Cell.PRESENT),
        Row(Service.CONSTRUCTION, Cell.PRESENT, Cell.MISSING),
        Row(Service.SUPERVISION, Cell.UNKNOWN, Cell.UNKNOWN),
    )


def test_of_two_contracts_of_a_service_the_worse_is_shown() -> None:
    two = [
        (Service.CONSTRUCTION, IN_ORDER),
        (Service.CONSTRUCTION, IN_ORDER | {"tendered": False, "contract_star": 1}),
    ]
    row = matrix(two)[2]
    assert (row.tender, row.contract) == (Cell.PRESENT, Cell.TOO_LOW)
    assert matrix(reversed(two))[2] == row


def test_services_and_cells_are_said_in_both_languages() -> None:
    assert set(SERVICES) == set(Service) and set(CELLS) == set(Cell)
    for words in (*SERVICES.values(), *CELLS.values()):
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
    cells = {cell(TENDER_CLAUSE, facts), cell(CONTRACT_CLAUSE, facts)}
    verdict = judge(PACK.duty("14.2"), BINDING | facts).verdict
    if cells & {Cell.MISSING, Cell.TOO_LOW}:
        assert verdict is Verdict.BREACHED
    elif Cell.UNKNOWN in cells:
        assert verdict is Verdict.UNKNOWN
    else:
        assert verdict is Verdict.SATISFIED
