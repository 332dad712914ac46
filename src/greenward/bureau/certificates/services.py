"""Acts about certificates: prepared by one person and issued by another, or issued as the outcome
of a matter whose own steps keep four eyes; revoked with a published reason; replaced.

    issue(actor, kind="green_building_label", subject=building, claims={...}, matter=matter)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.models import AuditEvent, Matter
from greenward.trust import certificates as trust

from . import kinds, numbers
from .keys import signer
from .models import Certificate, Reason


def prepare(
    actor: Actor,
    *,
    kind: str,
    subject: models.Model,
    claims: Mapping[str, Any],
    until: date | None = None,
    replaces: Certificate | None = None,
) -> Certificate:
    """Draft a certificate for somebody else to issue. `until` is its last day.

    Raises ValidationError when the claims do not fit the kind, or what it replaces is not in force.
    """
    with act(actor, kinds.named(kind).prepares, area=subject.area) as event:
        draft = _drafted(actor, kind, subject, claims, until, None, replaces)
        event.subject = draft
        event.note(kind=kind, about=[draft.subject_type, draft.subject_id], claims=draft.claims)
        return draft


@transaction.atomic
def approve(actor: Actor, draft: Certificate) -> Certificate:
    """Issue what somebody else prepared; what it replaces is revoked with it.

    Raises PermissionDenied for whoever prepared it (four eyes), ValidationError when it is issued
    already, and KeyTrouble when there is no key to sign with.
    """
    kind = kinds.named(draft.kind)
    with act(actor, kind.issues, draft, area=draft.area) as event:
        draft = _locked(draft, Certificate.Status.DRAFT)
        if actor.user == draft.prepared_by:
            raise PermissionDenied(
                _("Somebody else must issue it: you prepared it yourself (four eyes).")
            )
        _sign(actor, draft, kind.issues)
        event.note(**_signed(draft))
    if draft.replaces:
        revoke(actor, draft.replaces, reason=Reason.REPLACED)
    return draft


def issue(
    actor: Actor,
    *,
    kind: str,
    subject: models.Model,
    claims: Mapping[str, Any],
    matter: Matter,
    until: date | None = None,
) -> Certificate:
    """Issue a certificate as the outcome of a matter, inside the step that decides it.

    The step's own rule keeps four eyes. Raises as `prepare` and `approve` do.
    """
    name = kinds.named(kind).issues
    with act(actor, name, area=subject.area) as event:
        certificate = _drafted(actor, kind, subject, claims, until, matter, None)
        _sign(actor, certificate, name)
        event.subject = certificate
        event.note(matter=matter.number, **_signed(certificate))
        return certificate


def discard(actor: Actor, draft: Certificate) -> None:
    """Throw a draft away; the log keeps that it was prepared and by whom it was discarded."""
    with act(actor, "discard_certificate", draft, area=draft.area) as event:
        row = _locked(draft, Certificate.Status.DRAFT)
        event.note(kind=row.kind, claims=row.claims)
        row.delete()


def revoke(actor: Actor, certificate: Certificate, *, reason: str, note: str = "") -> Certificate:
    """Revoke a certificate for ever. `reason` is published, `note` stays on file.

    One person may do it: a wrong certificate in circulation cannot wait. Raises ValidationError
    when it is not in force.
    """
    kind = kinds.named(certificate.kind)
    with act(actor, kind.revokes, certificate, area=certificate.area) as event:
        row = _locked(certificate, Certificate.Status.VALID)
        row.status, row.revoked_at, row.revoked_by = "revoked", timezone.now(), actor.user
        row.reason, row.note = Reason(reason), note
        row.save()
        event.note(number=row.number, reason=row.reason)
        return row


def _drafted(
    actor: Actor,
    kind: str,
    subject: models.Model,
    claims: Mapping[str, Any],
    until: date | None,
    matter: Matter | None,
    replaces: Certificate | None,
) -> Certificate:
    if until is not None and until < timezone.localdate():
        raise ValidationError({"until": _("This day has passed.")})
    if replaces is not None and replaces.status != Certificate.Status.VALID:
        raise ValidationError(_("Only a certificate that was not revoked can be replaced."))
    return Certificate.objects.create(
        kind=kind,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        area=subject.area,
        matter=matter,
        claims=kinds.named(kind).checked(subject, claims),
        prepared_by=actor.user,
        expires_at=_end_of(until),
        replaces=replaces,
    )


def _end_of(day: date | None) -> datetime | None:
    """The first moment after a day, where the authority is."""
    return timezone.make_aware(datetime.combine(day + timedelta(1), time())) if day else None


def _sign(actor: Actor, row: Certificate, name: str) -> None:
    key = signer()
    row.number, row.kid = numbers.new(), key.kid
    row.status, row.issued_by, row.issued_by_act = "valid", actor.user, name
    row.issued_at = timezone.now().replace(microsecond=0)
    signed = trust.Certificate(
        issuer=settings.PUBLIC_URL,
        number=row.number,
        kind=row.kind,
        issued_at=int(row.issued_at.timestamp()),
        expires_at=int(row.expires_at.timestamp()) if row.expires_at else None,
        log=_entries(),
        says=row.claims,
    )
    row.jws = trust.sign(signed, key)
    row.save()


def _entries() -> int:
    """How many entries the log has by now; that of this act will come after them."""
    last = AuditEvent.objects.aggregate(last=Max("leaf_index"))["last"]
    return 0 if last is None else last + 1


def _signed(row: Certificate) -> dict[str, Any]:
    return {
        "number": row.number,
        "kind": row.kind,
        "about": [row.subject_type, row.subject_id],
        "claims": row.claims,
        "key": row.kid,
        "text": row.jws,
    }


def _locked(certificate: Certificate, status: str) -> Certificate:
    row = Certificate.objects.select_for_update().filter(pk=certificate.pk).first()
    if row is None or row.status != status:
        raise ValidationError(_("The certificate is not in this state any more: look at it again."))
    return row
