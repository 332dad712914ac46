"""Leads of chapter II: decisions that still hold and that an officer should look at. Another authority
made them although the law asks otherwise (Articles 12, 13), or a spot check found that the special
acceptance they were made on does not conform (Article 16).

Nothing is corrected here. A lead ends when the gate is decided anew or the decision is opened by a
change; that of a spot check also when a later check finds the acceptance in order.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Role
from greenward.bureau.casework.inbox import Lead, Leads
from greenward.bureau.casework.words import in_language

from .law import law
from .models import Decision, SpotCheck


def standing() -> QuerySet[Decision]:
    """The newest decisions of their gates that no change has opened."""
    later = Decision.objects.filter(
        Q(project=OuterRef("project")) | Q(plot=OuterRef("plot")),
        gate=OuterRef("gate"),
        pk__gt=OuterRef("pk"),
    )
    return Decision.objects.filter(~Exists(later), reopened_at=None)


def failed_checks() -> QuerySet[SpotCheck]:
    """Of the application a decision was made on: the last check of its session, where it failed."""
    again = SpotCheck.objects.filter(acceptance=OuterRef("acceptance"), pk__gt=OuterRef("pk"))
    return SpotCheck.objects.filter(
        ~Exists(again), acceptance__application=OuterRef("application"), conforms=False
    )


def questioned(actor: Actor, most: int) -> Leads | None:
    """Decisions in the areas of the actor's posts as officer, the newest first; one query. None for
    whoever holds no such post."""
    areas = [duty.area_path for duty in actor.duties if duty.role is Role.OFFICER]
    if not areas:
        return None
    paths = ("project__area__path", "plot__area__path")
    inside = [Q(**{f"{path}__startswith": area}) for area in areas for path in paths]
    failed = JSONObject(session="acceptance", found="nonconformities", on="checked_on")
    found = (
        standing()
        .filter(reduce(or_, inside))
        .annotate(failed=failed_checks().values(said=failed)[:1])
        .filter(Q(contrary=True) | Q(failed__isnull=False))
        .annotate(total=Window(Count("*")))
        .select_related("project", "plot")
        .defer("facts")
        .order_by(F("pk").desc())
    )
    rows = list(found[:most])
    return Leads(
        _("Decisions to look at"),
        [_checked(row) if row.failed else _elsewhere(row) for row in rows],
        rows[0].total if rows else 0,
        word=_("to look at"),
    )


def _elsewhere(row: Decision) -> Lead:
    work = row.project or row.plot
    outcome = _("granted") if row.granted else _("decided against")
    return Lead(
        _title(row),
        reverse(f"construction:{work.subject.value}", args=[work.pk]),
        _("Decided elsewhere against what the law asks: %(authority)s, %(number)s, %(outcome)s")
        % {"authority": row.authority, "number": row.number, "outcome": outcome},
        _article(row),
        row.decided_on,
    )


def _checked(row: Decision) -> Lead:
    return Lead(
        _title(row),
        reverse("construction:session", args=[row.project_id, row.failed["session"]]),
        _("A spot check found: %(what)s") % {"what": row.failed["found"]},
        _article(row),
        date.fromisoformat(row.failed["on"]),
    )


def _title(row: Decision) -> str:
    gate = law(row.edition_id).edition.gate(row.gate)
    return f"{row.project or row.plot} · {in_language(gate.title)}"


def _article(row: Decision) -> str:
    return law(row.edition_id).edition.gate(row.gate).article
