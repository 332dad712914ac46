"""Versions of a chapter: what is carried over, what changed, and the hash that names a version.

All of it is plain data, without the database: a version that was handed in is told apart from every
other by the SHA-256 of its canonical form (sorted keys, no white space, decimals with the places of
their column).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from greenward.law.canonical import canonical as canonical_json

from ..models.chapters import Chapter
from .contents import COLUMNS, PARTS, Contents, Part, known


@dataclass(frozen=True)
class Change:
    """One column that differs. `difference` is the new number less the old, None of what is none."""

    part: Part
    column: str
    before: Any
    after: Any

    @property
    def difference(self) -> Decimal | int | None:
        numbers = (self.before, self.after)
        if any(isinstance(n, bool) or not isinstance(n, int | Decimal) for n in numbers):
            return None
        found: Decimal | int = self.after - self.before
        return found


def changes(before: Contents, after: Contents) -> tuple[Change, ...]:
    """What differs between two versions, column by column; empty exactly when both say the same."""
    return tuple(
        Change(part, column, before[column], after[column])
        for part in PARTS
        for column in part.columns
        if plain(column, before[column]) != plain(column, after[column])
    )


def carried_over(
    before: Contents, own: Contents, carried: Collection[str], *, same_stage: bool = False
) -> tuple[dict[str, Any], list[str]]:
    """A draft with what an earlier version says filled in, and the names of the parts that stand so.

    What was typed stays: only parts that are empty, or were carried over before, are taken. From
    another stage only parts that carry; within a stage all of them.
    """
    found, names = dict(own), []
    for part in PARTS:
        free = part.name in carried or part.empty(own)
        if not free or part.empty(before) or not (part.carries or same_stage):
            continue
        found.update({column: before[column] for column in part.columns})
        names.append(part.name)
    return found, names


def still_carried(before: Contents, after: Contents, carried: Collection[str]) -> list[str]:
    """The carried parts that a saving left as they were."""
    touched = {change.part.name for change in changes(before, after)}
    return [name for name in carried if name not in touched]


def plain(column: str, value: Any) -> Any:
    """A value as the canonical form writes it: whole numbers, text, yes or no, None."""
    if not known(value):
        return None
    if isinstance(value, Decimal):
        places = Chapter._meta.get_field(column).decimal_places  # type: ignore[union-attr]
        return f"{value:.{places}f}"
    return str(value) if isinstance(value, str) else value


def canonical(
    contents: Contents, *, project: str, stage: str, version: int, attachments: Iterable[str] = ()
) -> str:
    """The canonical form of a version. `project` is its number; attachments are their SHA-256."""
    return canonical_json(
        {
            "project": project,
            "stage": str(stage),
            "version": version,
            "contents": {column: plain(column, contents[column]) for column in COLUMNS},
            "attachments": sorted(attachments),
        }
    )


def fingerprint(text: str) -> str:
    """The SHA-256 of a canonical form, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
