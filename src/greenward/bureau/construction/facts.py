"""What the law may know of a project or a plot: gathered from the records of the room.

Every topic registers a `Source`: which facts its records settle, how they are read, and the page
where they are entered. What no source records is stated (`greenward.bureau.construction.stating`).
`gather` asks every source once, however many projects there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from greenward.law.language import Subject

from .models import Project, Statement, Work

Value = bool | int | None
Read = Callable[[Sequence[int]], Mapping[int, Mapping[str, Value]]]


@dataclass(frozen=True)
class Source:
    """One kind of record. `read` takes keys of projects (or plots) and gives their facts by key."""

    name: str
    title: Any
    """What a page calls the record."""
    facts: frozenset[str]
    read: Read
    subject: Subject = Subject.PROJECT
    url: str = ""
    """Where it is entered, for `reverse` with the key of the project; "" where nobody enters it."""
    of_row: bool = False
    """Whether the row of the work itself is the record, so that there is no work without it."""


_sources: dict[str, Source] = {}


def register(source: Source) -> Source:
    """Add a source; call it where the topic is imported. A fact of a subject is settled by one
    source alone: a plot and a project may each have their own of the same name."""
    others = {n for s in sources(source.subject) if s.name != source.name for n in s.facts}
    if twice := others & source.facts:
        raise ValueError(f"source {source.name}: {', '.join(sorted(twice))} has a source already")
    _sources[source.name] = source
    return source


def source_of(fact: str, subject: Subject) -> Source | None:
    """The record a fact of a subject follows from; None where it is stated. What no record of a
    project settles may follow from those of its plot."""
    asked = [subject, Subject.PLOT] if subject is Subject.PROJECT else [subject]
    settling = [one for one in _sources.values() if fact in one.facts]
    return next((one for s in asked for one in settling if one.subject is s), None)


def sources(subject: Subject) -> tuple[Source, ...]:
    """The records of a subject, in the order they were registered."""
    return tuple(one for one in _sources.values() if one.subject is subject)


def gather(works: Sequence[Work], *, new: bool = False) -> dict[int, dict[str, Value]]:
    """The facts of some works of one subject by key. Those of a project include its plot's, as the
    plot's last act kept them, wherever the project's own records leave them unknown.

    Of `new` works nothing is on record yet but what is stated: what its records say of one of them
    they say of all.
    """
    if not works:
        return {}
    subject, keys = works[0].subject, [work.pk for work in works]
    stated = _stated(subject)(keys)
    found = {key: dict(stated.get(key, {})) for key in keys}
    for source in sources(subject):
        alike = new and not source.of_row
        said = source.read(keys[:1] if alike else keys)
        for key in keys:
            found[key].update(said.get(keys[0] if alike else key, {}))
    if subject is Subject.PROJECT:
        for work in works:
            if isinstance(work, Project) and work.plot is not None:
                own = {name: value for name, value in found[work.pk].items() if value is not None}
                found[work.pk] = {**found[work.pk], **work.plot.facts, **own}
    return found


def _stated(subject: Subject) -> Read:
    def read(keys: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
        column = f"{subject.value}_id"
        rows = Statement.objects.filter(**{f"{column}__in": keys}, ended_at=None)
        found: dict[int, dict[str, Value]] = {}
        for key, fact, value in rows.values_list(column, "fact", "value"):
            found.setdefault(key, {})[fact] = value
        return found

    return read


def typed(facts: Mapping[str, Value], flags: frozenset[str]) -> dict[str, Value]:
    """Facts with every flag as yes or no: statements keep them as 1 and 0."""
    return {
        name: bool(value) if name in flags and value is not None else value
        for name, value in facts.items()
    }
