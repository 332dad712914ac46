"""What somebody said of a fact, with the document that proves it; the open row of a fact holds.

Facts that follow from a record of their own (a chapter, a test, a decision) are never stated: see
`greenward.bureau.construction.facts`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation, User
from greenward.bureau.casework.models import Document

from .projects import Plot, Project

OF_ONE = Q(project__isnull=False, plot__isnull=True) | Q(project__isnull=True, plot__isnull=False)
"""A row is about a project or about a plot."""


class Statement(models.Model):
    """A fact of the vocabulary of one project or plot. Rows end and are never changed otherwise."""

    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="statements")
    plot = models.ForeignKey(Plot, models.PROTECT, null=True, related_name="statements")
    fact = models.CharField(max_length=60)
    value = models.BigIntegerField()
    """In the fact's unit and scale; 1 and 0 are yes and no; a day is its ordinal."""
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    stated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """On whose behalf; None when the authority stated it."""
    stated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("statement")
        constraints = [
            models.CheckConstraint(condition=OF_ONE, name="statement_is_of_one"),
            models.UniqueConstraint(
                fields=["project", "fact"],
                condition=Q(ended_at__isnull=True, project__isnull=False),
                name="one_statement_of_a_project",
            ),
            models.UniqueConstraint(
                fields=["plot", "fact"],
                condition=Q(ended_at__isnull=True, plot__isnull=False),
                name="one_statement_of_a_plot",
            ),
        ]
