"""The cases of a project beside it, as its last act left them (Articles 8, 13 to 15, 18, 19)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .projects import Project


class KeptCases(models.Model):
    """A projection in a row of its own: one project's page joins it, lists never load it. `cases` are
    those of each subject, as `construction.cases` writes and reads them: records, never verdicts."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="kept")
    cases = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("cases of a project")
