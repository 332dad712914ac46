"""Implementing policies: the documents that switch the incentives of Article 47 on, and off again.

The law only allows them; an incentive sleeps until a policy is entered here with its number and
days. A policy that was entered wrongly or repealed is withdrawn from a day, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.law.language import Edition, FactEntry, Permission, facts_of

from .cities import law_of
from .errors import StatutesError
from .models import ImplementingPolicy

LOCK = "greenward statutes policies"


def numbers_of(edition: Edition, permission: Permission) -> list[FactEntry]:
    """The numbers a policy itself lays down: ratios the permission reads and the authority sets."""
    entries = [edition.entry(fact) for fact in facts_of(permission)]
    return [e for e in entries if e.kind == "quantity" and e.unit == "%" and e.supplier == "authority"]  # fmt: skip


def enter(
    actor: Actor,
    *,
    permission: str,
    document_number: str,
    title: str,
    first_day: date,
    last_day: date | None = None,
    numbers: Mapping[str, int] | None = None,
) -> ImplementingPolicy:
    """Enter a policy. `numbers` are whole units of the facts the permission asks of it.

    Raises StatutesError when another policy puts the same permission in force on one of the days.
    """
    law = law_of(actor)
    known = {one.id: one for one in law.edition.permissions}
    if permission not in known:
        raise StatutesError(
            _("The law has no incentive %(id)s. It has: %(known)s.")
            % {"id": permission, "known": ", ".join(known) or "—"}
        )
    if last_day and last_day < first_day:
        raise StatutesError(_("The last day lies before the first."))
    given = dict(numbers or {})
    _check_numbers(law.edition, known[permission], given)
    with act(actor, "enter_policy", area=law.area) as event:
        _one_at_a_time(law.pack)
        _refuse_overlap(law.pack, permission, first_day, last_day)
        policy = ImplementingPolicy.objects.create(
            pack=law.pack,
            permission=permission,
            document_number=document_number,
            title=title,
            first_day=first_day,
            last_day=last_day,
            numbers=given,
            entered_by=actor.name,
        )
        event.subject = policy
        event.note(permission=permission, document=document_number, first_day=first_day,
                   last_day=last_day, numbers=given)  # fmt: skip
    return policy


def withdraw(actor: Actor, policy: ImplementingPolicy, *, from_day: date, reason: str) -> None:
    """Withdraw a policy from a day on; from its first day it counts as never in force."""
    if not reason.strip():
        raise StatutesError(_("Give the reason."))
    if from_day < policy.first_day:
        raise StatutesError(
            _("The policy was not in force before %(day)s.") % {"day": policy.first_day}
        )
    with act(actor, "enter_policy", policy, area=law_of(actor).area) as event:
        locked = ImplementingPolicy.objects.select_for_update().get(pk=policy.pk)
        if locked.withdrawn_at:
            raise StatutesError(_("It is withdrawn already."))
        locked.withdrawn_at, locked.withdrawn_by = timezone.now(), actor.name
        locked.withdrawn_from, locked.withdrawn_reason = from_day, reason
        locked.save()
        event.note(withdrawn=policy.document_number, from_day=from_day, reason=reason)


def _check_numbers(edition: Edition, permission: Permission, given: Mapping[str, int]) -> None:
    asked = {entry.name: entry for entry in numbers_of(edition, permission)}
    for name, value in given.items():
        if name not in asked:
            raise StatutesError(_("This incentive asks no number %(name)s.") % {"name": name})
        if not asked[name].low <= value <= asked[name].high:
            raise StatutesError(_("The number %(name)s is out of its bounds.") % {"name": name})


def _one_at_a_time(pack: str) -> None:
    """Two entries for one city come one after the other, so that neither misses the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{LOCK} {pack}"])


def _refuse_overlap(pack: str, permission: str, first_day: date, last_day: date | None) -> None:
    clash = Q(last_day=None) | Q(last_day__gte=first_day)
    clash &= Q(withdrawn_from=None) | Q(withdrawn_from__gt=first_day)
    if last_day:
        clash &= Q(first_day__lte=last_day)
    standing = ImplementingPolicy.objects.filter(clash, pack=pack, permission=permission)
    for other in standing:
        if other.withdrawn_from != other.first_day:
            raise StatutesError(
                _(
                    "%(policy)s puts this incentive in force on some of these days. Withdraw it first."
                )
                % {"policy": other}
            )
