"""Signed certificates and what became of them. Once issued, a certificate never changes: it can
only be revoked, with a reason and for ever, and another may take its place.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Area, User
from greenward.bureau.casework.models import Matter

from . import kinds

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor


class Reason(models.TextChoices):
    """Why a certificate was revoked, in words that are published."""

    REPLACED = "replaced", _("another certificate took its place")
    MISTAKE = "mistake", _("it contained a mistake")
    NOT_MET = "not_met", _("what it certifies is no longer met")
    OBTAINED = "obtained", _("it was obtained with incorrect documents")
    REQUESTED = "requested", _("the holder gave it up")


class CertificateSet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the areas of the actor's posts, of matters and of things the actor sees."""
        from .selectors import visible

        return self.filter(visible(actor))


class Certificate(models.Model):
    """A certificate of a registered kind about one thing (`subject`), of a matter or on its own.

    A draft has no number and no signature yet. `claims` are those of its kind; `jws` is the whole
    signed text. Whether it has expired is not kept: `expires_at` says it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("waiting for approval")
        VALID = "valid", _("valid")
        REVOKED = "revoked", _("revoked")

    number = models.CharField(_("number of the certificate"), max_length=12, unique=True, null=True)
    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="certificates")
    claims = models.JSONField(default=dict)
    jws = models.TextField(blank=True)
    kid = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    prepared_at = models.DateTimeField(auto_now_add=True)
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_by_act = models.CharField(max_length=60, blank=True)
    expires_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    """Grounds of the revocation for the file; they are not published."""

    objects = CertificateSet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="certificate_subject"),
            models.Index(fields=["area", "-id"], name="certificate_area"),
            models.Index(fields=["area"], condition=Q(status="draft"), name="certificate_draft"),
            models.Index(
                fields=["revoked_at"],
                condition=Q(revoked_at__isnull=False),
                name="certificate_revoked",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", number__isnull=True, issued_at__isnull=True, jws="")
                | (
                    ~Q(status="draft")
                    & Q(number__isnull=False, issued_at__isnull=False)
                    & ~Q(jws="")
                ),
                name="a_certificate_is_signed_when_issued",
            ),
            models.CheckConstraint(
                condition=Q(status="revoked", revoked_at__isnull=False) & ~Q(reason="")
                | ~Q(status="revoked") & Q(revoked_at__isnull=True, reason=""),
                name="a_revocation_has_a_day_and_a_reason",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(status="valid") | Q(status="revoked"),
                name="a_certificate_is_replaced_once",
            ),
        ]

    def __str__(self) -> str:
        from .numbers import written

        return written(self.number) if self.number else f"#{self.pk}"

    @property
    def title(self) -> str:
        """What its kind is called, in the language of the page."""
        return str(kinds.named(self.kind).title)

    @property
    def expired(self) -> bool:
        return self.expires_at is not None and timezone.now() >= self.expires_at

    @property
    def last_day(self) -> date | None:
        """The last day it holds, where the authority is."""
        return _day(self.expires_at - timedelta(seconds=1)) if self.expires_at else None

    @property
    def issued_on(self) -> date | None:
        return _day(self.issued_at)

    @property
    def revoked_on(self) -> date | None:
        return _day(self.revoked_at)

    @property
    def standing(self) -> str:
        """What it is worth today: "draft", "valid", "revoked" or "expired"."""
        if self.status == self.Status.VALID and self.expired:
            return "expired"
        return self.status

    @property
    def replaced_by(self) -> Certificate | None:
        return self.successors.exclude(status=self.Status.DRAFT).first()


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
