"""The law a plot or project is asked under: the newest published edition of its city's pack."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Subquery
from django.utils.translation import gettext as _

from greenward.bureau.accounts.models import Area
from greenward.bureau.standards.editions import edition
from greenward.bureau.standards.errors import StandardsError
from greenward.bureau.standards.models import PublishedEdition
from greenward.law import gates
from greenward.law.language import Edition, FactEntry, Gate, Subject


class Law(NamedTuple):
    """An edition and the hash it is kept under."""

    hash: str
    edition: Edition

    def entry(self, fact: str) -> FactEntry:
        return entries(self.hash)[fact]

    def gates(self, subject: Subject, on: date) -> tuple[Gate, ...]:
        """The gates in force on a day about a subject, each after those it waits for."""
        return tuple(
            gate
            for gate in ordered(self.hash)
            if gate.subject is subject and gate.in_force.holds(on)
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


def law(hash: str) -> Law:
    """An edition by its hash."""
    return Law(hash, edition(hash))


@lru_cache(maxsize=32)
def ordered(hash: str) -> tuple[Gate, ...]:
    return gates.order(edition(hash))


@lru_cache(maxsize=32)
def entries(hash: str) -> dict[str, FactEntry]:
    return {entry.name: entry for entry in edition(hash).vocabulary}


@lru_cache(maxsize=32)
def flags(hash: str) -> frozenset[str]:
    """The facts of an edition that are yes or no."""
    return frozenset(e.name for e in edition(hash).vocabulary if e.kind == "flag")
