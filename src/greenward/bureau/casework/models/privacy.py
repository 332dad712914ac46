"""What a person asks about their own data (PIPL, Articles 44 to 50), and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import User


class PrivacyRequest(models.Model):
    """A wish to have one's data corrected or deleted; answered by the security administrator."""

    class Kind(models.TextChoices):
        CORRECT = "correct", _("correct what is wrong")
        DELETE = "delete", _("delete what the law does not keep")

    person = models.ForeignKey(User, models.PROTECT, related_name="privacy_requests")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=1000, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted = models.BooleanField(null=True)
    """None until it is answered."""
    answer = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("request about personal data")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(answered_at__isnull=True),
                name="one_open_privacy_request_of_a_kind",
            )
        ]
