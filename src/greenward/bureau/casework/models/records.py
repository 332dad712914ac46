"""Documents by content, acts with their audit rows, and exports that wait to be fetched."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import User


class Document(models.Model):
    """A file by its content: the SHA-256 is its name, so it can never change."""

    class Scan(models.TextChoices):
        """What a virus scanner said; without a scanner nothing is said."""

        NOT_SCANNED = "not_scanned", _("not scanned for viruses")
        WAITING = "waiting", _("being scanned for viruses")
        CLEAN = "clean", _("no virus found")
        INFECTED = "infected", _("a virus was found; locked away")

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(User, models.PROTECT, null=True)
    scan = models.CharField(max_length=12, choices=Scan.choices, default=Scan.NOT_SCANNED)
    scanned_at = models.DateTimeField(null=True)
    scan_said = models.CharField(max_length=200, blank=True)
    """The scanner's own words: the name of what it found."""

    class Meta:
        verbose_name = _("document")
        indexes = [
            models.Index(fields=["added_at"], condition=Q(scan="waiting"), name="document_waiting")
        ]


class AuditEvent(models.Model):
    """One act of the law or of administration, written in the act's own transaction.

    `canon` is the canonical JSON of it (`greenward.bureau.casework.leaves`) and `leaf_hash` its
    RFC 6962 leaf hash; the sequencer gives `leaf_index` later. The database refuses to change or
    delete a row, but for the personal data: `actor_name`, `personal` and `salt` may be emptied.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True)
    actor_name = models.CharField(max_length=120)
    act = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=80)
    area_path = models.CharField(max_length=200, blank=True)
    payload = models.JSONField()
    personal = models.JSONField(null=True)
    """What names a person: outside `canon`, which holds only its salted commitment, so that it can
    be deleted and the log stays valid (PIPL, Article 47)."""
    salt = models.BinaryField(null=True)
    canon = models.BinaryField()
    leaf_hash = models.BinaryField()
    leaf_index = models.BigIntegerField(null=True, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_subject"),
            models.Index(fields=["-at"], name="audit_at"),
            models.Index(
                fields=["id"], condition=models.Q(leaf_index__isnull=True), name="audit_waiting"
            ),
        ]

    @property
    def subject(self) -> tuple[str, str]:
        """The model's label and the key of what the act was about; both empty when nothing."""
        return self.subject_type, self.subject_id


class SecurityEvent(models.Model):
    """Something that matters for security and is no act: a sign-in, a refused or failed act.

    Written by `greenward.bureau.casework.security`. The database refuses to change a row, and to
    delete one that is younger than six months (Cybersecurity Law, Article 21).
    """

    at = models.DateTimeField()
    name = models.CharField(max_length=60)
    user = models.ForeignKey(
        User, models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    actor_name = models.CharField(max_length=120, blank=True)
    address = models.GenericIPAddressField(null=True)
    act = models.CharField(max_length=60, blank=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=80, blank=True)
    area_path = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("security event")
        indexes = [models.Index(fields=["-at"], name="security_at")]


class Export(models.Model):
    """A file a person asked for and a worker makes."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    owner = models.ForeignKey(User, models.CASCADE)
    kind = models.CharField(max_length=40)
    format = models.CharField(max_length=10)
    query = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    path = models.CharField(max_length=255, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("file to take away")
