"""Leads of chapter II: what another authority decided although the law asks otherwise (Articles 12, 13).

Nothing is corrected here: it is for an officer to look at. A lead ends when the gate is decided anew
or the decision is opened by a change.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Role
from greenward.bureau.casework.inbox import Lead, Leads
from greenward.bureau.casework.words import in_language

from .law import law
from .models import Decision


def contrary_decisions() -> QuerySet[Decision]:
    """The decisions of other authorities that still hold and that the law would have made otherwise."""
    later = Decision.objects.filter(
        Q(project=OuterRef("project")) | Q(plot=OuterRef("plot")),
        gate=OuterRef("gate"),
        pk__gt=OuterRef("pk"),
    )
    return Decision.objects.filter(~Exists(later), contrary=True, reopened_at=None)


def leads(actor: Actor, most: int) -> Leads | None:
    """Those in the areas of the actor's posts as officer, the newest first; one query."""
    areas = [duty.area_path for duty in actor.duties if duty.role is Role.OFFICER]
    if not areas:
        return None
    inside = reduce(
        or_,
        (
            Q(project__area__path__startswith=path) | Q(plot__area__path__startswith=path)
            for path in areas
        ),
    )
    found = contrary_decisions().filter(inside).select_related("project", "plot")
    rows = found.defer("facts").annotate(total=Window(Count("*"))).order_by(F("pk").desc())[:most]
    first = [_lead(row) for row in rows]
    return Leads(
        _("Decided elsewhere against what the law asks"),
        first,
        rows[0].total if first else 0,
        word=_("to look at"),
    )


def _lead(row: Decision) -> Lead:
    work = row.project or row.plot
    gate = law(row.edition_id).edition.gate(row.gate)
    outcome = _("granted") if row.granted else _("decided against")
    return Lead(
        f"{work} · {in_language(gate.title)}",
        reverse(f"construction:{work.subject.value}", args=[work.pk]),
        _("%(authority)s, %(number)s: %(outcome)s")
        % {"authority": row.authority, "number": row.number, "outcome": outcome},
        gate.article,
        row.decided_on,
    )
