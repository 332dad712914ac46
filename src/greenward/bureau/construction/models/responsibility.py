"""Who answers for a project, in which role, from when to when: for life (Article 8).

A row is written once. It may be ended, committed to and linked to a sign-in, each once; the database
refuses every other change, every deletion, and two leaders of one party at the same time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Area, Organisation, PartyRole, Tenure, User
from greenward.bureau.accounts.visibility import visible_areas
from greenward.bureau.casework.matters.visibility import as_party
from greenward.bureau.casework.models import Filing, Matter

from .projects import Project

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor


class Title(models.TextChoices):
    """What a person is in a project. All but the last lead what their party does there."""

    LEADER = "leader", _("project leader")
    CHIEF_DESIGNER = "chief_designer", _("chief designer")
    SITE_MANAGER = "site_manager", _("site manager")
    CHIEF_SUPERVISOR = "chief_supervisor", _("chief supervision engineer")
    ENGINEER = "engineer", _("responsible engineer")


LEADING = {
    PartyRole.DESIGNER: Title.CHIEF_DESIGNER,
    PartyRole.CONTRACTOR: Title.SITE_MANAGER,
    PartyRole.SUPERVISOR: Title.CHIEF_SUPERVISOR,
}
"""How the leader of a party is called; of every other party it is the project leader."""


class EngagementSet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """An official sees those of the projects in the areas of the posts held today, a party those
        of the projects it takes part in; a company and a person always their own."""
        if actor.everywhere:
            return self.all()
        seen = Q(project__area__in=Area.objects.filter(visible_areas(actor)))
        if actor.user is not None:
            seen |= Q(project__matter__in=Matter.objects.filter(as_party(actor)))
            seen |= Q(organisation__in=actor.organisations) | Q(user=actor.user)
        return self.filter(seen)


class Engagement(Tenure):
    """A person who answers for what an organisation does in a project."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="engagements")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="engagements")
    title = models.CharField(_("title"), max_length=20, choices=Title.choices)
    name = models.CharField(_("name of the person"), max_length=100)
    registration = models.CharField(_("registration number"), max_length=60, blank=True)
    """Of the professional registration: shown under a mask."""
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="engagements")
    """The person's sign-in, by which a commitment is signed here."""
    because = models.CharField(_("why the person came in"), max_length=300, blank=True)
    """Of a successor: why the leader changed."""
    ended_because = models.CharField(_("why it ended"), max_length=300, blank=True)
    committed_on = models.DateField(_("commitment signed on"), null=True, blank=True)
    commitment = models.ForeignKey(Filing, models.PROTECT, null=True, related_name="+")
    """The signed paper; None where the person signed here."""
    text_hash = models.CharField(max_length=64, blank=True)
    """SHA-256 of the words that were signed here."""
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = EngagementSet.as_manager()

    class Meta:
        verbose_name = _("engagement")
        ordering = ["first_day", "id"]
        indexes = [
            models.Index(fields=["project", "role"], name="engagement_project"),
            models.Index(fields=["organisation"], name="engagement_organisation"),
            models.Index(fields=["name"], name="engagement_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="engagement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(committed_on=None)
                | Q(commitment__isnull=False)
                | (Q(user__isnull=False) & ~Q(text_hash="")),
                name="commitment_is_proven",
            ),
        ]

    @property
    def leads(self) -> bool:
        return self.title != Title.ENGINEER


class Observation(models.Model):
    """What the authority found of what a party does in a project, as the law asks it of an engagement.

    Rows end and are never changed otherwise.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="observations")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fact = models.CharField(max_length=60)
    value = models.BooleanField()
    remark = models.CharField(_("remark"), max_length=300)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("observation about a party")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "role", "organisation", "fact"],
                condition=Q(ended_at=None),
                name="one_observation_of_a_party",
            )
        ]
