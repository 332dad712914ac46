"""The lists of casework that can be taken away: the log of acts."""

from __future__ import annotations

from django.db.models import CharField
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor

from .exports import Column, Kind, Select, Table, of
from .forms import LogFilter
from .selectors import audit_log


def _query(actor: Actor, filters: QueryDict) -> Select:
    form = LogFilter(filters)
    events = audit_log(actor, **(form.cleaned_data if form.is_valid() else {}))
    shown = events.annotate(details=Cast("payload", CharField())).values_list(
        "at", "act", "actor_name", "subject_type", "subject_id", "area_path", "details"
    )
    return of(shown)


LOG = Table(
    "log",
    _("Log of acts"),
    [
        Column("at", _("When"), Kind.TIME),
        Column("act", _("Act")),
        Column("actor_name", _("Who")),
        Column("subject_type", _("Kind of subject")),
        Column("subject_id", _("Subject")),
        Column("area_path", _("Area")),
        Column("details", _("Details")),
    ],
    _query,
)
