"""Many matters opened at once, for lists that bring in what was begun elsewhere: the same rows as one
after the other, with as few statements as possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area

from .. import rows
from ..acts import audit_row
from ..leaves import seal
from ..models import Matter, Party
from . import kinds
from .steps import TakingPart


@dataclass(frozen=True)
class Opening:
    """A matter to be opened; `subject` is the key of what it is about, `said` its audit row's
    payload."""

    title: str
    area: Area
    subject: int
    parties: tuple[TakingPart, ...] = ()
    said: dict[str, Any] = field(default_factory=dict)


def opened_many(
    actor: Actor,
    kind_name: str,
    subject: type[models.Model],
    wanted: Sequence[Opening],
    act_name: str,
) -> list[Matter]:
    """Open matters of a kind whose first state waits for nobody, inside an act that allows it.

    Gives them in the order asked for. Raises ValueError for a kind whose first state waits.
    """
    kind = kinds.named(kind_name)
    if kind.states[kind.initial].waits:
        raise ValueError(f"the first state of {kind_name} waits for somebody: open them one by one")
    now, today = timezone.now(), timezone.localdate()
    found = [
        Matter(
            pk=pk,
            kind=kind.name,
            number=f"{one.area.code}-{kind.code}-{today.year}-{pk:06d}",
            title=one.title,
            area=one.area,
            subject_type=subject._meta.label_lower,
            subject_id=str(one.subject),
            state=kind.initial,
            opened_at=now,
            opened_by=actor.user,
        )
        for pk, one in zip(keys(Matter, len(wanted)), wanted, strict=True)
    ]
    rows.copy(found)
    rows.copy(
        [
            Party(matter=matter, role=part.role, organisation_id=part.who.pk, first_day=today)
            for matter, one in zip(found, wanted, strict=True)
            for part in one.parties
        ]
    )
    audited(actor, act_name, zip(found, (one.said for one in wanted), strict=True))
    return found


def audited(actor: Actor, act_name: str, of: Iterable[tuple[Matter, dict[str, Any]]]) -> None:
    """One audit row for each of some matters: what one act over all of them did to each."""
    made = []
    for matter, said in of:
        row = audit_row(actor, act_name, matter, said, matter.area.path)
        seal(row)
        made.append(row)
    rows.copy(made)


def keys(model: type[models.Model], count: int) -> list[int]:
    """New keys of a model's table, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return sorted(key for (key,) in cursor.fetchall())
