"""Why a building came to its verdict: from a finding kept years ago, or asked afresh on a day.

A kept finding is explained from the edition it names and the facts it carries, never from the
code of today. A fresh question gathers the facts of the one building and asks the latest edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.utils.translation import gettext as _

from greenward.bureau.registry.models import Building
from greenward.bureau.standards.editions import edition, latest
from greenward.bureau.standards.reasons import reason_text
from greenward.law.assess import conform
from greenward.law.language import LawError, Subject, facts_of
from greenward.law.sentence import Explanation, explain
from greenward.law.vocabulary import AIR_CONCENTRATION, ENERGY_INTENSITY, WATER_USE

from .cases import WHY, Cases, gather, with_orders
from .models import Finding
from .rows import NOT_ON_FILE

LIMITS_OWN = (ENERGY_INTENSITY, WATER_USE, AIR_CONCENTRATION)
"""Units of facts that are held in the unit of their limit; a finding says which one that was."""
DEFAULT_UNIT = "kWh/(m²·a)"


class NothingToExplain(Exception):
    """There is no such case: the building has no such year on file, or the duty does not exist."""


@dataclass(frozen=True)
class Explained:
    """An explanation and where it comes from."""

    explanation: Explanation
    year: int | None
    edition: str
    on: date


def explain_finding(finding: Finding, lang: str) -> Explanation:
    """Explain a kept finding, word for word as it was found."""
    return explain(
        edition(finding.edition_id),
        finding.duty,
        finding.facts,
        lang,
        units=dict.fromkeys(LIMITS_OWN, finding.unit),
        why_missing={f: reason_text(code, lang) for f, code in finding.missing.items()},
    )


def explain_building(
    building: Building, duty_id: str, on: date, lang: str, year: int | None = None
) -> Explained:
    """Ask the latest edition about one building as of a day.

    Without a year, the latest one on file is taken. Raises NothingToExplain where no case exists.
    """
    city = building.area.city()
    published = latest(city.pack)
    try:
        duty = published.edition.duty(duty_id)
    except LawError as error:
        raise NothingToExplain(str(error)) from None
    if not duty.in_force.holds(on):
        raise NothingToExplain(
            _("Duty %(duty)s was not in force on %(day)s; it began on %(first)s.")
            % {"duty": duty_id, "day": on, "first": duty.in_force.first}
        )
    case = _case(gather(city, on, [building.pk]), duty.subject, year)
    names = facts_of(duty)
    facts = (
        conform(with_orders(case, [duty]), [duty], published.edition)
        .select(names)
        .row(0, named=True)
    )
    row = case.row(0, named=True)
    found = explain(
        published.edition,
        duty_id,
        facts,
        lang,
        units=dict.fromkeys(LIMITS_OWN, "") | {ENERGY_INTENSITY: row.get("unit") or DEFAULT_UNIT},
        why_missing={n: reason_text(row.get(f"{WHY}{n}") or NOT_ON_FILE, lang) for n in names},
    )
    return Explained(found, row.get("year"), published.hash, on)


def _case(cases: Cases, subject: Subject, year: int | None) -> pl.DataFrame:
    if subject is Subject.SUPPLIER:
        raise NothingToExplain(_("This duty binds a supplier, not a building."))
    if subject is Subject.BUILDING:
        return cases.buildings
    years = cases.years.sort("year")
    if year is not None:
        years = years.filter(pl.col("year") == year)
    if not years.height:
        raise NothingToExplain(
            _("No energy year is on file for this building. Import its figures or bills first.")
            if year is None
            else _("The year %(year)s is not on file for this building.") % {"year": year}
        )
    return years.tail(1)
