"""Holidays beyond those Greenward ships: entered from a notice, withdrawn when it was wrong.

Every period in working days (Penalty Law, Article 85) runs on them; until a year's notice is
entered, its deadlines are provisional.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.matters import calendars

from . import selectors
from .cities import law_of
from .errors import StatutesError
from .models import HolidayNotice, OwnDay

LOCK = "greenward statutes holidays"
EARLIEST, LATEST = 2000, 2100


def enter(
    actor: Actor, *, year: int, document: str, days: Mapping[date, bool], whole_year: bool
) -> HolidayNotice:
    """Enter the days of a notice (day -> worked). `whole_year`: it settles all of `year`.

    Raises StatutesError when a day is on file already or lies far from the year.
    """
    if not EARLIEST <= year <= LATEST:
        raise StatutesError(_("The year %(year)s is out of reach.") % {"year": year})
    if not days:
        raise StatutesError(_("The notice names no day."))
    far = [day for day in days if not date(year - 1, 12, 1) <= day <= date(year + 1, 1, 31)]
    if far:
        raise StatutesError(
            _("%(day)s does not belong to a notice for %(year)s.") % {"day": min(far), "year": year}
        )
    with act(actor, "enter_holidays", area=law_of(actor).area) as event:
        _one_at_a_time()
        _refuse_known(year, days, whole_year)
        notice = HolidayNotice.objects.create(
            year=year, document=document, whole_year=whole_year, entered_by=actor.name
        )
        OwnDay.objects.bulk_create(
            OwnDay(notice=notice, day=day, working=working) for day, working in sorted(days.items())
        )
        calendars.changed(notice.pk)
        event.subject = notice
        event.note(year=year, document=document, whole_year=whole_year, days=len(days))
    return notice


def withdraw(actor: Actor, notice: HolidayNotice, *, reason: str) -> None:
    """Withdraw a notice: its days count no longer, its year is provisional again."""
    if not reason.strip():
        raise StatutesError(_("Give the reason."))
    with act(actor, "enter_holidays", notice, area=law_of(actor).area) as event:
        locked = HolidayNotice.objects.select_for_update().get(pk=notice.pk)
        if locked.withdrawn_at:
            raise StatutesError(_("It is withdrawn already."))
        locked.withdrawn_at, locked.withdrawn_by = timezone.now(), actor.name
        locked.withdrawn_reason = reason
        locked.save()
        calendars.changed(notice.pk)
        event.note(withdrawn=notice.document, reason=reason)


def _refuse_known(year: int, days: Mapping[date, bool], whole_year: bool) -> None:
    standing = selectors.notices_in_force()
    if whole_year and (other := standing.filter(year=year, whole_year=True).first()):
        raise StatutesError(
            _("%(notice)s settles %(year)s already. Withdraw it first.")
            % {"notice": other, "year": year}
        )
    clash = (
        OwnDay.objects.filter(notice__in=standing, day__in=days).select_related("notice").first()
    )
    if clash:
        raise StatutesError(
            _("%(day)s is on file from %(notice)s. Withdraw it first.")
            % {"day": clash.day, "notice": clash.notice}
        )


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [LOCK])
