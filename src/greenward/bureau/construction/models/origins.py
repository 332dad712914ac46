"""What the last list said of a project in flight: so that the same list again changes nothing, and a
newer one only what it says otherwise (B1 to B5; Articles 12 to 16)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from greenward.bureau.registry.models import ImportRun

from .projects import Project


class Origin(models.Model):
    """A project that came in by a list. `values` are the row as it was understood."""

    project = models.OneToOneField(Project, models.PROTECT, related_name="origin")
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("origin of a project")
