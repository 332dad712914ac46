"""Who meets an article today: the four counts of each duty, each with the list it opens, or why a
duty is not counted; and the finding in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from greenward.law.language import Duty, Verdict, named

from . import counts
from .shelf import Shelf
from .words import capital, listed, say

COLUMNS = {
    Verdict.SATISFIED: gettext_lazy("complies"),
    Verdict.BREACHED: gettext_lazy("breaches"),
    Verdict.UNKNOWN: gettext_lazy("unknown"),
    Verdict.NOT_APPLICABLE: gettext_lazy("not applicable"),
}
FAR = 4
"""Missing facts named in a row before the rest is only counted."""


@dataclass(frozen=True)
class Cell:
    """One number with the list it opens."""

    number: int
    label: str
    href: str
    verdict: Verdict | None


@dataclass(frozen=True)
class Count:
    """One duty with its four counts, or with the reason why there are none; of projects, or of
    buildings."""

    of_projects: bool
    anchor: str
    id: str
    text: str
    cells: tuple[Cell, ...]
    why: str
    missing: tuple[tuple[str, str], ...]
    more: int


def count_lines(duties: Iterable[Duty], shelf: Shelf) -> list[Count]:
    """The duties of an article with their counts over what the actor may see."""
    counted = counts.counted(shelf.book, shelf.scope)
    duties = list(duties)
    tallies = counts.tallies([d.id for d in duties if d.id in counted], shelf.scope)
    tallies |= counts.project_tallies(duties, shelf.book, shelf.scope)
    return [_count_line(duty, tallies.get(duty.id), shelf) for duty in duties]


def _count_line(duty: Duty, tally: counts.Tally | None, shelf: Shelf) -> Count:
    cells: tuple[Cell, ...] = ()
    why, missing, more = "", (), 0
    if tally is not None:
        cells = _cells(duty, tally, shelf)
    else:
        why, names = _why(duty, shelf)
        entries = [shelf.book.edition.entry(name) for name in names]
        missing = tuple((say(e.label), shelf.fact_url(e.name)) for e in entries[:FAR])
        more = len(entries) - len(missing)
    text = capital(say(duty.text))
    of_projects = duty.subject is counts.OF_PROJECTS
    return Count(of_projects, f"rule-{duty.id}", duty.id, text, cells, why, missing, more)


def _cells(duty: Duty, tally: counts.Tally, shelf: Shelf) -> tuple[Cell, ...]:
    of_projects = duty.subject is counts.OF_PROJECTS
    url = counts.project_list_url if of_projects else counts.list_url
    cells = [
        Cell(tally[v], str(label), url(shelf.scope, duty.id, v), v) for v, label in COLUMNS.items()
    ]
    href = url(shelf.scope, duty.id, "owed")
    return (*cells, Cell(tally.owed, _("owed"), href, None))


def _why(duty: Duty, shelf: Shelf) -> tuple[str, tuple[str, ...]]:
    found = counts.why_not(duty, shelf.scope)
    if found.subject in counts.ON_THE_PROJECT:
        return (
            _("Judged on each project's page by every act: %(subjects)s.")
            % {"subjects": say(named(found.subject))},
            (),
        )
    if found.subject:
        return (
            _("Not counted yet: no room keeps these yet: %(subjects)s.")
            % {"subjects": say(named(found.subject))},
            (),
        )
    if found.facts:
        return _("Not counted yet; no room records:"), found.facts
    if shelf.scope.assessment is None:
        return _("Not counted yet: nothing has been assessed."), ()
    return _(
        "The last assessment asked another edition of this duty; assess again to count it."
    ), ()


def finding(lines: Sequence[Count], shelf: Shelf) -> str:
    """Who fails the article today: a sentence for buildings and one for projects, whose numbers are
    never added; empty where nothing is counted."""
    of_buildings, of_projects = _apart(lines)
    said = []
    if of_buildings:
        words = {"what": _failing(of_buildings), "where": where(shelf), "year": shelf.scope.year}
        said.append(_("%(what)s, %(where)s, %(year)s.") % words)
    if of_projects:
        words = {"what": _failing(of_projects), "where": where_of_projects(shelf)}
        said.append(_("Projects: %(what)s, %(where)s.") % words)
    return " ".join(said)


def _apart(lines: Iterable[Count]) -> tuple[list[Count], list[Count]]:
    """The lines with numbers: those of buildings and those of projects."""
    found = [line for line in lines if line.cells]
    return [x for x in found if not x.of_projects], [x for x in found if x.of_projects]


def _failing(lines: Sequence[Count]) -> str:
    breached = sum(cell.number for line in lines for cell in line.cells if _is(cell, "BREACHED"))
    unknown = sum(cell.number for line in lines for cell in line.cells if _is(cell, "UNKNOWN"))
    parts = [
        ngettext("%(n)s breach today", "%(n)s breaches today", breached) % {"n": f"{breached:,}"}
        if breached
        else _("No breach today"),
        ngettext("%(n)s answer unknown", "%(n)s answers unknown", unknown) % {"n": f"{unknown:,}"}
        if unknown
        else "",
    ]
    return listed(part for part in parts if part)


def _is(cell: Cell, name: str) -> bool:
    return cell.verdict is Verdict[name]


def where(shelf: Shelf) -> str:
    """Over which buildings the actor's numbers are counted."""
    areas = counts.area_names(shelf.scope)
    return listed(areas) if areas else _("in the buildings of your organisation")


def where_of_projects(shelf: Shelf) -> str:
    """Over which projects the actor's numbers are counted."""
    areas = counts.area_names(shelf.scope)
    return listed(areas) if areas else _("in the projects of your organisation")


def sources(lines: Sequence[Count], shelf: Shelf) -> list[str]:
    """Where the numbers come from: those of buildings from the last assessment, those of projects from
    their records as they stand."""
    of_buildings, of_projects = _apart(lines)
    run, said = shelf.scope.assessment, []
    if of_buildings and run is not None:
        words = {"day": run.on.isoformat(), "year": shelf.scope.year, "where": where(shelf)}
        found = _("Findings in force of %(day)s, reporting year %(year)s; %(where)s.") % words
        said.append(
            found
            + " "
            + _(
                "Every number opens its list. Not applicable counts the buildings the duty does not "
                "bind, and those without a figure on file for the year."
            )
        )
    if of_projects:
        said.append(
            _(
                "Projects as their records stand now; %(where)s. Every number opens its list. Not "
                "applicable counts the projects the duty does not bind, or not yet."
            )
            % {"where": where_of_projects(shelf)}
        )
    return said
