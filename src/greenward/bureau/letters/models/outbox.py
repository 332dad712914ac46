"""The outbox: copies by e-mail, written in the act's transaction and sent by a job.

A copy is never the service itself. It says that something waits, its number and where; no more.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.casework.models import Matter

from .letters import Letter


class Mail(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not delivered")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="mails")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="mails")
    """None when it is a reminder of a task."""
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=200, unique=True)
    """The same at every try, so that a copy that arrived twice is recognised as one (RFC 5322)."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("e-mail")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="mail_waiting")
        ]
