"""OpenFisca-Core on the same rules, as its documentation teaches and tuned by hand.

Documented: the limit of a building is looked up by ``parameters(period).constraint[kind]``, which
walks the rows in Python, and a verdict is an enumeration whose formula selects its members. Tuned:
the look-up is one NumPy *take*. Tuned further: besides, the formula of a verdict selects the
numbers of the members, which spares the encoding of a million Python objects.

OpenFisca has no unknown: a fact not given is its default. So each fact is two variables, its value
and whether it is known, and each statement two formulas: known to be yes, known to be no. Numbers
are int32 (its `int`), which these fit. Making the simulation and setting its input is not timed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from .by_hand import BANDS, LARGE, arrays
from .data import FLAGS, KINDS, LIMITS, OUTPUTS, QUANTITIES, YEAR, totals

Building = Entity("building", "buildings", "A building", "")
Kind = Enum("Kind", {kind: kind for kind in KINDS})  # type: ignore[arg-type]
Verdict = Enum(  # type: ignore[misc]
    "Verdict", {name: name for name in ("not_applicable", "satisfied", "breached", "unknown")}
)


def variable(name: str, kind: Any, formula: Any = None, **more: Any) -> type[Variable]:
    """A yearly variable of a building, as a class: what one would write out in a country package."""
    body = {
        "value_type": kind,
        "entity": Building,
        "definition_period": DateUnit.YEAR,
        "label": name,
        **more,
    }
    if formula:
        body["formula"] = formula
    return type(name, (Variable,), body)


def inputs() -> list[type[Variable]]:
    found = [variable("kind", Enum, possible_values=Kind, default_value=Kind["office"])]
    for name in FLAGS:
        found.append(variable(name, bool))
    for name in QUANTITIES:
        found.append(variable(name, int))
    return [*found, *(variable(f"{name}_known", bool) for name in (*FLAGS, *QUANTITIES))]


# --- formulas -------------------------------------------------------------------------------


def constraint_documented(building: Any, period: Any, parameters: Any) -> Any:
    return parameters(period).constraint[building("kind", period)]


def constraint_tuned(building: Any, period: Any, parameters: Any) -> Any:
    node = parameters(period).constraint
    return np.array([node[kind] for kind in KINDS])[np.asarray(building("kind", period))]


def no_of(building: Any, period: Any, name: str) -> Any:
    return building(f"{name}_known", period) & ~building(name, period)


def large_yes(building: Any, period: Any) -> Any:
    derived = building("public", period) & (building("floor_area", period) >= LARGE)
    recorded = building("large_public_recorded_known", period)
    return np.where(
        recorded,
        building("large_public_recorded", period),
        derived & building("floor_area_known", period),
    )


def large_no(building: Any, period: Any) -> Any:
    small = building("floor_area_known", period) & (building("floor_area", period) < LARGE)
    recorded = building("large_public_recorded_known", period)
    derived = no_of(building, period, "public") | small
    return np.where(recorded, ~building("large_public_recorded", period), derived)


def fiscal_yes(building: Any, period: Any) -> Any:
    derived = building("public", period) & (building("fiscal_share", period) > 0)
    recorded = building("fiscal_recorded_known", period)
    return np.where(recorded, building("fiscal_recorded", period), derived)


def fiscal_no(building: Any, period: Any) -> Any:
    none = building("fiscal_share_known", period) & (building("fiscal_share", period) == 0)
    recorded = building("fiscal_recorded_known", period)
    derived = no_of(building, period, "public") | none
    return np.where(recorded, ~building("fiscal_recorded", period), derived)


def binds_1_yes(building: Any, period: Any) -> Any:
    classes = building("large_yes", period) | building("state_organ_office", period)
    classes = classes | building("fiscal_yes", period)
    return building("in_city", period) & building("in_use", period) & classes


def binds_1_no(building: Any, period: Any) -> Any:
    classes = building("large_no", period) & no_of(building, period, "state_organ_office")
    classes = classes & building("fiscal_no", period)
    return no_of(building, period, "in_city") | no_of(building, period, "in_use") | classes


def comparable(building: Any, period: Any) -> Any:
    return building("eui_known", period) & (building("constraint", period) > 0)


def comparable_last(building: Any, period: Any) -> Any:
    limit = building("constraint", period.last_year)
    return building("eui_last_year_known", period) & (limit > 0)


def above(building: Any, period: Any) -> Any:
    return building("eui", period) > building("constraint", period)


def half_above(building: Any, period: Any) -> Any:
    return 2 * building("eui", period) >= 3 * building("constraint", period)


def half_above_last(building: Any, period: Any) -> Any:
    limit = building("constraint", period.last_year)
    return 2 * building("eui_last_year", period) >= 3 * limit


def done_1_yes(building: Any, period: Any) -> Any:
    return building("comparable", period) & ~building("above", period)


def done_1_no(building: Any, period: Any) -> Any:
    return building("comparable", period) & building("above", period)


def binds_2_yes(building: Any, period: Any) -> Any:
    return building("binds_1_yes", period) & building("done_1_no", period)


def binds_2_no(building: Any, period: Any) -> Any:
    return building("binds_1_no", period) | building("done_1_yes", period)


def done_2_yes(building: Any, period: Any) -> Any:
    return building("audit_done", period) & building("measures_taken", period)


def done_2_no(building: Any, period: Any) -> Any:
    return no_of(building, period, "audit_done") | no_of(building, period, "measures_taken")


def binds_3_yes(building: Any, period: Any) -> Any:
    now = building("comparable", period) & building("half_above", period)
    then = building("comparable_last", period) & building("half_above_last", period)
    return building("binds_1_yes", period) & now & then


def binds_3_no(building: Any, period: Any) -> Any:
    now = building("comparable", period) & ~building("half_above", period)
    then = building("comparable_last", period) & ~building("half_above_last", period)
    return building("binds_1_no", period) | now | then


def done_3_yes(building: Any, period: Any) -> Any:
    return building("energy_retrofit_done", period)


def done_3_no(building: Any, period: Any) -> Any:
    return no_of(building, period, "energy_retrofit_done")


STATEMENTS = (
    large_yes, large_no, fiscal_yes, fiscal_no, binds_1_yes, binds_1_no, comparable,
    comparable_last, above, half_above, half_above_last, done_1_yes, done_1_no, binds_2_yes,
    binds_2_no, done_2_yes, done_2_no, binds_3_yes, binds_3_no, done_3_yes, done_3_no,
)  # fmt: skip


def judgements(i: int, numbers: bool) -> list[type[Variable]]:
    *answers, unknown = range(4) if numbers else Verdict

    def verdict(building: Any, period: Any) -> Any:
        binds = building(f"binds_{i}_yes", period)
        return np.select(
            [
                building(f"binds_{i}_no", period),
                binds & building(f"done_{i}_yes", period),
                binds & building(f"done_{i}_no", period),
            ],
            answers,
            unknown,
        )

    def owed(building: Any, period: Any) -> Any:
        return building(f"binds_{i}_yes", period) & ~building(f"done_{i}_yes", period)

    named = {"possible_values": Verdict, "default_value": Verdict["unknown"]}
    return [variable(f"verdict_{i}", Enum, verdict, **named), variable(f"owed_{i}", bool, owed)]


def exposures(i: int) -> list[type[Variable]]:
    def exposed(building: Any, period: Any) -> Any:
        breached = building(f"binds_{i}_yes", period) & building(f"done_{i}_no", period)
        return breached & building(f"order_expired_32_2_{i}", period)

    def low(building: Any, period: Any) -> Any:
        return building(f"exposed_{i}", period) * BANDS[i][0]

    def high(building: Any, period: Any) -> Any:
        return building(f"exposed_{i}", period) * BANDS[i][1]

    return [
        variable(f"exposed_{i}", bool, exposed),
        variable(f"low_{i}", int, low),
        variable(f"high_{i}", int, high),
    ]


def imposed(building: Any, period: Any) -> Any:
    exposed = building("exposed_2", period) | building("exposed_3", period)
    return exposed * building("entity_fine", period)


def persons_low(building: Any, period: Any) -> Any:
    return -(-building("imposed", period) // 100)


def persons_high(building: Any, period: Any) -> Any:
    return building("imposed", period) // 20


# --- the system -----------------------------------------------------------------------------


def system(tuned: bool, numbers: bool) -> TaxBenefitSystem:
    found = TaxBenefitSystem([Building])
    found.add_variables(*inputs())
    constraint = constraint_tuned if tuned else constraint_documented
    found.add_variable(variable("constraint", int, constraint))
    found.add_variables(*(variable(f.__name__, bool, f) for f in STATEMENTS))
    for i in (1, 2, 3):
        found.add_variables(*judgements(i, numbers))
    for i in (2, 3):
        found.add_variables(*exposures(i))
    found.add_variables(
        *(variable(f.__name__, int, f) for f in (imposed, persons_low, persons_high))
    )
    found.parameters = ParameterNode(
        "",
        data={
            "constraint": {
                kind: {
                    "values": {f"{year}-01-01": {"value": row[i]} for year, row in LIMITS.items()}
                }
                for i, kind in enumerate(KINDS)
            }
        },
    )
    return found


def prepare(path: Path, tuned: bool, numbers: bool) -> Callable[[], Any]:
    kind, values, known = arrays(path)
    law = system(tuned, numbers)
    kinds = EnumArray(kind.astype(np.uint8), Kind)
    narrow = {name: values[name].astype(np.int32) for name in QUANTITIES}
    waiting: list[Any] = []

    def simulation() -> Any:
        made = SimulationBuilder().build_default_simulation(law, count=len(kind))
        for year in (YEAR - 1, YEAR):
            made.set_input("kind", year, kinds)
        for name in (*FLAGS, *QUANTITIES):
            made.set_input(name, YEAR, narrow.get(name, values[name]))
            made.set_input(f"{name}_known", YEAR, known[name])
        return made

    def ready() -> None:
        waiting.append(simulation())

    def scan() -> dict[str, Any]:
        made = waiting.pop()
        return {name: made.calculate(name, YEAR) for name in OUTPUTS}

    scan.ready = ready  # type: ignore[attr-defined]
    return scan


def check(result: dict[str, Any]) -> dict[str, int]:
    return totals(result)
