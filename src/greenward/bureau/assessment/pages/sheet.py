"""The head of a building's page: who and what it is, its sentence, its chart and table of years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenward.bureau.performance.reasons import missing_texts
from greenward.bureau.performance.selectors import energy_years
from greenward.bureau.registry.models import Building
from greenward.law.reading import read
from greenward.law.sentence import Explanation
from greenward.law.standards.names import name_of
from greenward.web.charts import Chart, YearPoint, years_chart
from greenward.web.numbers import NOTHING, number
from greenward.web.verdicts import mark_of

from ..selectors.dossier import Dossier, YearLine
from ..selectors.scope import Scope
from .lines import why_text
from .wording import building_sentence, excess_short, years_sentence


@dataclass(frozen=True)
class Sheet:
    """`facts` are lines of a summary list; `chart` says whether there is anything to draw."""

    sentence: str
    facts: tuple[dict[str, Any], ...]
    chart: bool


def of(found: Dossier, scope: Scope) -> Sheet:
    """The head of a building's page."""
    drawn = any(line.figure is not None or line.limit is not None for line in found.years)
    return Sheet(building_sentence(found), tuple(_facts(found, scope)), drawn)


def _facts(found: Dossier, scope: Scope) -> list[dict[str, Any]]:
    building = found.building
    area, basis = building.floor_area, building.get_floor_area_basis_display()
    lines = [
        (_("District"), str(building.area), ""),
        (_("Address"), building.address, ""),
        (_("Function"), building.get_function_display(), ""),
        (_("Energy class"), _energy_class(building), ""),
        (_("Class"), _classes(found, scope), ""),
        (_("Floor area"), "" if area is None else f"{plain(area)} m²", basis if area else ""),
        (_("Green-building star"), "★" * (building.star or 0), ""),
        (_("Owner"), str(building.owner or ""), ""),
        (_("Managed by"), str(building.manager or ""), ""),
        (_("Identifiers"), _identifiers(found), ""),
    ]
    return [
        {"label": label, "value": value or NOTHING, "note": note}
        for label, value, note in lines
        if value or label in (_("Function"), _("Class"), _("Floor area"))
    ]


def _energy_class(building: Building) -> str:
    return name_of("energy_class", building.energy_class, get_language() or "zh")


def plain(value: Any) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _identifiers(found: Dossier) -> str:
    each = [f"{one.scheme} {one.value}" for one in found.building.identifiers.all()]
    return " · ".join(filter(None, [found.building.code, *each]))


def _classes(found: Dossier, scope: Scope) -> str:
    """The classes the law finds the building to be of by the register, and those it cannot tell."""
    names = []
    for each in scope.chain.classes:
        truth = read(each.condition, found.register).truth
        if truth is True:
            names.append(str(each.label))
        elif truth is None:
            names.append(_("%(label)s: not known") % {"label": each.label})
    return " · ".join(names)


def metering(found: Dossier) -> list[dict[str, str]]:
    """What is on file about the building's metering."""
    words = {True: _("yes"), False: _("no"), None: _("not known")}
    state = found.metering
    if state is None:
        return []
    return [
        {"label": _("Sub-meters are installed"), "value": words[state.submeters_installed]},
        {
            "label": _("Real-time monitoring is installed"),
            "value": words[state.monitoring_installed],
        },
        {"label": _("They operate normally"), "value": words[state.metering_operating]},
        {"label": _("Accurate data arrive in real time"), "value": words[state.data_transmitted]},
    ]


def draft(building: Building, said: Explanation, lang: str) -> list[dict[str, str]]:
    """The head of a draft order to correct: to whom, for what, what is to be done."""
    remedy = said.judgement.duty.remedy
    place = " · ".join(filter(None, [str(building), building.code, building.address]))
    missing = _("the owner is not on file; enter it in the register first")
    return [
        {"label": _("To"), "value": str(building.owner) if building.owner else missing},
        {"label": _("Building"), "value": place},
        {"label": _("Breach"), "value": said.text},
        {"label": _("To be done"), "value": remedy.in_(lang) if remedy else said.text},
    ]


# --- years ----------------------------------------------------------------------------------


def chart(found: Dossier) -> Chart:
    """Years as bars, the limit in force each year as a step, one and a half times it dashed."""
    lines = [line for line in found.years if line.figure is not None or line.limit is not None]
    drawn = years_chart(
        [YearPoint(line.year, line.figure, line.verdict, _note(line)) for line in lines],
        {line.year: line.limit for line in lines},
        found.unit,
        title=years_sentence(found),
        source=_("annual figures and bills on file; limits from the standard rows in the table"),
    )
    return replace(drawn, table=table(found))


def _note(line: YearLine) -> str:
    """What to know of a figure: that a part of it is estimated."""
    share = line.record.estimated_share if line.record else None
    return _("%(share)s %% estimated") % {"share": f"{share * 100:.0f}"} if share else ""


def table(found: Dossier) -> tuple[list[str], list[list[Any]]]:
    """The years as a table: figure, limit, excess, where both come from."""
    headers = [
        _("Year"),
        _("Figure, %(unit)s") % {"unit": found.unit or NOTHING},
        _("Limit"),
        _("Over the limit"),
        _("Verdict"),
        _("Source of the figure"),
        _("Source of the limit"),
    ]
    corrected = _corrections(found)
    return headers, [_row(line, corrected.get(line.year, "")) for line in reversed(found.years)]


def _corrections(found: Dossier) -> dict[int, str]:
    """What the figures were corrected for, by year; asked only where a use of the building is on
    file that could correct one."""
    records = [line.record for line in found.years if line.record]
    uses = ("hours", "area_per_person", "occupancy", "guest_room_share")
    if not any(getattr(record, use) is not None for record in records for use in uses):
        return {}
    return {year.year: year.correction for year in energy_years(found.building)}


def _row(line: YearLine, correction: str) -> list[Any]:
    mark = mark_of(line.verdict)
    return [
        str(line.year),
        number(line.figure),
        number(line.limit),
        excess_short(line.excess),
        f"{mark.glyph} {mark.word}",
        _basis(line, correction),
        _standard(line),
    ]


def _basis(line: YearLine, correction: str) -> str:
    """Reported, or worked out from bills; what it was corrected for, what part is estimated."""
    if line.record is None:
        return NOTHING
    if line.figure is None:
        return " ".join(missing_texts(line.record.why_missing, get_language() or "zh")) or NOTHING
    said = [line.record.get_basis_display(), correction, _note(line), _bills(line)]
    return " · ".join(filter(None, said))


def _bills(line: YearLine) -> str:
    """What the bills come to where the reported figure is kept beside them."""
    record = line.record
    if record is None or record.bills_intensity is None or record.basis == record.Basis.BILLS:
        return ""
    return _("the bills come to %(figure)s kWh/(m²·a)") % {"figure": plain(record.bills_intensity)}


def _standard(line: YearLine) -> Any:
    """The row of the standard the year was held to, or why there is none."""
    finding = line.finding
    if finding is None:
        return NOTHING
    if finding.limit_row is None:
        whys = (finding.missing.get(name) for name in ("constraint_value", "mean_constraint"))
        return " · ".join(why_text(why) for why in whys if why) or NOTHING
    row = finding.limit_row
    return format_html(
        '<a href="{}">{}</a> {}',
        reverse("standards:row", args=[row.pk]),
        row.standard.code,
        _("edition %(edition)s") % {"edition": finding.edition_id[:8]},
    )
