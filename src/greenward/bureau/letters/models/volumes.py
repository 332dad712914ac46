"""A matter bound into one file, asked for by a person and made by a worker."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import User
from greenward.bureau.casework.models import Matter


class Volume(models.Model):
    class Scope(models.TextChoices):
        """Whose eyes it is made for."""

        ALL = "all", _("the authority")
        PARTIES = "parties", _("the parties")
        PUBLIC = "public", _("the public")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="volumes")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    scope = models.CharField(max_length=10, choices=Scope.choices)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("volume of a matter")
        ordering = ["-id"]
