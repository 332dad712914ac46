"""Writes the rows of a list: plots, projects with their matters, what was stated and what was decided.

A list tells what was before, so nothing is asked for a reason and no gate opens anew (`reopening` is
for what people change here): a decision of the list is kept with the law's answer on the facts of the
list, and one the law would have answered otherwise is a lead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from greenward.bureau.accounts.models import Organisation, PartyRole
from greenward.bureau.casework.matters.many import Opening, audited, keys, opened_many
from greenward.bureau.casework.matters.steps import TakingPart
from greenward.bureau.casework.rows import amend, copy
from greenward.bureau.construction import cases, course
from greenward.bureau.construction.facts import Value, gather, typed
from greenward.bureau.construction.law import Law, flags
from greenward.bureau.construction.models import Decision, Plot, Project, Statement
from greenward.bureau.construction.reopening import gathered
from greenward.bureau.construction.sources import decisions
from greenward.bureau.registry.importing.fields import AUTHORITY, DAY, FACT, NUMBER
from greenward.bureau.registry.importing.work import Counts
from greenward.bureau.registry.importing.work import Work as Job
from greenward.bureau.registry.models import ImportChange
from greenward.law.language import Subject

from .judging import Judges
from .rows import Row
from .sets import (
    Said,
    Told,
    insert_changes,
    insert_decisions,
    insert_origins,
    insert_statements,
    known,
)

KIND, ACT = "project", "import_projects"
BATCH = 2_000
"""Projects whose facts are gathered at a time."""
COLUMNS = {
    "project_name": "name",
    "project_area": "floor_area",
    "investment": "investment_fen",
    **dict.fromkeys(("above_ground_area", "function", "new_construction"), ""),
    **dict.fromkeys(("state_organ_office", "fiscal_share"), ""),
}
"""The field that states a column of the project; "" where both have one name."""


def write(job: Job, rows: Sequence[Row]) -> Counts:
    """Bring what is on file to the rows; see `Importer.take`."""
    judges = Judges()
    fresh = [row for row in rows if row.project is None]
    changed = [row for row in rows if row.project is not None and row.changed]
    beside = _write_plots(job, [*fresh, *changed], judges)
    job.report(62)
    _open(job, fresh)
    _change(job, changed)
    told = [*fresh, *changed]
    _state(job, told)
    job.report(70)
    for at in range(0, len(told), BATCH):
        _decide(job, told[at : at + BATCH], judges)
        job.report(70 + 15 * at // len(told))
    _keep_beside(beside, {row.project.pk for row in told if row.project}, judges)
    _account(job, fresh, changed)
    return Counts(len(fresh), len(changed), len(rows) - len(told))


# --- plots --------------------------------------------------------------------------------------


def _write_plots(job: Job, rows: Sequence[Row], judges: Judges) -> dict[int, Law]:
    """Enter the plots, state what the rows add to them, record their decisions; gives the plots that
    were on file before and are told more of, with their law."""
    plots = {row.plot_code: (row.law, row.plot) for row in rows if row.plot is not None}
    old = {plot.pk: law for law, plot in plots.values() if plot.pk is not None}
    new = [plot for _law, plot in plots.values() if plot.pk is None]
    for plot, key in zip(new, keys(Plot, len(new)), strict=True):
        plot.pk = key
    copy(new)
    said = [
        Said(row, row.plot, name, value)
        for row in rows
        if row.plot is not None
        for name, value in row.plot_facts.items()
    ]
    insert_statements(job, said)
    for law in {law.hash: law for law, _plot in plots.values()}.values():
        here = [plot for of, plot in plots.values() if of.hash == law.hash]
        facts = gathered(law, here)
        told = [
            Told(row, row.plot, passed, facts[row.plot.pk])
            for row in rows
            if row.plot is not None and row.law.hash == law.hash
            for passed in row.plot_passed
        ]
        insert_decisions(job, told, judges)
        decided = decisions.read(Subject.PLOT)([plot.pk for plot in here])
        for plot in here:
            plot.facts = known({**facts[plot.pk], **decided.get(plot.pk, {})})
        amend(here, ["facts"])
    return old


# --- projects -----------------------------------------------------------------------------------


def _open(job: Job, rows: Sequence[Row]) -> None:
    """Open the projects that are not on file, each with its matter and its developer."""
    companies = Organisation.objects.in_bulk({row.developer for row in rows})
    new = keys(Project, len(rows))
    matters = opened_many(
        job.actor,
        KIND,
        Project,
        [
            Opening(
                f"{row.name} · {row.code}",
                row.area,
                pk,
                (TakingPart(PartyRole.DEVELOPER, companies[row.developer]),),
                {"run": job.run.pk, "row": row.number, "code": row.code}
                | {"regime_on": row.regime_on, "regime_reason": row.regime_reason},
            )
            for pk, row in zip(new, rows, strict=True)
        ],
        ACT,
    )
    for pk, row, matter in zip(new, rows, matters, strict=True):
        row.project = Project(
            pk=pk,
            matter=matter,
            area=row.area,
            code=row.code,
            name=row.name,
            plot=row.plot,
            developer_id=row.developer,
            regime_on=row.regime_on,
            regime_reason=row.regime_reason,
            **row.columns,
        )
    copy([_of(row) for row in rows])
    insert_origins(job, [(_of(row), row) for row in rows])


def _change(job: Job, rows: Sequence[Row]) -> None:
    """Change what the list says otherwise than the one before."""
    columns, matters, origins = {"name", "plot"}, [], []
    for row in rows:
        project = _of(row)
        project.name = row.name
        if row.plot is not None:
            project.plot = row.plot
        for name in row.changed:
            column = COLUMNS.get(name, "-") or name
            if column in row.columns:
                setattr(project, column, row.columns[column])
        if row.regime_changed:
            project.regime_on, project.regime_reason = row.regime_on, row.regime_reason
        project.matter.title = f"{row.name} · {row.code}"
        matters.append(project.matter)
        origin = project.origin
        origin.values, origin.run_id = {**origin.values, **row.values}, job.run.pk
        origins.append(origin)
    columns |= {column or field for field, column in COLUMNS.items()} | {
        "regime_on",
        "regime_reason",
    }
    amend([_of(row) for row in rows], sorted(columns))
    amend(matters, ["title"])
    amend(origins, ["values", "run"])
    said = ({"run": job.run.pk, "row": row.number, "changed": sorted(row.changed)} for row in rows)
    audited(job.actor, ACT, zip(matters, said, strict=True))


def _state(job: Job, rows: Sequence[Row]) -> None:
    """State the facts of the rows; of a project on file those that changed, the old ones ended."""
    said = [
        Said(row, _of(row), name, value)
        for row in rows
        for name, value in row.facts.items()
        if f"{FACT}{name}" in row.changed
    ]
    before = Q(pk__in=[])
    by_fact: dict[str, list[int]] = {}
    for one in said:
        if one.row.told_before:
            by_fact.setdefault(one.fact, []).append(one.work.pk)
    for name, projects in by_fact.items():
        before |= Q(fact=name, project__in=projects)
    Statement.objects.filter(before, ended_at=None).update(ended_at=timezone.now())
    insert_statements(job, said)


def _decide(job: Job, rows: Sequence[Row], judges: Judges) -> None:
    """Record the decisions of the rows on the facts they state, then keep where each project stands."""
    for law in {row.law.hash: row.law for row in rows}.values():
        here = [row for row in rows if row.law.hash == law.hash]
        fresh = [_of(row) for row in here if not row.told_before]
        old = [_of(row) for row in here if row.told_before]
        facts = {**_gathered_new(law, fresh), **gathered(law, old)}
        told = [
            Told(row, _of(row), passed, facts[_of(row).pk])
            for row in here
            for passed in row.passed
            if row.changed & {f"{group}{passed.gate}" for group in (DAY, NUMBER, AUTHORITY)}
        ]
        insert_decisions(job, told, judges)
        newest = course.newest(old)
        newest |= {_of(row).pk: _newest(row) for row in here if not row.told_before}
        _keep(law, [*fresh, *old], facts, newest, judges)
        cases.keep([project.pk for project in fresh], new=True)
        cases.keep([project.pk for project in old])


def _gathered_new(law: Law, works: Sequence[Project]) -> dict[int, dict[str, Value]]:
    """The facts of projects that were just opened: what `reopening.gathered` gives, read once."""
    found = gather(works, new=True)
    return {key: typed(facts, flags(law.hash)) for key, facts in found.items()}


def _newest(row: Row) -> dict[str, Decision]:
    """Of a project that was just opened, the decisions of its row are all there are."""
    return {
        one.gate: Decision(gate=one.gate, granted=True, decided_on=one.on) for one in row.passed
    }


def _keep(
    law: Law,
    projects: Sequence[Project],
    facts: Mapping[int, Mapping[str, Any]],
    newest: Mapping[int, Mapping[str, Decision]],
    judges: Judges,
) -> None:
    """Keep the projections of projects whose facts are gathered and whose newest decisions are
    known."""
    for project in projects:
        said = decisions.said(newest[project.pk].values())
        now = known({**facts[project.pk], **said})
        project.facts = now
        project.next_gate, project.next_step = judges.next_of(law, project, now, newest[project.pk])
    amend(projects, ["facts", "next_gate", "next_step"])


def _keep_beside(plots: dict[int, Law], written: set[int], judges: Judges) -> None:
    """Keep the projections of the other projects on plots that were told more of: all of them came in
    by lists, and nothing of them is decided here."""
    others = Project.objects.filter(plot__in=plots).exclude(pk__in=written)
    by_law: dict[str, tuple[Law, list[Project]]] = {}
    for project in others.select_related("plot", "area"):
        law = plots[project.plot_id]
        by_law.setdefault(law.hash, (law, []))[1].append(project)
    for law, found in by_law.values():
        _keep(law, found, gathered(law, found), course.newest(found), judges)
        cases.keep([project.pk for project in found])


# --- the account --------------------------------------------------------------------------------


def _account(job: Job, fresh: Iterable[Row], changed: Iterable[Row]) -> None:
    created, updated = ImportChange.Action.CREATED, ImportChange.Action.UPDATED
    insert_changes(job, [(row, created, {}, _shown(row, row.values)) for row in fresh])
    insert_changes(
        job,
        [
            (
                row,
                updated,
                _shown(row, {name: row.before.get(name) for name in row.changed}),
                _shown(row, {name: row.values[name] for name in row.changed}),
            )
            for row in changed
        ],
    )


def _shown(row: Row, values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "developer_id"}


def _of(row: Row) -> Project:
    assert row.project is not None
    return row.project
