"""Service of letters: who agreed to be served here, each attempt with its proof, who opened what.

Penalty Law, Article 61; Civil Procedure Law, Articles 87 to 95.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation, Tenure, User
from greenward.bureau.casework.models import Document, Filing

from .letters import Letter


class Method(models.TextChoices):
    """The ways of service the law knows, with the article of the Civil Procedure Law."""

    INBOX = "inbox", _("in the inbox here")  # 90, and Penalty Law 61.2
    HAND = "hand", _("handed over")  # 88
    LEFT = "left", _("left at the place")  # 89
    POST = "post", _("by post")  # 91
    AUTHORITY = "authority", _("through another authority")  # 91
    NOTICE = "notice", _("by public notice")  # 95


class Consent(Tenure):
    """A party's signed consent to be served in the inbox here, on file from a day."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="consents"
    )
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="consents")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    """The signed consent."""
    email = models.EmailField(_("e-mail for copies"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    address = models.CharField(_("address for service"), max_length=200, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("consent to electronic service")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["organisation"], name="consent_organisation"),
            models.Index(fields=["user"], name="consent_user"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, user__isnull=True)
                | Q(organisation__isnull=True, user__isnull=False),
                name="consent_of_an_organisation_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=models.F("first_day")),
                name="consent_ends_after_it_begins",
            ),
        ]


class Attempt(models.Model):
    """One attempt to serve a letter. It succeeds only with its proof; then nothing changes it."""

    class State(models.TextChoices):
        UNDER_WAY = "under_way", _("under way")
        SERVED = "served", _("served")
        FAILED = "failed", _("failed")

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="attempts")
    method = models.CharField(max_length=10, choices=Method.choices)
    begun_on = models.DateField()
    """Handed over, posted or published on this day."""
    receiver = models.CharField(max_length=120, blank=True)
    """Who took it, or the authority asked to serve it."""
    place = models.CharField(max_length=200, blank=True)
    """Where it was handed over or left, or where the notice was published."""
    witnesses = models.CharField(max_length=200, blank=True)
    tracking = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True)
    not_before = models.DateField(null=True)
    """The first day on which a public notice counts as service."""
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="+")
    proof = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNDER_WAY)
    served_on = models.DateField(null=True)
    failed_because = models.CharField(max_length=300, blank=True)
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("attempt at service")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(state="served"), name="a_letter_is_served_once"
            ),
            models.UniqueConstraint(
                fields=["letter"], condition=Q(state="under_way"), name="one_attempt_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="served")
                | Q(served_on__isnull=False)
                & (Q(proof__isnull=False) | Q(method="inbox", consent__isnull=False)),
                name="served_with_proof_or_consent",
            ),
        ]

    @property
    def said(self) -> list[str]:
        """What was recorded of it, as far as its way of service asks for it."""
        given = (self.receiver, self.place, self.witnesses, self.tracking, self.note)
        return [text for text in given if text]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.UNDER_WAY


class Opening(models.Model):
    """A person of the party opened the letter, and later confirmed having read it.

    Neither is service: an electronic letter is served on the day it reaches the inbox.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="openings")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["letter", "user"], name="opened_first_once")]
