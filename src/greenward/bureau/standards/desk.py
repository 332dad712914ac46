"""The standards desk: every value that no official has confirmed, the duties and buildings that wait
for it, and what the standards state that nobody has supplied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import get_language

from greenward.bureau.accounts.actors import Actor
from greenward.law.standards.rows import selector_of

from . import waiting
from .hanging import Hung, Laws, Place, places, together
from .models import Evidence, RowState, Standard, StandardInUse, StandardRow

Show = Literal["", "duty", "needed", "missing", "decides"]
Whom = Literal["", "official", "authority", "holder"]


@dataclass(frozen=True)
class DeskRow:
    """A row, how many buildings wait for it and which duties hang on it."""

    row: StandardRow
    waiting: int
    duties: tuple[Hung, ...]

    @property
    def decides(self) -> bool:
        return self.row.state is RowState.DECIDES

    @property
    def whom(self) -> Whom:
        """Whose word it waits for: an official's with the source in hand, or that of the authority
        that entered it."""
        if self.decides:
            return ""
        return "authority" if self.row.evidence == Evidence.AUTHORITY else "official"

    @property
    def articles(self) -> tuple[Place, ...]:
        return places(self.duties)


@dataclass(frozen=True)
class DeskGap:
    """What a standard states but nobody has supplied, where it would come from, what hangs on it."""

    text: str
    source: str
    duties: tuple[Hung, ...]

    @property
    def articles(self) -> tuple[Place, ...]:
        return places(self.duties)


@dataclass(frozen=True)
class DeskStandard:
    """A standard on the desk: the rows and gaps that are shown, those most buildings wait for first."""

    standard: Standard
    rows: tuple[DeskRow, ...]
    gaps: tuple[DeskGap, ...]
    decided: int
    undecided: int
    in_use: bool

    @property
    def total(self) -> int:
        return self.decided + self.undecided

    @property
    def needed(self) -> tuple[DeskRow, ...]:
        """The rows that buildings wait for."""
        return tuple(one for one in self.rows if one.waiting)

    @property
    def others(self) -> tuple[DeskRow, ...]:
        return tuple(one for one in self.rows if not one.waiting)

    @property
    def articles(self) -> tuple[Place, ...]:
        return places(together(one.duties for one in (*self.rows, *self.gaps)))


@dataclass(frozen=True)
class Desk:
    """What the desk shows, and over everything on file: how many rows, how many decide, how many
    values are missing; `needed` rows hold up `buildings` (each counted once)."""

    standards: tuple[DeskStandard, ...]
    total: int
    decided: int
    missing: int
    needed: int
    buildings: int

    @property
    def rows(self) -> int:
        """How many rows wait for an official."""
        return self.total - self.decided


def desk(actor: Actor, show: Show = "", whom: Whom = "") -> Desk:
    """What waits for an official's word; the standards that buildings wait for come first, then
    those in use, then those a duty hangs on. Constant in queries."""
    counts = waiting.count(actor)
    in_use = set(StandardInUse.objects.values_list("standard_id", flat=True))
    laws = Laws()
    rows: dict[int, list[StandardRow]] = {}
    for row in StandardRow.objects.standing():
        rows.setdefault(row.standard_id, []).append(row)
    every = [
        _standard(one, rows.get(one.pk, []), counts.by_row, laws, one.pk in in_use)
        for one in Standard.objects.all()
    ]
    every.sort(
        key=lambda one: (not one.needed, not one.in_use, not one.articles, one.standard.code)
    )
    return Desk(
        standards=tuple(
            narrow for one in every if (narrow := _narrowed(one, show, whom)).rows or narrow.gaps
        ),
        total=sum(one.total for one in every),
        decided=sum(one.decided for one in every),
        missing=sum(len(one.gaps) for one in every),
        needed=sum(not row.decides and row.waiting > 0 for one in every for row in one.rows),
        buildings=counts.buildings,
    )


def gaps(standard: Standard, laws: Laws) -> tuple[DeskGap, ...]:
    """What the standard states but nobody has supplied."""
    tongue = "zh" if (get_language() or "zh").startswith("zh") else "en"
    return tuple(
        DeskGap(
            gap[tongue],
            gap.get(f"from_{tongue}", ""),
            laws.on(gap["quantity"], selector_of(gap["selector"])),
        )
        for gap in standard.gaps
    )


def _standard(
    standard: Standard,
    rows: Sequence[StandardRow],
    counts: Mapping[int, int],
    laws: Laws,
    used: bool,
) -> DeskStandard:
    shown = [DeskRow(r, counts.get(r.pk, 0), laws.on(r.quantity, r.holds_for)) for r in rows]
    shown.sort(key=lambda one: (-one.waiting, one.row.pk))
    decided = sum(one.decides for one in shown)
    return DeskStandard(
        standard, tuple(shown), gaps(standard, laws), decided, len(shown) - decided, used
    )


def _narrowed(one: DeskStandard, show: Show, whom: Whom) -> DeskStandard:
    """The standard with the rows and gaps that were asked for."""
    rows = [row for row in one.rows if _shown(row, show) and whom in ("", row.whom)]
    missing: Iterable[DeskGap] = one.gaps if whom in ("", "holder") else ()
    if show in ("needed", "decides"):
        missing = ()
    if show == "duty":
        missing = [gap for gap in missing if gap.duties]
    return DeskStandard(
        one.standard, tuple(rows), tuple(missing), one.decided, one.undecided, one.in_use
    )


def _shown(one: DeskRow, show: Show) -> bool:
    if show == "decides":
        return one.decides
    if one.decides or show == "missing":
        return False
    return show == "" or bool(one.waiting if show == "needed" else one.duties)
