"""Which project and which plot a row means, and whether a list may tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl
from django.db.models import Exists, OuterRef, Prefetch, Q

from greenward.bureau.accounts.models import Area
from greenward.bureau.construction.law import Law, law_of
from greenward.bureau.construction.models import Application, Decision, Plot, Project
from greenward.bureau.registry.importing import lookups
from greenward.bureau.registry.importing.columns import Parsed, problem_frame
from greenward.bureau.registry.importing.work import Work
from greenward.bureau.standards.errors import StandardsError

from .rows import Passed, Row, Wrong, row_of

RUNNING = "running"
"""The state of a project's matter in which it may be told of."""
ROLE = "developer"


def placed(work: Work, parsed: Parsed) -> tuple[Parsed, list[Row]]:
    """The rows that can be taken, each with its project and plot on file; the others with reasons."""
    frame, problems = lookups.with_areas(parsed.frame, work.run.area, work.heading("area"))
    parsed = Parsed(frame, parsed.problems).refuse(problems)
    parsed = parsed.refuse(lookups.ambiguous(parsed.frame, work.heading, (ROLE,)))
    frame = lookups.with_organisations(parsed.frame, (ROLE,))
    frame = frame.with_columns(pl.format("project {}", "project_code").alias("matched_on"))
    rows, refused = _rows(work, frame)
    refused += _placed(rows)
    problems = problem_frame(
        (number, work.heading(wrong.name) if wrong.name else "", "", wrong.code, wrong.params)
        for number, wrong in refused
    )
    lost = {number for number, _wrong in refused}
    return Parsed(frame, parsed.problems).refuse(problems), [
        row for row in rows if row.number not in lost
    ]


def _rows(work: Work, frame: pl.DataFrame) -> tuple[list[Row], list[tuple[int, Wrong]]]:
    """Each row by itself, in the order of the file; of several about a project the first."""
    areas, laws = _areas(frame, work.run.area), _Laws()
    found: list[Row] = []
    refused: list[tuple[int, Wrong]] = []
    first: dict[str, int] = {}
    skipped = ("area", "area_id", "matched_on")
    for cells in frame.iter_rows(named=True):
        number, area = cells["row"], areas[cells["area_id"] or work.run.area.pk]
        try:
            if (before := first.setdefault(cells["project_code"], number)) != number:
                raise Wrong("project_twice", "project_code", other=before)
            if cells["developer_id"] is None:
                raise Wrong("no_developer", "developer_name")
            own = {name: text for name, text in cells.items() if name not in skipped}
            row = row_of(own, area, laws.of(area))
            row.values |= {"area_id": area.pk}
            found.append(row)
        except Wrong as wrong:
            refused.append((number, wrong))
    return found, refused


class _Laws:
    """The law of each city the rows lie in, read once."""

    def __init__(self) -> None:
        self._known: dict[str, Law | None] = {}

    def of(self, area: Area) -> Law:
        root = area.path.split("/", 1)[0]
        if root not in self._known:
            try:
                self._known[root] = law_of(area)
            except StandardsError:
                self._known[root] = None
        found = self._known[root]
        if found is None:
            raise Wrong("no_law", "area")
        return found


def _areas(frame: pl.DataFrame, home: Area) -> dict[int, Area]:
    found = Area.objects.in_bulk(frame["area_id"].drop_nulls().unique().to_list())
    return {**found, home.pk: home}


# --- what is on file ----------------------------------------------------------------------------


def _placed(rows: Iterable[Row]) -> list[tuple[int, Wrong]]:
    """Give each row its project and its plot on file; the rows that may not tell of them."""
    refused = []
    held = _projects([row.code for row in rows])
    plots = _Plots(rows)
    for row in rows:
        try:
            row.project = held.get(row.code)
            if row.project is not None:
                _check_told_by_lists(row, row.project)
            if row.plot_code:
                plots.place(row)
        except Wrong as wrong:
            refused.append((row.number, wrong))
    return refused


