"""What the page of the city shows: sentence, figures, charts, tables, each with its list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from greenward.bureau.standards.reasons import reason_text
from greenward.law.language import Verdict
from greenward.web.charts import Bin, Chart, Counts, district_bars, excess_histogram, trend
from greenward.web.numbers import iso
from greenward.web.verdicts import mark_of

from ..nextsteps import capital
from ..remedies import remedy_of
from ..selectors import overview
from ..selectors.overview import NONE, Change, Lack, Tallies
from ..selectors.scope import Scope
from . import wording

COLUMNS = {
    Verdict.BREACHED: gettext_lazy("above the limit"),
    Verdict.UNKNOWN: gettext_lazy("unknown"),
    Verdict.SATISFIED: gettext_lazy("within the limit"),
}
"""Verdicts on the energy limit in the words of the limit."""
OWED = gettext_lazy("owed")
MOST = 8
"""Reasons and changes shown; the rest is in the work list."""


@dataclass(frozen=True)
class Figure:
    """One figure with its trend and the list it opens."""

    value: int
    label: str
    trend: str
    tone: str
    href: str


def buildings_url(scope: Scope, **filters: Any) -> str:
    """The list of buildings under filters, in the reporting year of the page."""
    return _url("assessment:buildings", scope, filters)


def findings_url(scope: Scope, **filters: Any) -> str:
    """The work list under filters, in the reporting year of the page."""
    return _url("assessment:findings", scope, filters)


def _url(name: str, scope: Scope, filters: dict[str, Any]) -> str:
    given = {key: value for key, value in filters.items() if value not in ("", None)}
    return reverse(name) + "?" + urlencode(given | {"year": scope.year})


def year_tabs(scope: Scope) -> list[tuple[str, str, bool]]:
    """The reporting years, the newest first."""
    return [(str(year), f"?year={year}", year == scope.year) for year in scope.years]


def figures(tallies: Tallies, scope: Scope) -> list[Figure]:
    """Above the limit, owing a retrofit, owing an audit, impossible to judge."""
    chain = scope.chain
    asked = (
        (chain.limit, Verdict.BREACHED, _("above the energy limit")),
        (chain.retrofit, "owed", _("owe an energy retrofit")),
        (chain.audit, "owed", _("owe an energy audit and measures")),
        (chain.limit, Verdict.UNKNOWN, _("cannot be judged")),
    )
    return [_figure(tallies, scope, duty, what, label) for duty, what, label in asked if duty]


def _figure(tallies: Tallies, scope: Scope, duty: str, what: Verdict | str, label: str) -> Figure:
    now, before = (
        _count(tallies.get((duty, year), NONE), what) for year in (scope.year, scope.year - 1)
    )
    trend_words, tone = "", ""
    if (duty, scope.year - 1) in tallies:
        trend_words = wording.change_words(now - before, scope.year - 1)
        tone = "bad" if now > before else "good" if now < before else ""
    word = what if isinstance(what, str) else what.name.lower()
    href = buildings_url(scope, duty=duty, verdict=word)
    return Figure(now, label, trend_words, tone, href)


def _count(tally: overview.Tally, what: Verdict | str) -> int:
    return tally.owed if isinstance(what, str) else tally[what]


# --- charts ---------------------------------------------------------------------------------


def source(scope: Scope) -> str:
    """Where the figures of a chart come from."""
    if scope.assessment is None:
        return ""
    return _("assessment of %(day)s, reporting year %(year)s") % {
        "day": scope.assessment.on.isoformat(),
        "year": scope.year,
    }


def excess_chart(ids: Sequence[int], scope: Scope, tallies: Tallies) -> Chart:
    """How far the figures of the year lie over their limits."""
    before = tallies.get((scope.chain.limit, scope.year - 1))
    found = overview.detail(ids, scope)
    return excess_histogram(
        [Bin(*each) for each in found.excess],
        source=source(scope),
        previous=before[Verdict.BREACHED] if before else None,
    )


def district_chart(ids: Sequence[int], scope: Scope) -> Chart:
    """Verdicts on the energy limit by district; the names in its table open the lists."""
    found = overview.detail(ids, scope).districts
    rows = [
        Counts(
            str(area),
            found[area.code],
            buildings_url(scope, district=area.code, duty=scope.chain.limit),
        )
        for area in scope.districts
        if area.code in found
    ]
    return district_bars(rows, source=source(scope))


def trend_chart(scope: Scope, tallies: Tallies) -> Chart:
    """Verdicts on the energy limit year by year."""
    years = sorted(year for duty, year in tallies if duty == scope.chain.limit)
    lines = [Counts(str(y), tallies[scope.chain.limit, y].verdicts) for y in years]
    above = [line.verdicts.get(Verdict.BREACHED, 0) for line in lines]
    title = wording.above_sentence(above, years)
    return trend(lines, title=title, source=source(scope))


def provenance(scope: Scope) -> list[dict[str, Any]]:
    """When, by whom and from which law and standards the figures come."""
    run = scope.assessment
    assert run is not None
    law = reverse("assessment:edition", args=[run.edition_id])
    made = _("%(who)s, %(when)s") % {"who": run.actor_name, "when": iso(run.finished_at)}
    return [
        {"label": _("Assessed as of"), "value": iso(run.on)},
        {"label": _("Made by"), "value": made},
        {"label": _("Edition of the law"), "value": _link(law, run.edition_id[:12])},
        {
            "label": _("Standards on file"),
            "value": _link(reverse("standards:desk"), run.standards_hash[:12]),
        },
    ]


def _link(href: str, text: str) -> str:
    return format_html('<a href="{}">{}</a>', href, text)


# --- tables ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One row of a table of verdicts: (number, address, name) for each of `COLUMNS`."""

    label: str
    href: str
    cells: tuple[tuple[int, str, str], ...]


