"""The cases of a project that are not the project itself: a chapter of each stage, each procurement,
each engagement, evaluation, handover and sale (Articles 8, 13 to 15, 18, 19).

A topic registers how its records are read, once, where it is imported:

    cases.register(Subject.CHAPTER, read)

`read` takes keys of projects and gives their cases in a constant number of queries. A case holds only
what its own record says: the facts of its project are beneath it wherever the law is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from greenward.bureau.accounts.models import PartyRole
from greenward.law.language import Subject

from .facts import Value


@dataclass(frozen=True)
class Case:
    """One case of a project. `label` says in the reader's language which: the stage, the service."""

    subject: Subject
    project: int
    """The key of its project."""
    label: str
    facts: Mapping[str, Value] = field(default_factory=dict)
    url: str = ""
    """Where its record is entered or shown: an address, not the name of a view."""
    role: PartyRole | None = None
    """Whose case it is, where it is one party's alone (a designer's engagement): of a duty that
    names several bearers only this one owes it."""


Read = Callable[[Sequence[int]], Iterable[Case]]

_reads: dict[Subject, Read] = {}


def register(subject: Subject, read: Read) -> None:
    """Add the cases of a subject. Raises ValueError where the subject has another reader already."""
    if _reads.get(subject, read) is not read:
        raise ValueError(f"the cases of {subject} are read elsewhere already")
    _reads[subject] = read


def subjects() -> frozenset[Subject]:
    """The subjects whose cases somebody records."""
    return frozenset(_reads)


def cases(projects: Sequence[int]) -> dict[int, list[Case]]:
    """All cases of some projects by project, each reader asked once."""
    found: dict[int, list[Case]] = {key: [] for key in projects}
    if not projects:
        return found
    for read in _reads.values():
        for case in read(projects):
            found[case.project].append(case)
    return found