def _projects(codes: list[str]) -> dict[str, Project]:
    """The projects on file, locked, each with what says whether a list may tell of it."""
    asked = Application.objects.filter(project=OuterRef("pk"))
    decided = Decision.objects.filter(project=OuterRef("pk"), application__isnull=False)
    rows = Project.objects.filter(code__in=codes).annotate(
        worked_on=Exists(asked) | Exists(decided)
    )
    found = rows.select_related("matter__area", "area", "origin", "plot", "developer").order_by(
        "pk"
    )
    return {one.code: one for one in found.select_for_update(of=("self",))}


def _check_told_by_lists(row: Row, project: Project) -> None:
    if project.area_id != row.area.pk:
        raise Wrong("project_elsewhere", "project_code", area=project.area.code)
    if not hasattr(project, "origin"):
        raise Wrong("project_not_of_lists", "project_code")
    row.before, row.told_before = project.origin.values, True
    if row.changed and (project.worked_on or project.matter.state != RUNNING):
        raise Wrong("project_in_hand", "project_code")
    if project.developer_id != row.developer:
        raise Wrong("developer_differs", "developer_name", developer=project.developer.name)


class _Plots:
    """The plots the rows speak of: on file, or entered by the first row that names one."""

    def __init__(self, rows: Iterable[Row]) -> None:
        codes = {row.plot_code for row in rows if row.plot_code}
        told = Decision.objects.only("plot_id", "gate", "decided_on", "number", "authority")
        newest = Prefetch("decisions", told.order_by("pk"))
        here = Project.objects.filter(plot=OuterRef("pk"))
        asked = Application.objects.filter(project=OuterRef("pk"))
        own = here.filter(Q(origin=None) | Q(Exists(asked)))
        held = Plot.objects.filter(code__in=codes).select_related("area")
        held = held.annotate(worked_on=Exists(own))
        self._known = {
            plot.code: plot
            for plot in held.prefetch_related(newest).select_for_update(of=("self",))
        }
        self._facts: dict[str, dict[str, Any]] = {
            code: dict(plot.facts) for code, plot in self._known.items()
        }
        self._passed: dict[str, dict[str, Passed]] = {
            code: {
                one.gate: Passed(one.gate, one.decided_on, one.number, one.authority)
                for one in plot.decisions.all()
            }
            for code, plot in self._known.items()
        }

    def place(self, row: Row) -> None:
        """Give a row its plot. What the row adds is the plot's; raises Wrong where it says something
        else than is on file, or than a row before it said."""
        plot = self._known.get(row.plot_code)
        if plot is None:
            plot = Plot(area=row.area, code=row.plot_code, name=row.plot_name or row.plot_code)
            self._known[row.plot_code] = plot
        elif plot.area.path.split("/", 1)[0] != row.area.path.split("/", 1)[0]:
            raise Wrong("plot_elsewhere", "plot_code", plot=row.plot_code)
        facts = self._facts.setdefault(row.plot_code, {})
        passed = self._passed.setdefault(row.plot_code, {})
        _check_agrees(row, facts, passed)
        row.plot_facts = {n: value for n, value in row.plot_facts.items() if n not in facts}
        row.plot_passed = [one for one in row.plot_passed if one.gate not in passed]
        if (row.plot_facts or row.plot_passed) and getattr(plot, "worked_on", False):
            raise Wrong("plot_in_hand", "plot_code", plot=row.plot_code)
        facts |= row.plot_facts
        passed |= {one.gate: one for one in row.plot_passed}
        row.plot = plot


def _check_agrees(row: Row, facts: Mapping[str, Any], passed: Mapping[str, Passed]) -> None:
    for name, value in row.plot_facts.items():
        if name in facts and facts[name] != value:
            raise Wrong(
                "plot_differs",
                f"fact.{name}",
                plot=row.plot_code,
                field=f"fact.{name}",
                value=int(facts[name]),
            )
    for one in row.plot_passed:
        held = passed.get(one.gate)
        if held is not None and (held.on, held.number) != (one.on, one.number):
            raise Wrong(
                "plot_differs",
                f"day.{one.gate}",
                plot=row.plot_code,
                field=f"day.{one.gate}",
                value=f"{held.on} {held.number}",
            )
