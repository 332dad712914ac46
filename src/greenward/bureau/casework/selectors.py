"""Reads of casework."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor

from .models import AuditEvent, Matter, SecurityEvent


def audit_log(
    actor: Actor,
    *,
    act: str = "",
    who: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[AuditEvent]:
    """The acts done in the actor's areas or in none, newest first; days are the city's.

    Raises PermissionDenied when no post of the actor includes reading the log.
    """
    if not actor.may("see_audit"):
        raise PermissionDenied(_("Your duty post does not include this act."))
    events = AuditEvent.objects.order_by("-at", "-pk")
    if not actor.everywhere:
        seen = Q(area_path="")
        for duty in actor.duties:
            if actor.may("see_audit", duty.area_path):
                seen |= Q(area_path__startswith=duty.area_path)
        events = events.filter(seen)
    if act:
        events = events.filter(act=act)
    if who:
        events = events.filter(actor_name__icontains=who)
    if since:
        events = events.filter(at__gte=_midnight(since))
    if until:
        events = events.filter(at__lt=_midnight(until + timedelta(days=1)))
    return events


def matters_matching(
    actor: Actor, *, text: str = "", kind: str = "", state: str = "", whose: str = ""
) -> QuerySet[Matter]:
    """The matters an actor sees, by words of number or subject, kind, open | closed, me | nobody."""
    found = Matter.objects.visible_to(actor)
    if text:
        words = (Q(**{f"{name}__icontains": text}) for name in ("number", "title", "title_en"))
        found = found.filter(reduce(or_, words))
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(closed_at__isnull=state == "open")
    if whose == "me":
        found = found.filter(officer=actor.user)
    if whose == "nobody":
        found = found.filter(officer=None)
    return found


def security_events(actor: Actor, *, name: str = "") -> QuerySet[SecurityEvent]:
    """Sign-ins, refused and failed acts, newest first, of the whole house: an account that is
    attacked is nobody's district. Raises PermissionDenied."""
    if not actor.may("see_security"):
        raise PermissionDenied(_("Your duty post does not include this act."))
    events = SecurityEvent.objects.order_by("-at", "-pk")
    return events.filter(name=name) if name else events


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
