"""The acts of the standards desk: seed, enter a table, confirm, withdraw, reject, put in use.

Rows are only ever added. A table is taken whole or refused whole, and what two rows of one
standard may not do (state the same thing for the same day) is checked under a lock on the
standard, against everything on file that is not rejected.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.acts import Event, act
from greenward.bureau.casework.days import check_past
from greenward.law.standards import (
    Problem,
    Row,
    Table,
    TableRefused,
    guiding_above_constraint,
    overlaps,
    shipped,
)
from greenward.law.standards.rows import selector_data

from .errors import FileRefused, StandardsError
from .measures import purposes_of
from .models import Evidence, RowState, Ruling, Standard, StandardInUse, StandardRow


@dataclass(frozen=True)
class Attestation:
    """An official's word: who says it, on what source (or for what reason), of which day."""

    official: str
    source: str
    dated: date

    def check(self) -> None:
        if not self.official.strip() or not self.source.strip():
            raise StandardsError(_("Say who confirms and which source was seen."))
        check_past(StandardsError, dated=self.dated)


@dataclass(frozen=True)
class Entered:
    """What entering a table did: rows new, on file already, on file but rejected, now confirmed."""

    standard: Standard
    created: int
    unchanged: int
    rejected: int = 0
    confirmed: int = 0


def seed(actor: Actor) -> list[Entered]:
    """Enter the tables shipped with Greenward as proposals. Safe to repeat: a row that is on file,
    or that another row on file stands in place of, is left alone."""
    entered = []
    with act(actor, "enter_standard") as event:
        for table in shipped():
            standard = _standard(table)
            _renew_gaps(standard, table)
            earlier = [row.as_row() for row in standard.rows.standing()]
            new = [row for row in table.rows if not overlaps([row], earlier)]
            created, unchanged = _add(standard, new, _("shipped with Greenward"))
            entered.append(Entered(standard, created, unchanged + len(table.rows) - len(new)))
        event.note(seeded=sum(one.created for one in entered))
    return entered


@transaction.atomic
def import_table(
    actor: Actor,
    table: Table,
    *,
    attestation: Attestation | None = None,
    use_in: Area | None = None,
    use_from: date | None = None,
) -> Entered:
    """Enter an authority's own table (evidence A), whole or not at all.

    With an attestation its rows are confirmed in the same act, else they wait on the desk. With
    `use_in` the area's authority applies the standard, for what its rows limit, from `use_from` or
    from the first day any of them holds. Raises FileRefused with every problem.
    """
    if attestation:
        attestation.check()
    with act(actor, "enter_standard") as event:
        standard = _standard(table)
        _refuse(_differences(standard, table))
        keys = {row.key(standard.code) for row in table.rows}
        earlier = [row.as_row() for row in standard.rows.standing().exclude(key__in=keys)]
        _refuse(overlaps(table.rows, earlier) + guiding_above_constraint(table.rows, earlier))
        created, unchanged = _add(standard, table.rows, actor.name)
        if table.complete and standard.gaps:
            standard.gaps = []
            standard.save(update_fields=["gaps"])
        event.subject = standard
        event.note(standard=standard.code, created=created, unchanged=unchanged)
    on_file = StandardRow.objects.filter(key__in=keys).with_word()
    states = [row.state for row in on_file]
    confirmed = 0
    if attestation and (waiting := [r for r in on_file if r.state is RowState.UNDECIDED]):
        confirmed = confirm(actor, waiting, attestation)
    if use_in:
        first_day = use_from or min(row.first_day for row in table.rows)
        for purpose in purposes_of(row.quantity for row in table.rows):
            if not _in_use(use_in, standard, purpose):
                use_standard(
                    actor, area=use_in, standard=standard, first_day=first_day, purpose=purpose
                )
    return Entered(standard, created, unchanged, states.count(RowState.REJECTED), confirmed)


