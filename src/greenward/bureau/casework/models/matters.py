"""A matter is one piece of casework from its opening to its close, whatever chapter it serves.

Its kind (`greenward.bureau.casework.matters.kinds`) says which states it passes through and by
which acts; its history is its audit rows. Due days kept here are projections of the clocks: the
deadline engine computes them, and anew whenever the calendar changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Area, Organisation, PartyRole, Role, Tenure, User
from greenward.law.clocks import Event
from greenward.law.clocks import Kind as Happened
from greenward.law.language import Count, Period

from .records import Document

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor


class MatterSet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """The matters an actor may see: of kinds their posts work on or read, in the posts'
        areas; and those in which they or their organisations are a party."""
        from ..matters.visibility import visible

        return self.filter(visible(actor))


class Matter(models.Model):
    kind = models.CharField(max_length=40)
    number = models.CharField(_("number of the matter"), max_length=60, unique=True)
    title = models.CharField(_("subject"), max_length=300)
    title_en = models.CharField(
        _("subject in English"), max_length=300, blank=True, default="", db_default=""
    )
    """Where the room can say it; "" where the title is the same in every language."""
    area = models.ForeignKey(Area, models.PROTECT, related_name="matters")
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=80, blank=True)
    """What it is about: the label and the key of a row of another room, a building's say."""
    state = models.CharField(max_length=40)
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="matters")
    """Who handles it at the authority; None while it waits to be taken up."""
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = MatterSet.as_manager()

    class Meta:
        verbose_name = _("matter")
        indexes = [
            models.Index(fields=["area", "kind", "-opened_at"], name="matter_area"),
            models.Index(fields=["subject_type", "subject_id"], name="matter_subject"),
            models.Index(
                fields=["officer"], condition=Q(closed_at__isnull=True), name="matter_officer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def heading(self) -> str:
        """Its title in the language of the page."""
        chinese = (get_language() or "zh").startswith("zh")
        return self.title if chinese or not self.title_en else self.title_en


class Party(Tenure):
    """An organisation, or a person for a home buyer, that takes part in a matter in a role."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=20, choices=PartyRole.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("party")
        indexes = [
            models.Index(fields=["organisation", "matter"], name="party_organisation"),
            models.Index(fields=["user", "matter"], name="party_user"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, user__isnull=True)
                | Q(organisation__isnull=True, user__isnull=False),
                name="party_is_an_organisation_or_a_person",
            )
        ]


class Clock(models.Model):
    """A period of the law that runs in a matter, from its events by the law's deadline engine."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="clocks")
    name = models.CharField(max_length=60)
    """Which period: the id of a step of procedure, a gate or a wait of the matter's kind."""
    article = models.CharField(max_length=60, blank=True)
    """`greenward.bureau.casework.matters.articles` reads it."""
    length = models.PositiveSmallIntegerField()
    count = models.CharField(max_length=20)
    """`greenward.law.language.Count`."""
    of_state = models.BooleanField(default=True)
    """Whether it stops when the matter leaves its state."""
    due_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    stopped_on = models.DateField(null=True)
    """The day the thing was done, or the matter left the state that waited for it."""

    class Meta:
        verbose_name = _("clock")
        indexes = [
            models.Index(
                fields=["matter"], condition=Q(stopped_on__isnull=True), name="clock_running"
            )
        ]

    @property
    def period(self) -> Period:
        return Period(self.length, Count(self.count))

    @property
    def law_events(self) -> list[Event]:
        """Its events as the deadline engine takes them, with who did them by name."""
        return [event.of_the_law for event in self.events.all()]


class ClockEvents(models.Manager[Any]):
    def get_queryset(self) -> models.QuerySet[Any]:
        """With who did it: an event is never shown without."""
        return super().get_queryset().select_related("by")


class ClockEvent(models.Model):
    """What happened to a clock (`greenward.law.clocks.Event`); never changed, never deleted."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10)
    on = models.DateField()
    reason = models.CharField(max_length=300)
    """In words, or the name of the state whose entry started the clock."""
    length = models.PositiveSmallIntegerField(null=True)
    count = models.CharField(max_length=20, blank=True)
    """By how much an extension makes the period longer."""
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ClockEvents()

    class Meta:
        ordering = ["id"]

    @property
    def of_the_law(self) -> Event:
        added = Period(self.length, Count(self.count)) if self.length else None
        return Event(Happened(self.kind), self.on, self.reason, str(self.by or ""), added)


class Extension(models.Model):
    """A longer time for a clock: asked for with a reason, granted or refused by somebody else."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="extensions")
    length = models.PositiveSmallIntegerField()
    count = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)
    """Of whoever asks."""
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted = models.BooleanField(null=True)
    """None until it is decided."""
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("extension")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"],
                condition=Q(granted__isnull=True),
                name="one_open_extension_of_a_clock",
            )
        ]

    @property
    def period(self) -> Period:
        return Period(self.length, Count(self.count))


class Task(models.Model):
    """Something somebody has to do in a matter: one line of an inbox.

    It waits for the holders of a post in the matter's area, for an organisation or for one
    person. Closed when it is done or when the matter no longer waits for it.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="tasks")
    act = models.CharField(max_length=60)
    """The act that does it (`greenward.bureau.accounts.permissions.ACTS`)."""
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Who handles the matter, copied from it: whoever waits for others finds their tasks by it."""
    note = models.CharField(max_length=300, blank=True)
    """What the act's own name does not say, in words."""
    clock = models.ForeignKey(Clock, models.PROTECT, null=True, related_name="tasks")
    of_state = models.BooleanField(default=True)
    """Whether it ends when the matter leaves its state; the task to answer a request does not."""
    since = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("task")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False)
                | Q(user__isnull=False)
                | (~Q(role="") & Q(area__isnull=False)),
                name="task_waits_for_somebody",
            )
        ]
        indexes = [
            models.Index(
                fields=["area", "role", "due_on"],
                condition=Q(closed_at__isnull=True),
                name="task_of_post",
            ),
            models.Index(
                fields=["organisation", "due_on"],
                condition=Q(closed_at__isnull=True),
                name="task_of_organisation",
            ),
            models.Index(
                fields=["user", "due_on"], condition=Q(closed_at__isnull=True), name="task_of_user"
            ),
            models.Index(
                fields=["officer", "due_on"],
                condition=Q(closed_at__isnull=True),
                name="task_of_officer",
            ),
            models.Index(fields=["matter"], name="task_matter"),
        ]


class Comment(models.Model):
    """A remark on a matter. An internal one is seen by officials alone."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="comments")
    text = models.TextField()
    internal = models.BooleanField(default=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
