"""What happens on the site between permit and acceptance (Article 14; the national Articles 16, 17).

Only what has a day, a party and a consequence is a record of its own; the rest of what the law asks
of the works is stated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Organisation, User
from greenward.bureau.casework.matters.visibility import works_on
from greenward.bureau.casework.models import Filing

from .projects import Project

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor


class Occurrence(models.TextChoices):
    """What is recorded of a site."""

    BEGUN = "begun", _("the works begin")
    FINISHED = "finished", _("the works are finished and await acceptance")
    DEMAND = "demand", _("a demand to violate standards")
    DEVIATION = "deviation", _("a deviation from drawings or standards")
    CORRECTION = "correction", _("a deviation is corrected")
    REFUSAL = "refusal", _("a correction is refused and reported to the authority")


FOLLOWING = (Occurrence.CORRECTION, Occurrence.REFUSAL)
"""What answers an earlier record: the deviation found."""


class SiteSet(models.QuerySet[Any]):
    def seen_by(self, actor: Actor, project: Project) -> Self:
        """The records of a project that somebody may read who may see the project: a reported demand
        is for the authority and for whoever reported it, never for the party it accuses."""
        rows = self.filter(project=project)
        if works_on(actor, project.matter):
            return rows
        own = Q(organisation__in=actor.organisations) | Q(recorded_by=actor.user)
        return rows.filter(~Q(what=Occurrence.DEMAND) | own)


class SiteRecord(models.Model):
    """One occurrence on a site, with its day and its paper. Never changed."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="site_records")
    what = models.CharField(_("what is recorded"), max_length=20, choices=Occurrence.choices)
    happened_on = models.DateField(_("day"))
    text = models.TextField(_("in words"), blank=True)
    filing = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="answered_by")
    """The deviation that a correction or a refusal is about."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """On whose behalf; None when the authority recorded it."""
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SiteSet.as_manager()

    class Meta:
        verbose_name = _("site record")
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["answers"],
                condition=Q(what=Occurrence.CORRECTION),
                name="deviation_corrected_once",
            )
        ]
