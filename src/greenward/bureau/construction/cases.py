"""The cases of a project that are not the project itself: a chapter of each stage, each procurement,
each engagement, evaluation, handover and sale (Articles 8, 13 to 15, 18, 19).

A topic registers how its records are read, once, where it is imported:

    cases.register(Subject.CHAPTER, read)

`read` takes keys of projects and gives their cases in a constant number of queries. A case holds only
what its own record says: the facts of its project are beneath it wherever the law is asked. Every
act keeps them beside the project (`keep`), so that a page asks no topic; verdicts are never kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.rows import copy
from greenward.law.language import Subject, Text

from .facts import Value
from .models import KeptCases, Project


@dataclass(frozen=True)
class Case:
    """One case of a project. `label` says which: the stage, the service."""

    subject: Subject
    project: int
    """The key of its project."""
    label: Text = Text("", "")
    facts: Mapping[str, Value] = field(default_factory=dict)
    page: tuple[str | int, ...] = ()
    """Where its record is entered or shown: the name of a view and its arguments."""
    role: PartyRole | None = None
    """Whose case it is, where it is one party's alone (a designer's engagement): of a duty that
    names several bearers only this one owes it."""
    first_day: date | None = None
    last_day: date | None = None
    """The days on which it is a case, both included; without end where there is none."""

    @property
    def url(self) -> str:
        return reverse(str(self.page[0]), args=self.page[1:]) if self.page else ""

    def stands(self, day: date) -> bool:
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day)


Read = Callable[[Sequence[int]], Iterable[Case]]

_reads: dict[Subject, Read] = {}
_live: set[Subject] = set()


def register(subject: Subject, read: Read, *, kept: bool = True) -> None:
    """Add the cases of a subject. They are not `kept` where they change by no act of a project (a
    party's time is over): such a reader asks one query, at each reading.

    Raises ValueError where the subject has another reader already.
    """
    if _reads.get(subject, read) is not read:
        raise ValueError(f"the cases of {subject} are read elsewhere already")
    _reads[subject] = read
    if not kept:
        _live.add(subject)


def labelled(*parts: object) -> Text:
    """A label of some parts, each in both languages; an empty part is left out."""
    return Text(_joined("zh-hans", parts), _joined("en", parts))


def gather(projects: Sequence[int]) -> dict[int, list[Case]]:
    """All cases of some projects by project from their records, as they stand today: each reader is
    asked once."""
    return _today(projects, (case for read in _reads.values() for case in read(projects)))


def of(projects: Sequence[Project]) -> dict[int, list[Case]]:
    """The same from what acts kept: no query for it where `kept` was joined. What is not kept yet is
    gathered."""
    stored = {project.pk: _stored(project) for project in projects}
    return _today([*stored], _kept_or_read(stored))


def keep(projects: Sequence[int], *, new: bool = False) -> None:
    """Keep the cases of some locked projects as their records stand now; of `new` ones, which have no
    record yet, none."""
    kept = {subject: read for subject, read in _reads.items() if subject not in _live}
    found: dict[int, dict[str, list[Any]]] = {
        key: {subject.value: [] for subject in kept} for key in projects
    }
    if new:
        copy([KeptCases(project_id=key, cases=cases) for key, cases in found.items()])
        return
    for subject, read in kept.items():
        for case in read(projects):
            found[case.project][subject.value].append(_dumped(case))
    KeptCases.objects.bulk_create(
        [KeptCases(project_id=key, cases=cases) for key, cases in found.items()],
        update_conflicts=True,
        unique_fields=["project"],
        update_fields=["cases"],
    )


def _kept_or_read(stored: Mapping[int, Mapping[str, list[Any]]]) -> Iterator[Case]:
    for subject, read in _reads.items():
        known = {} if subject in _live else {k: v for k, v in stored.items() if subject.value in v}
        for key, cases in known.items():
            yield from (_loaded(subject, key, one) for one in cases[subject.value])
        if unknown := [key for key in stored if key not in known]:
            yield from read(unknown)


def _today(projects: Iterable[int], cases: Iterable[Case]) -> dict[int, list[Case]]:
    found: dict[int, list[Case]] = {key: [] for key in projects}
    today = timezone.localdate()
    for case in cases:
        if case.stands(today):
            found[case.project].append(case)
    return found


def _stored(project: Project) -> Mapping[str, list[Any]]:
    row: KeptCases | None = getattr(project, "kept", None)
    return row.cases if row else {}


def _joined(language: str, parts: Iterable[object]) -> str:
    with override(language):
        return " · ".join(words for part in parts if (words := str(part)))


def _dumped(case: Case) -> dict[str, Any]:
    days = [day and day.isoformat() for day in (case.first_day, case.last_day)]
    said = {
        "label": [case.label.zh, case.label.en],
        "facts": dict(case.facts),
        "page": list(case.page),
        "role": case.role and case.role.value,
        "days": days if any(days) else None,
    }
    return {name: value for name, value in said.items() if value}


def _loaded(subject: Subject, project: int, said: Mapping[str, Any]) -> Case:
    first, last = (day and date.fromisoformat(day) for day in said.get("days", (None, None)))
    return Case(
        subject,
        project,
        Text(*said["label"]),
        said.get("facts", {}),
        tuple(said.get("page", ())),
        PartyRole(said["role"]) if "role" in said else None,
        first,
        last,
    )