def confirm(actor: Actor, rows: Iterable[StandardRow], attestation: Attestation) -> int:
    """Confirm rows: each is what the standard says. Gives how many were confirmed now.

    Rows that decide already are left alone; StandardsError when none is left, or when another row
    has taken the place of a rejected one.
    """
    attestation.check()
    with act(actor, "confirm_standard") as event:
        waiting = [row for row in _locked(rows) if row.state is not RowState.DECIDES]
        if not waiting:
            raise StandardsError(_("None of these rows is waiting to be confirmed."))
        for row in waiting:
            if row.state is RowState.REJECTED:
                standing = [r.as_row() for r in row.standard.rows.standing()]
                _refuse(overlaps([row.as_row()], standing))
        _rule(actor, waiting, Ruling.Word.CONFIRMED, attestation)
        event.subject = _subject(waiting)
        _note(event, attestation, word="confirmed", rows=[row.pk for row in waiting])
    return len(waiting)


def withdraw(actor: Actor, row: StandardRow, attestation: Attestation) -> None:
    """Take a wrong confirmation back: the row waits again. The source is the reason."""
    attestation.check()
    with act(actor, "confirm_standard") as event:
        [locked] = _locked([row])
        if locked.word != Ruling.Word.CONFIRMED:
            raise StandardsError(_("This row is not confirmed; there is nothing to withdraw."))
        _rule(actor, [locked], Ruling.Word.WITHDRAWN, attestation)
        event.subject = locked
        _note(event, attestation, word="withdrawn")


def reject(actor: Actor, row: StandardRow, attestation: Attestation) -> None:
    """Say that a row is not what the standard says: it counts for nothing, another may be entered."""
    attestation.check()
    with act(actor, "confirm_standard") as event:
        [locked] = _locked([row])
        if locked.state is RowState.REJECTED:
            raise StandardsError(_("This row is rejected already."))
        _rule(actor, [locked], Ruling.Word.REJECTED, attestation)
        event.subject = locked
        _note(event, attestation, word="rejected")


def use_standard(
    actor: Actor,
    *,
    area: Area,
    standard: Standard,
    first_day: date,
    last_day: date | None = None,
    purpose: str = StandardInUse.Purpose.ENERGY,
) -> StandardInUse:
    """Record that an area's authority applies a standard, from a day to a day."""
    if last_day and last_day < first_day:
        raise StandardsError(_("The last day lies before the first."))
    with act(actor, "use_standard", area=area) as event:
        Standard.objects.select_for_update().get(pk=standard.pk)
        _refuse_second_use(area, standard, purpose, first_day, last_day)
        use = StandardInUse.objects.create(
            area=area,
            standard=standard,
            purpose=purpose,
            first_day=first_day,
            last_day=last_day,
            recorded_by=actor.name,
        )
        event.subject = use
        event.note(standard=standard.code, first_day=first_day, last_day=last_day)
    return use


def end_use(actor: Actor, use: StandardInUse, last_day: date) -> None:
    """Record the last day on which an area's authority applies a standard."""
    if last_day < use.first_day:
        raise StandardsError(_("The last day lies before the first."))
    with act(actor, "use_standard", use, area=use.area) as event:
        use.last_day = last_day
        use.save(update_fields=["last_day"])
        event.note(standard=use.standard.code, last_day=last_day)


# --- parts ----------------------------------------------------------------------------------


def _note(event: Event, attestation: Attestation, **said: Any) -> None:
    event.note(**said, source=attestation.source, dated=attestation.dated)
    event.personal(official=attestation.official)


def _standard(table: Table) -> Standard:
    """The standard of a table, made if new, locked until the act ends."""
    Standard.objects.get_or_create(
        code=table.code,
        defaults={
            "title_zh": table.title.zh,
            "title_en": table.title.en,
            "level": table.level,
            "method": table.method,
            "gaps": _gaps(table),
        },
    )
    return Standard.objects.select_for_update().get(code=table.code)


