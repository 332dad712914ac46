"""What is on file of a building's energy: its years with figure, origin, coverage and reason."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from greenward.bureau.registry.models import Building
from greenward.bureau.standards.reasons import reason_text
from greenward.metering.corrections import Use

from .facts import STORED, energy_year_facts
from .models import EnergyYear
from .reasons import missing_texts

USE_NAMES: dict[str, str | Promise] = {
    Use.HOURS: gettext_lazy("hours of use a year"),
    Use.AREA_PER_PERSON: gettext_lazy("floor area per person"),
    Use.OCCUPANCY: gettext_lazy("occupancy rate"),
    Use.GUEST_ROOM_SHARE: gettext_lazy("share of guest-room area"),
}


@dataclass(frozen=True)
class YearOnFile:
    """One year of a building as a page tells it.

    `figure` (in `unit`) is what is judged: as reported or worked out from bills, corrected for the
    uses in `corrected_for`; `stated` is the figure before correction. `bills` is what the bills
    come to (kWh/(m²·a)) where a report stands before them. `reasons` are sentences in the language
    in use that say why there is no figure, naming months and meters.
    """

    record: EnergyYear
    figure: Decimal | None
    stated: Decimal | None
    unit: str
    corrected_for: tuple[str | Promise, ...]
    bills: Decimal | None
    reasons: tuple[str, ...]

    @property
    def year(self) -> int:
        return self.record.year

    @property
    def basis(self) -> str:
        return str(self.record.get_basis_display())

    @property
    def days(self) -> int:
        return 366 if isleap(self.year) else 365

    @property
    def coverage(self) -> str:
        """How many days of the year the bills cover; empty for a reported year."""
        covered = self.record.coverage_days
        if covered is None or self.record.basis != EnergyYear.Basis.BILLS:
            return ""
        return _("bills for %(covered)s of %(days)s days") % {"covered": covered, "days": self.days}

    @property
    def correction(self) -> str:
        """What the figure was corrected for and from what; empty where it was not."""
        if not self.corrected_for:
            return ""
        return _("corrected for %(uses)s; %(stated)s before") % {
            "uses": pgettext("between uses", ", ").join(map(str, self.corrected_for)),
            "stated": self.stated,
        }

    @property
    def reason(self) -> str:
        return " ".join(self.reasons)


def energy_years(building: Building, on: date | None = None) -> list[YearOnFile]:
    """The energy years of a building as they are judged on a day, the newest first."""
    city = building.area.city()
    facts = energy_year_facts(city, on or timezone.localdate(), [building.pk])
    by_year = {row["year"]: row for row in facts.iter_rows(named=True)}
    records = building.energy_years.order_by("-year")
    return [_on_file(record, by_year[record.year]) for record in records]


def _on_file(record: EnergyYear, facts: dict[str, Any]) -> YearOnFile:
    uses = filter(None, facts["corrected_for"].split(","))
    reported = record.basis == EnergyYear.Basis.REPORTED
    return YearOnFile(
        record=record,
        figure=_decimal(facts["intensity"]),
        stated=_decimal(facts["reported_intensity"]),
        unit=facts["intensity_unit"],
        corrected_for=tuple(USE_NAMES[use] for use in uses),
        bills=record.bills_intensity if reported else None,
        reasons=tuple(_reasons(record, facts)),
    )


def _reasons(record: EnergyYear, facts: dict[str, Any]) -> list[str]:
    if facts["intensity"] is not None:
        return []
    lang, why = get_language() or "zh", facts["why_intensity"]
    if record.why_missing and why == record.why_missing[0]:
        return missing_texts(record.why_missing, lang)
    return [reason_text(why or "no_figure", lang)]


def _decimal(millionths: int | None) -> Decimal | None:
    """The figure without closing zeros."""
    if millionths is None:
        return None
    text = f"{Decimal(millionths) / STORED:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
