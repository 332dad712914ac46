"""What an importer works with: the run, its profile, the file's table, and who is on file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import polars as pl
from django.urls import reverse

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.registry.models import ImportChange, ImportRun
from greenward.bureau.registry.reading import Table

from .columns import NO_PROBLEM, Parsed, Place, problem_frame
from .fields import Holds
from .matching import Register
from .profiles import Profile

Report = Callable[[int], None]
"""Told how far the work is, in per cent."""


@dataclass
class Work:
    """One import at work. `register` is set once the file's identifiers have been looked up."""

    run: ImportRun
    actor: Actor
    profile: Profile
    holds: Holds
    table: Table
    places: list[Place]
    report: Report
    register: Register = field(default_factory=Register)

    def heading(self, name: str) -> str:
        """The heading under which a field stands in the file; the field's name for a constant."""
        for place in self.places:
            if place.name == name and place.cells is not None:
                return self.table.names[place.cells]
        return name

    def outside_area(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Rows that mean a building on file outside the area of the import."""
        scope = self.run.area.path
        outside = {
            building: path
            for building, path in self.register.paths.items()
            if not path.startswith(scope)
        }
        if not outside:
            return NO_PROBLEM
        found = frame.filter(pl.col("building").is_in(list(outside))).select("row", "building")
        return problem_frame(
            (row, "", self.register.labels[building], "outside_area",
             {"area": outside[building].rstrip("/").split("/")[-1], "scope": self.run.area.code})
            for row, building in found.iter_rows()
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """How many accepted rows created something, changed something, or left all as it was."""

    created: int
    updated: int
    unchanged: int


class Importer(Protocol):
    """The import of one kind of file; the rooms register theirs (`registry.kinds`)."""

    undoes: bool
    """Whether what an import did can be taken back."""

    def holds(self, profile: Profile) -> Holds | None:
        """The kind of row this importer takes from a profile's files; None when there is none."""

    def take(self, work: Work, parsed: Parsed) -> tuple[Parsed, Counts]:
        """Refuse what cannot be placed and write the rest, in the transaction that is open.

        Gives the parsed table as it was taken: its frame holds the accepted rows, and each refused
        row has a problem. Created + updated + unchanged = accepted rows.
        """

    def settle(self, work: Work, parsed: Parsed) -> None:
        """What follows from a finished import in the same transaction."""

    def undo(self, changes: list[ImportChange], actor: Actor) -> list[str]:
        """Undo what these changes did; give the obstacles, and then nothing was undone."""

    def pages(self, changes: Sequence[ImportChange]) -> Mapping[int, str]:
        """The addresses of what some changes are about, by the key of the change."""


def building_pages(changes: Sequence[ImportChange]) -> Mapping[int, str]:
    """The page of each building, for importers whose changes are of buildings; one that was removed
    again has none."""
    return {
        one.pk: reverse("assessment:building", args=[one.building_id])
        for one in changes
        if one.building_id
    }
