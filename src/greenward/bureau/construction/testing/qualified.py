"""Who is qualified for what, on which day (Articles 15, 34, 35; the national Article 13).

An officer enters certificates and records when one is taken away. Whether somebody was qualified is
always asked of the day of the act that needed it: the commission, the test, the review.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, PartyRole
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.models import Document

from ..models import Project, Qualification
from ..models.testing import Activity


def enter(
    actor: Actor,
    *,
    area: Area,
    organisation: Organisation,
    activity: str,
    number: str,
    first_day: date,
    last_day: date | None,
    scope: str = "",
    document: Document | None = None,
) -> Qualification:
    """Enter a certificate for an area's authority. Raises ValidationError where it is on file
    already or ends before it begins."""
    with act(actor, "enter_qualification", area=area) as event:
        if last_day and last_day < first_day:
            raise ValidationError({"last_day": _("It ends before it begins.")})
        same = {"organisation": organisation, "activity": activity, "number": number}
        if Qualification.objects.filter(**same).exists():
            raise ValidationError({"number": _("This certificate is on file already.")})
        found = Qualification.objects.create(
            **same,
            first_day=first_day,
            last_day=last_day,
            scope=scope,
            document=document,
            entered_by=actor.user,
        )
        event.subject = found
        event.note(organisation=organisation.pk, activity=activity, number=number)
        event.note(first_day=first_day, last_day=last_day)
    return found


def revoke(actor: Actor, found: Qualification, *, area: Area, on: date, because: str) -> None:
    """Record that a certificate no longer holds from a day on, with the reason."""
    with act(actor, "revoke_qualification", found, area=area) as event:
        if found.revoked_on is not None:
            raise ValidationError(_("It is on record already that it was taken away."))
        if not because.strip():
            raise ValidationError({"because": _("Say why it was taken away.")})
        found.revoked_on, found.revoked_because = on, because
        found.save(update_fields=["revoked_on", "revoked_because"])
        event.note(on=on, because=because)


def listed(activity: str = "", text: str = "") -> QuerySet[Qualification]:
    """The certificates on file; they are public, as the registers of the issuing bodies are."""
    rows = Qualification.objects.select_related("organisation")
    if activity:
        rows = rows.filter(activity=activity)
    return rows.filter(organisation__name__icontains=text.strip()) if text.strip() else rows


def holders(activity: str, on: date) -> QuerySet[Organisation]:
    """The organisations qualified for something on a day."""
    rows = Qualification.objects.holding(on).filter(activity=activity)
    return Organisation.objects.filter(pk__in=rows.values("organisation")).order_by("name")


def choosable(project: Project, activity: str, role: PartyRole) -> QuerySet[Organisation]:
    """The organisations qualified for something today, and those in the project in that role."""
    inside = project.matter.parties.filter(role=role).values("organisation")
    qualified = holders(activity, timezone.localdate()).order_by()
    both = Organisation.objects.filter(pk__in=inside) | qualified
    return both.distinct().order_by("name")


@dataclass(frozen=True)
class Standing:
    """How an organisation stood on a day: yes, no (a certificate is on file, but none holds that
    day), or unknown (none was ever entered)."""

    truth: bool | None
    certificate: Qualification | None = None


class Register:
    """The certificates of some organisations, read once (one query)."""

    def __init__(self, organisations: Iterable[int]) -> None:
        self._of: dict[tuple[int, str], list[Qualification]] = {}
        for row in Qualification.objects.filter(organisation__in=set(organisations)):
            self._of.setdefault((row.organisation_id, row.activity), []).append(row)

    def on(self, organisation: int, activity: str, day: date) -> Standing:
        rows = self._of.get((organisation, activity), [])
        holding = next((row for row in rows if holds(row, day)), None)
        if holding is not None:
            return Standing(True, holding)
        return Standing(False, rows[0]) if rows else Standing(None)

    def on_all(self, organisation: int, activity: str, days: Iterable[date]) -> Standing:
        """How it stood on each of some days: the worst of them."""
        said = [self.on(organisation, activity, day) for day in days]
        return min(said, key=lambda one: _WORST.index(one.truth))


_WORST = (False, None, True)


def holds(row: Qualification, day: date) -> bool:
    """Whether a certificate holds on a day, its first and last day included."""
    if row.revoked_on is not None and day >= row.revoked_on:
        return False
    return row.holds_on(day)


OF_TEST = {"airtest": Activity.AIR, "soundtest": Activity.SOUND}
"""What a laboratory must be qualified for, by the model of the test."""
