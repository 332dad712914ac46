"""Applications for the gates of the law, and what was decided on them (Articles 12 to 16; B1 to B5).

A decision keeps the edition, the facts and the answer of its moment, so that it is explained from
these alone under any later code. One made by another authority is recorded with number, day and
document.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import User
from greenward.bureau.casework.models import Document, Matter
from greenward.bureau.standards.models import PublishedEdition

from .projects import Plot, Project
from .statements import OF_ONE


class Application(models.Model):
    """One gate asked for, from its handing in to its end; its matter is a child of the project's."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="application")
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="applications")
    plot = models.ForeignKey(Plot, models.PROTECT, null=True, related_name="applications")
    gate = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("application")
        constraints = [models.CheckConstraint(condition=OF_ONE, name="application_is_of_one")]

    @property
    def work(self) -> Project | Plot:
        return self.project or self.plot


class Decision(models.Model):
    """A gate passed or refused. The newest row of a gate tells how it stands; one that ended was
    reopened by a change."""

    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="decisions")
    plot = models.ForeignKey(Plot, models.PROTECT, null=True, related_name="decisions")
    gate = models.CharField(max_length=60)
    application = models.OneToOneField(
        Application, models.PROTECT, null=True, related_name="decision"
    )
    """None where another authority decided and it is only on record here."""
    granted = models.BooleanField(_("in favour"))
    decided_on = models.DateField(_("decided on"))
    number = models.CharField(_("number of the decision"), max_length=100, blank=True)
    authority = models.CharField(_("who decided"), max_length=200, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    edition = models.ForeignKey(PublishedEdition, models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)
    unmet = models.JSONField(default=list)
    """The grounds that were known unmet: those of a refusal."""
    missing = models.JSONField(default=list)
    """Facts that were unknown, where another authority decided."""
    contrary = models.BooleanField(default=False)
    """Whether the law room would have answered otherwise: a lead, never a correction."""
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    reopened_at = models.DateTimeField(null=True)
    reopened_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("decision")
        constraints = [models.CheckConstraint(condition=OF_ONE, name="decision_is_of_one")]
        indexes = [
            models.Index(fields=["project", "gate", "-id"], name="decision_project"),
            models.Index(fields=["contrary"], condition=Q(contrary=True), name="decision_contrary"),
        ]

    @property
    def stands(self) -> bool:
        """Whether the gate is passed by it."""
        return self.granted and self.reopened_at is None
