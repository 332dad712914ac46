"""A person's own data: what is held, taken along as JSON, and what deletion empties or must keep.

(PIPL, Articles 44 to 47: to know, to take a copy, to correct, to delete.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Membership, Standing, User

from ..acts import act
from ..models import AuditEvent, PrivacyRequest
from .fields import Erase, PersonalField, declared

MOST = 5_000
"""Rows of one kind in a copy; the rest is counted."""


@dataclass(frozen=True)
class Held:
    """What is held of one person in one table: the columns, the number of rows, the rows."""

    name: str
    fields: list[PersonalField]
    count: int
    rows: list[dict[str, Any]]


def held_about(person: User, *, rows: int = 0) -> list[Held]:
    """Everything on file under a person's sign-in, table by table; with up to `rows` rows each."""
    found = []
    for model, fields in _by_model():
        query = model._default_manager.filter(**{fields[0].person: person.pk}).order_by("pk")
        names = [one.field for one in fields if not one.secret]
        count = query.count()
        values = [_plain(row) for row in query.values("pk", *names)[:rows]] if rows else []
        found.append(Held(str(model._meta.verbose_name), fields, count, values))
    return [one for one in found if one.count]


def copy_for(person: User) -> dict[str, Any]:
    """The copy a person takes along; plain JSON."""
    return {
        "person": person.username,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "held": [
            {
                "what": one.name,
                "rows": one.count,
                "columns": [
                    {
                        "name": field.field,
                        "purpose": str(field.purpose),
                        "basis": str(field.basis.label),
                        "kept": str(field.retention.label),
                    }
                    for field in one.fields
                ],
                "data": one.rows,
            }
            for one in held_about(person, rows=MOST)
        ],
    }


def ask(actor: Actor, kind: str, text: str) -> PrivacyRequest:
    """A person asks for a correction or the deletion of their own data."""
    if actor.user is None:
        raise PermissionDenied(_("Sign in to ask about your own data."))
    if kind == PrivacyRequest.Kind.CORRECT and not text.strip():
        raise ValidationError(_("Say what is wrong, and what it should be."))
    open_one = PrivacyRequest.objects.filter(person=actor.user, kind=kind, answered_at=None)
    with act(actor, "ask_privacy", parties=frozenset({Standing.SELF})) as event:
        User.objects.select_for_update().get(pk=actor.user.pk)
        if open_one.exists():
            raise ValidationError(_("You have asked for this already; the answer will stand here."))
        made = PrivacyRequest.objects.create(person=actor.user, kind=kind, text=text.strip())
        event.subject = made
        event.note(kind=kind)
    return made


def answer(
    actor: Actor, request: PrivacyRequest, *, granted: bool, text: str = ""
) -> PrivacyRequest:
    """Grant or refuse a request; a deletion that is granted is done here and now.

    Raises ValidationError without a reason for a refusal, or when it is answered already.
    """
    if not granted and not text.strip():
        raise ValidationError(_("Say why not; the law wants the reason (PIPL, Article 50)."))
    with act(actor, "answer_privacy", request) as event:
        locked = PrivacyRequest.objects.select_for_update().get(pk=request.pk)
        if locked.answered_at:
            raise ValidationError(_("This request is answered already."))
        if actor.user and locked.person_id == actor.user.pk:
            raise PermissionDenied(_("Somebody else must answer a request of your own."))
        if granted and locked.kind == PrivacyRequest.Kind.DELETE:
            event.note(emptied=erase(locked.person))
            locked.text = ""
        locked.granted, locked.answer = granted, text.strip()
        locked.answered_at, locked.answered_by = timezone.now(), actor.user
        locked.save()
        event.note(kind=locked.kind, granted=granted)
    return locked


def erase(person: User) -> dict[str, int]:
    """Empty or delete what the law does not keep, and close the sign-in; rows by table.

    The names of officials in their acts stay: the record of who decided is the law's. Entries of
    the log stay valid, since they hold only salted commitments to names.
    """
    if person.posts.exists():
        raise ValidationError(
            _(
                "Whoever held a duty post stays named in the acts of the office (PIPL, Article 47, with the Archives Law). Close the sign-in instead."
            )
        )
    done: dict[str, int] = {}
    with transaction.atomic():
        for model, fields in _by_model():
            rows = model._default_manager.filter(**{fields[0].person: person.pk})
            count = _erase_rows(model, rows, fields)
            if count:
                done[model._meta.label] = count
        today = timezone.localdate()
        Membership.objects.filter(user=person, last_day__isnull=True).update(last_day=today)
        person.refresh_from_db()
        person.username, person.is_active = f"deleted-{person.pk}", False
        person.set_unusable_password()
        person.save()
        done["casework.AuditEvent"] = _empty_log(person)
    return done


def what_stays() -> list[PersonalField]:
    """What a deletion leaves, each with its basis."""
    return [one for one in declared() if one.person and one.erase is Erase.KEPT]


def what_goes() -> list[PersonalField]:
    return [one for one in declared() if one.person and one.erase is not Erase.KEPT]


def _erase_rows(
    model: type[models.Model], rows: models.QuerySet[Any], fields: list[PersonalField]
) -> int:
    if any(one.erase is Erase.DELETED for one in fields):
        return rows.delete()[0]
    blank = [one.field for one in fields if one.erase is Erase.BLANKED]
    if not blank:
        return 0
    empty = {name: None if model._meta.get_field(name).null else "" for name in blank}
    return rows.update(**empty)


def _empty_log(person: User) -> int:
    """Empty the names in the person's entries of the log, and in those about their sign-in."""
    about = Q(subject_type="accounts.user", subject_id=str(person.pk))
    rows = AuditEvent.objects.filter(Q(actor=person) | about)
    return rows.exclude(actor_name="", personal=None, salt=None).update(
        actor_name="", personal=None, salt=None
    )


def _by_model() -> Iterator[tuple[type[models.Model], list[PersonalField]]]:
    """The entries that belong to a sign-in, table by table; one lookup a table."""
    own = (one for one in declared() if one.person)
    for _label, entries in groupby(own, key=lambda one: (one.model, one.person)):
        fields = list(entries)
        yield fields[0].rows, fields


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat()
        if isinstance(value, date | datetime)
        else value
        if value is None or isinstance(value, bool | int | str | dict | list)
        else str(value)
        for name, value in row.items()
    }
