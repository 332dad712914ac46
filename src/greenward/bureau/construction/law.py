"""The law a plot or project is asked under: the newest published edition of its city's pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Func, OuterRef, Subquery, Value
from django.utils.translation import gettext as _

from greenward.bureau.accounts.models import Area
from greenward.bureau.standards.editions import edition
from greenward.bureau.standards.errors import StandardsError
from greenward.bureau.standards.models import PublishedEdition
from greenward.law import gates
from greenward.law.language import (
    Duty,
    Edition,
    FactEntry,
    Gate,
    Ground,
    Subject,
    facts_in,
    fine_imposed,
    gate_passed,
    order_expired,
    policy_in_force,
)


class Law(NamedTuple):
    """An edition and the hash it is kept under."""

    hash: str
    edition: Edition

    def entry(self, fact: str) -> FactEntry:
        return self.edition.entry(fact)

    def gates(self, subject: Subject, on: date) -> tuple[Gate, ...]:
        """The gates in force on a day about a subject, each after those it waits for; a ground that
        waits for a gate not in force then is left out."""
        return tuple(gate for gate in _asked(self.hash, on) if gate.subject is subject)

    def not_asked(self, subject: Subject, on: date) -> tuple[Gate, ...]:
        """The gates about a subject that are not in force on a day."""
        return tuple(
            gate
            for gate in self.edition.gates
            if gate.subject is subject and not gate.in_force.holds(on)
        )


def law_of(area: Area) -> Law:
    """The law of the city an area lies in. Raises StandardsError where none is published."""
    root = Area.objects.filter(code=area.path.split("/", 1)[0]).values("pack")
    rows = PublishedEdition.objects.filter(pack__in=Subquery(root)).order_by("-published_at")
    hash = rows.values_list("hash", flat=True).first()
    if hash is None:
        raise StandardsError(
            _("No edition of the law of %(pack)s is published. Run `greenward law publish`.")
            % {"pack": area.city().pack}
        )
    return law(hash)


def hash_of(area: str) -> Subquery:
    """The hash of that law as a column of rows that reach the area by this path."""
    code = Func(OuterRef(OuterRef(f"{area}__path")), Value("/"), Value(1), function="split_part")
    root = Area.objects.filter(code=code).values("pack")
    rows = PublishedEdition.objects.filter(pack__in=Subquery(root)).order_by("-published_at")
    return Subquery(rows.values("hash")[:1])


def law_beside(row: Any, area: Area) -> Law:
    """The law of a row's place: by the column `law_hash` beside it (`hash_of`), else asked for."""
    found = getattr(row, "law_hash", None)
    return law(found) if found else law_of(area)


def law(hash: str) -> Law:
    """An edition by its hash."""
    return Law(hash, edition(hash))


@lru_cache(maxsize=32)
def ordered(hash: str) -> tuple[Gate, ...]:
    """All gates of an edition, each after those it waits for."""
    return gates.order(edition(hash))


@lru_cache(maxsize=1024)
def duties(hash: str, on: date, subject: Subject) -> tuple[Duty, ...]:
    """The duties of an edition in force on a day about a subject."""
    return edition(hash).in_force(on, subject)


@lru_cache(maxsize=256)
def _asked(hash: str, on: date) -> tuple[Gate, ...]:
    later = {gate_passed(g.id) for g in ordered(hash) if not g.in_force.holds(on)}

    def kept(ground: Ground) -> bool:
        return not later & set(facts_in(ground.requires))

    return tuple(
        replace(gate, grounds=tuple(filter(kept, gate.grounds))) if later else gate
        for gate in ordered(hash)
        if gate.in_force.holds(on)
    )


@lru_cache(maxsize=32)
def flags(hash: str) -> frozenset[str]:
    """The facts of an edition that are yes or no."""
    return frozenset(e.name for e in edition(hash).vocabulary if e.kind == "flag")


@lru_cache(maxsize=32)
def passings(hash: str) -> frozenset[str]:
    """The facts of an edition that say a gate is passed."""
    return frozenset(gate_passed(gate.id) for gate in edition(hash).gates)


@lru_cache(maxsize=32)
def gates_read(hash: str) -> dict[tuple[str, str], tuple[tuple[str, Gate], ...]]:
    """Of each ground, by its gate and its own id: the gates it requires to be passed, each with the
    fact that says so."""
    known = {gate_passed(gate.id): gate for gate in edition(hash).gates}
    return {
        (gate.id, ground.id): tuple(
            (name, known[name]) for name in facts_in(ground.requires) if name in known
        )
        for gate in edition(hash).gates
        for ground in gate.grounds
    }


@lru_cache(maxsize=32)
def brought(hash: str) -> frozenset[str]:
    """The facts that rules bring along and acts settle: a gate passed, an order expired, a fine
    imposed, a policy in force. Nobody states them."""
    of = edition(hash)
    return frozenset(
        [
            *passings(hash),
            *(order_expired(duty.id) for duty in of.duties),
            *(fine_imposed(duty.id) for duty in of.duties),
            *(policy_in_force(permission.id) for permission in of.permissions),
        ]
    )
