"""Who answered for a project, from when to when, and on which days nobody did (Article 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from greenward.bureau.accounts.models import PartyRole, Tenure
from greenward.bureau.casework.models import Party

from ..models import Engagement, Project
from .engaging import ANSWERABLE

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Gap:
    """Days, both included, on which a party had no leader; open to today while `until` is None."""

    since: date
    until: date | None


@dataclass(frozen=True)
class Seat:
    """A party of a project in one role, with everybody who answered for its work."""

    role: PartyRole
    party: Party
    people: tuple[Engagement, ...]
    gaps: tuple[Gap, ...]

    @property
    def leader(self) -> Engagement | None:
        """Who leads today."""
        today = timezone.localdate()
        held = (one for one in self.people if one.leads and one.holds_on(today))
        return next(held, None)

    @property
    def present(self) -> bool:
        return self.party.holds_on(timezone.localdate())

    @property
    def lacks_leader(self) -> bool:
        return self.role in ANSWERABLE and self.present and self.leader is None


def seats(project: Project) -> list[Seat]:
    """The parties of a project in the order of roles, each time a party was there: two queries."""
    people: dict[tuple[str, int], list[Engagement]] = {}
    rows = project.engagements.select_related("organisation", "user", "commitment", "project")
    for one in rows.order_by("first_day", "pk"):
        people.setdefault((one.role, one.organisation_id), []).append(one)
    parties = project.matter.parties.filter(organisation__isnull=False)
    order = list(PartyRole)
    found = [
        _seat(party, people.get((party.role, party.organisation_id), []))
        for party in parties.select_related("organisation").order_by("first_day", "pk")
    ]
    return sorted(found, key=lambda seat: order.index(seat.role))


def gaps(party: Tenure, leaders: Iterable[Tenure], today: date) -> Iterator[Gap]:
    """The days of a party, up to today, on which none of its leaders was in office."""
    end = min(party.last_day or today, today)
    free = party.first_day
    for one in sorted(leaders, key=lambda row: row.first_day):
        if one.first_day > end:
            break
        if one.first_day > free:
            yield Gap(free, one.first_day - DAY)
        if one.last_day is None:
            return
        free = max(free, one.last_day + DAY)
    if free <= end:
        yield Gap(free, None if party.last_day is None or party.last_day > today else end)


def _seat(party: Party, people: Sequence[Engagement]) -> Seat:
    role, today = PartyRole(party.role), timezone.localdate()
    here = tuple(one for one in people if _meet(party, one))
    leading = [one for one in here if one.leads]
    empty = tuple(gaps(party, leading, today)) if role in ANSWERABLE else ()
    return Seat(role, party, here, empty)


def _meet(a: Tenure, b: Tenure) -> bool:
    return (a.last_day is None or b.first_day <= a.last_day) and (
        b.last_day is None or a.first_day <= b.last_day
    )
