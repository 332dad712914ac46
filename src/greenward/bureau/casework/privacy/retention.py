"""What is past its time goes, every night: rows deleted or columns emptied, counted in one act.

A room says in its module `personal` what ages: `ages("letters.Mail", "sent_at", days=90,
blank={"body": ""})`. Records of security are held 400 days unless GREENWARD_LOG_DAYS says otherwise,
and never under 180 (Cybersecurity Law, Article 21: six months at least).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from greenward.bureau.accounts.actors import Actor

from ..acts import act

LEAST = 180
CLERK = Actor(None, "retention", everywhere=True)


@dataclass(frozen=True)
class Ageing:
    """Rows of a model that end some days after the moment in `since`: deleted, or with the columns
    of `blank` set to its values. `days` of None are those of the records of security."""

    model: str
    since: str
    days: int | None
    blank: dict[str, Any] = field(default_factory=dict)
    only: Q = field(default_factory=Q)

    def past(self, now: datetime) -> QuerySet[Any]:
        """The rows that are past their time and not emptied yet."""
        days = settings.LOG_RETENTION_DAYS if self.days is None else self.days
        rows = apps.get_model(self.model)._default_manager.filter(
            self.only, **{f"{self.since}__lt": now - timedelta(days=days)}
        )
        return rows.exclude(**self.blank) if self.blank else rows


_ageing: list[Ageing] = []


def ages(
    model: str,
    since: str,
    *,
    days: int | None = None,
    blank: dict[str, Any] | None = None,
    only: Q | None = None,
) -> None:
    """Say what ages; a room calls it in its module `personal`."""
    _ageing.append(Ageing(model, since, days, blank or {}, only or Q()))


def ageing() -> list[Ageing]:
    return list(_ageing)


def check_days(days: int) -> int:
    """The days records of security are held. Raises ImproperlyConfigured when they are too few."""
    if days < LEAST:
        raise ImproperlyConfigured(
            _(
                "GREENWARD_LOG_DAYS=%(days)s: records of security are held %(least)s days at least (Cybersecurity Law, Article 21)."
            )
            % {"days": days, "least": LEAST}
        )
    return days


def purge(now: datetime | None = None) -> dict[str, int]:
    """Delete or empty what is past its time; give the number of rows by model. One act, if any."""
    moment, done = now or timezone.now(), {}
    due = [(one, one.past(moment)) for one in _ageing]
    if not any(rows.exists() for _one, rows in due):
        return {}
    with act(CLERK, "purge_personal") as event:
        for one, rows in due:
            count = rows.update(**one.blank) if one.blank else rows.delete()[0]
            done[one.model] = done.get(one.model, 0) + count
        event.note(rows={model: count for model, count in done.items() if count})
    return done


@app.periodic(cron="19 2 * * *")
@app.task(name="greenward.purge_personal", queueing_lock="greenward.purge_personal")
def nightly(timestamp: int = 0) -> None:
    purge()
