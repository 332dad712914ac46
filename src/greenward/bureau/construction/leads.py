"""Leads of chapter II: what another authority decided although the law asks otherwise (Articles 12, 13),
and special acceptances that a spot check found not to conform (Article 16).

Nothing is corrected here: it is for an officer to look at. A lead ends when the gate is decided anew
or the decision is opened by a change; that of a spot check also when a later check finds it in order.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Role
from greenward.bureau.casework.inbox import Lead, Leads
from greenward.bureau.casework.words import in_language

from .law import law
from .models import Decision, SpotCheck


def contrary_decisions() -> QuerySet[Decision]:
    """The decisions of other authorities that still hold and that the law would have made otherwise."""
    later = Decision.objects.filter(
        Q(project=OuterRef("project")) | Q(plot=OuterRef("plot")),
        gate=OuterRef("gate"),
        pk__gt=OuterRef("pk"),
    )
    return Decision.objects.filter(~Exists(later), contrary=True, reopened_at=None)


def failed_checks() -> QuerySet[SpotCheck]:
    """The last checks of acceptances that found them not to conform, while their decisions hold."""
    again = SpotCheck.objects.filter(acceptance=OuterRef("acceptance"), pk__gt=OuterRef("pk"))
    later = Decision.objects.filter(
        project=OuterRef("acceptance__project"),
        gate=OuterRef("acceptance__application__gate"),
        pk__gt=OuterRef("acceptance__application__decision"),
    )
    return SpotCheck.objects.filter(
        ~Exists(again),
        ~Exists(later),
        conforms=False,
        acceptance__application__decision__isnull=False,
        acceptance__application__decision__reopened_at=None,
    )


def decided_elsewhere(actor: Actor, most: int) -> Leads | None:
    """Decisions in the areas of the actor's posts as officer, the newest first; one query."""
    if (inside := _inside(actor, "project__area", "plot__area")) is None:
        return None
    found = contrary_decisions().filter(inside).select_related("project", "plot")
    title = _("Decided elsewhere against what the law asks")
    return _leads(title, found.defer("facts"), _lead, most)


def checked(actor: Actor, most: int) -> Leads | None:
    """Acceptances in the areas of the actor's posts as officer, the last checked first; one query."""
    if (inside := _inside(actor, "acceptance__project__area")) is None:
        return None
    found = failed_checks().filter(inside)
    found = found.select_related("acceptance__project", "acceptance__application__decision")
    return _leads(_("Acceptances found not to conform"), found, _lead_of_check, most)


def _inside(actor: Actor, *paths: str) -> Q | None:
    """What lies in the areas of the actor's posts as officer, by paths to an area; None without one."""
    areas = [duty.area_path for duty in actor.duties if duty.role is Role.OFFICER]
    parts = [Q(**{f"{path}__path__startswith": area}) for area in areas for path in paths]
    return reduce(or_, parts) if parts else None


def _leads(title: str, found: QuerySet[Any], lead: Callable[[Any], Lead], most: int) -> Leads:
    rows = list(found.annotate(total=Window(Count("*"))).order_by(F("pk").desc())[:most])
    return Leads(title, [*map(lead, rows)], rows[0].total if rows else 0, word=_("to look at"))


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


def _lead_of_check(row: SpotCheck) -> Lead:
    session = row.acceptance
    decision = session.application.decision
    return Lead(
        session.project.name,
        reverse("construction:session", args=[session.project_id, session.pk]),
        row.nonconformities,
        law(decision.edition_id).edition.gate(decision.gate).article,
        row.checked_on,
    )