def duty_lines(found: Mapping[str, overview.DutyTally], scope: Scope) -> list[Line]:
    """The cases of each judged duty by verdict, in the order of the law."""
    lines = []
    for duty in scope.duties:
        tally = found.get(duty.id, overview.DutyTally({}, 0))
        cells = [(tally.owed, findings_url(scope, duty=duty.id, tab="owed"), str(OWED))]
        cells += [
            (
                tally[verdict],
                findings_url(scope, duty=duty.id, tab="all", verdict=verdict.name.lower()),
                mark_of(verdict).word,
            )
            for verdict in COLUMNS
        ]
        href = findings_url(scope, duty=duty.id, tab="all")
        lines.append(Line(f"{scope.name_of(duty)} ({duty.id})", href, tuple(cells)))
    return lines


def class_lines(found: Mapping[str, overview.Verdicts], scope: Scope) -> list[Line]:
    """Verdicts on the energy limit by class of building; a building may be of several."""
    limit = scope.chain.limit
    return [
        Line(
            str(each.label),
            buildings_url(scope, building_class=each.key, duty=limit),
            tuple(
                (
                    found.get(each.key, {}).get(verdict, 0),
                    buildings_url(
                        scope,
                        building_class=each.key,
                        duty=limit,
                        verdict=verdict.name.lower(),
                    ),
                    str(label),
                )
                for verdict, label in COLUMNS.items()
            ),
        )
        for each in scope.chain.classes
    ]


@dataclass(frozen=True)
class ChangeLine:
    """How many cases of a duty moved between two verdicts."""

    name: str
    before: str
    after: str
    number: int
    href: str


def change_lines(found: Sequence[Change], scope: Scope) -> list[ChangeLine]:
    """The changes as lines that open their list."""
    names = {duty.id: f"{scope.name_of(duty)} ({duty.id})" for duty in scope.duties}
    lines = []
    for change in found:
        listed = change.after or change.before
        assert listed is not None
        href = findings_url(
            scope,
            tab="all",
            duty=change.duty,
            verdict=listed.name.lower(),
            change="begun" if change.after else "ended",
        )
        lines.append(
            ChangeLine(
                names.get(change.duty, change.duty),
                _name(change.before),
                _name(change.after),
                change.number,
                href,
            )
        )
    return lines


def _name(verdict: Verdict | None) -> str:
    return (verdict or Verdict.NOT_APPLICABLE).name.lower()


@dataclass(frozen=True)
class LackLine:
    """What is missing, for how many buildings, where the list is and where it is supplied."""

    text: str
    buildings: int
    href: str
    remedy: str
    remedy_href: str


def lack_lines(found: Sequence[Lack], scope: Scope) -> list[LackLine]:
    """What is missing most, in words."""
    return [_lack_line(lack, scope) for lack in found]


def _lack_line(lack: Lack, scope: Scope) -> LackLine:
    remedy = remedy_of(lack.fact, lack.why)
    page = remedy.link(scope.actor, 0) if remedy.url_name else ""
    return LackLine(
        lack_words(lack.fact, lack.why, scope),
        lack.buildings,
        findings_url(scope, tab="unknown", fact=lack.fact, why=lack.why),
        capital(str(remedy.label)),
        page,
    )


def lack_words(fact: str, why: str, scope: Scope) -> str:
    """A missing fact or a reason in words."""
    lang = get_language() or "zh"
    if why:
        return capital(reason_text(why, lang))
    if scope.edition is None:
        return fact
    entry = scope.edition.entry(fact)
    proof = entry.proof or entry.label
    return _("Not on file: %(proof)s") % {"proof": proof.in_(lang)}
