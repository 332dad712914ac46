"""Statements, decisions and accounts of a list written as sets: one COPY for any number of rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import polars as pl
from django.utils import timezone

from greenward.bureau.construction.facts import Value
from greenward.bureau.construction.models import (
    Decision,
    Origin,
    Plot,
    Project,
    Statement,
    Work,
)
from greenward.bureau.registry.importing.work import Work as Job
from greenward.bureau.registry.models import ImportChange
from greenward.engine import store

from .judging import Judges
from .rows import Passed, Row

NOTE, LABEL = 300, 200


class Said(NamedTuple):
    """A fact a row states of a work."""

    row: Row
    work: Work
    fact: str
    value: Value


class Told(NamedTuple):
    """A gate a row says a work has passed, with the facts it was judged on."""

    row: Row
    work: Work
    passed: Passed
    facts: Mapping[str, Value]


def insert_statements(job: Job, said: Iterable[Said]) -> None:
    """State facts; what was stated of them before was ended by the caller."""
    now, by = timezone.now(), job.actor.user
    _store(
        Statement,
        [
            {
                **_of(one.work),
                "fact": one.fact,
                "value": None if one.value is None else int(one.value),
                "note": note(job, one.row),
                "stated_by_id": by.pk if by else None,
                "stated_at": now,
            }
            for one in said
        ],
    )


def insert_decisions(job: Job, told: Iterable[Told], judges: Judges) -> None:
    """Keep the decisions of others, each with the law's answer on the facts of the list."""
    now, by = timezone.now(), job.actor.user
    lines = []
    for row, work, passed, facts in told:
        judged = judges.judge(row.law, work, passed.gate, facts)
        lines.append(
            {
                **_of(work),
                "gate": passed.gate,
                "granted": True,
                "decided_on": passed.on,
                "number": passed.number,
                "authority": passed.authority,
                "note": note(job, row),
                "edition_id": row.law.hash,
                "facts": _json(known(facts)),
                "unmet": _json(judged.unmet),
                "missing": _json(judged.missing),
                "contrary": judged.contrary,
                "recorded_by_id": by.pk if by else None,
                "recorded_at": now,
                "reopened_because": "",
            }
        )
    _store(Decision, lines)


def insert_origins(job: Job, rows: Iterable[tuple[Project, Row]]) -> None:
    """Keep what the list said of each new project."""
    _store(
        Origin,
        [
            {"project_id": project.pk, "run_id": job.run.pk, "values": _json(row.values)}
            for project, row in rows
        ],
    )


def insert_changes(
    job: Job, rows: Iterable[tuple[Row, str, Mapping[str, Any], Mapping[str, Any]]]
) -> None:
    """The account of the run: what it did to each project, before and after."""
    _store(
        ImportChange,
        [
            {
                "run_id": job.run.pk,
                "label": f"{row.name} · {row.code}"[:LABEL],
                "row": row.number,
                "rows": _json([row.number]),
                "action": action,
                "matched_on": "" if action == ImportChange.Action.CREATED else row.code,
                "before": _json(before),
                "after": _json(after),
                "undone_by": "",
            }
            for row, action, before, after in rows
        ],
    )


def note(job: Job, row: Row) -> str:
    """Where a record came from: the list and its row."""
    return f"{job.run.file_name} · {row.number}"[-NOTE:]


def known(facts: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in facts.items() if value is not None}


def _of(work: Work) -> dict[str, int | None]:
    return {
        "project_id": work.pk if isinstance(work, Project) else None,
        "plot_id": work.pk if isinstance(work, Plot) else None,
    }


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


_json = json.JSONEncoder(ensure_ascii=False, default=_plain).encode


def _store(model: Any, lines: list[dict[str, Any]]) -> None:
    if lines:
        store(model._meta.db_table, pl.DataFrame(lines, infer_schema_length=None))