def _gaps(table: Table) -> list[dict[str, object]]:
    return [
        {
            "quantity": gap.quantity,
            "selector": selector_data(gap.selector),
            "zh": gap.reason.zh,
            "en": gap.reason.en,
            "from_zh": gap.source.zh if gap.source else "",
            "from_en": gap.source.en if gap.source else "",
        }
        for gap in table.gaps
    ]


def _renew_gaps(standard: Standard, table: Table) -> None:
    """A shipped table that knows more of what is missing says so, unless an authority has entered
    rows of its own: what is missing then is for it to say."""
    said = _gaps(table)
    entered = standard.rows.filter(evidence=Evidence.AUTHORITY).exists()
    if standard.gaps != said and standard.gaps and not entered:
        standard.gaps = said
        standard.save(update_fields=["gaps"])


def _differences(standard: Standard, table: Table) -> list[Problem]:
    code = standard.code
    found = []
    if standard.level != table.level:
        found.append(Problem("level_differs", "", {"code": code, "level": standard.level}))
    if standard.method != table.method:
        found.append(Problem("method_differs", "", {"code": code, "method": standard.method}))
    return found


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise FileRefused(TableRefused(problems))


def _add(standard: Standard, rows: Sequence[Row], entered_by: str) -> tuple[int, int]:
    """Add the rows that are not on file; give how many were added and how many were there."""
    keyed = {row.key(standard.code): row for row in rows}
    there = set(StandardRow.objects.filter(key__in=keyed).values_list("key", flat=True))
    new = [
        StandardRow(
            standard=standard,
            quantity=row.quantity,
            selector=selector_data(row.selector),
            value=row.value,
            decimals=row.decimals,
            unit=row.unit,
            compare=row.compare,
            direction=row.direction,
            first_day=row.first_day,
            last_day=row.last_day,
            source=row.source,
            evidence=row.evidence,
            confidence=row.confidence,
            key=key,
            entered_by=entered_by,
        )
        for key, row in keyed.items()
        if key not in there
    ]
    StandardRow.objects.bulk_create(new)
    return len(new), len(there)


def _locked(rows: Iterable[StandardRow]) -> list[StandardRow]:
    """The rows as they stand now, their standards locked so that rulings come one by one."""
    ids = [row.pk for row in rows]
    list(Standard.objects.filter(rows__in=ids).order_by("pk").select_for_update(of=("self",)))
    return list(
        StandardRow.objects.filter(pk__in=ids).with_word().select_related("standard").order_by("pk")
    )


def _rule(actor: Actor, rows: Sequence[StandardRow], word: Ruling.Word, said: Attestation) -> None:
    Ruling.objects.bulk_create(
        Ruling(
            row=row,
            word=word,
            official=said.official.strip(),
            source=said.source.strip(),
            dated=said.dated,
            user=actor.user,
        )
        for row in rows
    )


def _subject(rows: Sequence[StandardRow]) -> StandardRow | Standard | None:
    """What the log names: the row, or the standard when all rows are of one."""
    if len(rows) == 1:
        return rows[0]
    return rows[0].standard if len({row.standard_id for row in rows}) == 1 else None


def _uses(area: Area, standard: Standard, purpose: str) -> Q:
    return Q(area=area, standard=standard, purpose=purpose)


def _in_use(area: Area, standard: Standard, purpose: str) -> bool:
    uses = _uses(area, standard, purpose)
    return StandardInUse.objects.filter(uses).exists()


def _refuse_second_use(
    area: Area, standard: Standard, purpose: str, first_day: date, last_day: date | None
) -> None:
    """The same standard is in use once on any day."""
    clash = _uses(area, standard, purpose)
    clash &= Q(last_day__isnull=True) | Q(last_day__gte=first_day)
    if last_day:
        clash &= Q(first_day__lte=last_day)
    if other := StandardInUse.objects.filter(clash).first():
        raise StandardsError(
            _("%(standard)s is in use in %(area)s already, from %(first)s to %(last)s.")
            % {
                "standard": standard.code,
                "area": area,
                "first": other.first_day,
                "last": other.last_day or "…",
            }
        )
