"""What is handed over with a building: what the developer enters once of it, and the papers issued
from that (Article 18, Article 19, second paragraph). An issued paper never changes.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import User
from greenward.bureau.casework.models import Document
from greenward.bureau.casework.words import in_language
from greenward.bureau.construction.models import Project
from greenward.bureau.registry.models import Unit
from greenward.law.warranty import Length, Part
from greenward.law.warranty import Unit as Count

from ..rooms import NAMES, Room


class PaperKind(models.TextChoices):
    """The papers of a handover. With ``_given`` a name is the law's fact that it was handed over."""

    ACCEPTANCE = "acceptance_report", _("special acceptance report")
    GUARANTEE = "quality_guarantee", _("quality guarantee certificate")
    MANUAL = "manual", _("instruction manual")
    GUIDE = "inspection_guide", _("house-inspection guide")

    @property
    def given(self) -> str:
        return f"{self.value}_given"


class Particulars(models.Model):
    """What the developer enters once of a project for its papers; everything else is known already."""

    project = models.OneToOneField(Project, models.PROTECT, related_name="particulars")
    measures = models.TextField(_("green technical measures"), blank=True)
    """One a line, as all texts here."""
    protection = models.TextField(_("how the measures are kept in order"), blank=True)
    scope = models.TextField(_("what the warranty covers"), blank=True)
    other_duties = models.TextField(_("other warranty duties"), blank=True)
    liability = models.TextField(_("liability for breach"), blank=True)
    use = models.TextField(_("how it is used"), blank=True)
    insulated = models.BooleanField(_("the works include thermal insulation"), null=True)
    design_life = models.PositiveSmallIntegerField(_("design life, years"), null=True, blank=True)

    class Meta:
        verbose_name = _("particulars for the handover papers")


class Warranty(models.Model):
    """The warranty period of one part of the works, as the quality guarantee certificate states it."""

    PARTS = [(part.value, part.value) for part in Part]
    COUNTS = [
        (Count.YEARS.value, _("years")),
        (Count.MONTHS.value, _("months")),
        (Count.SEASONS.value, _("heating or cooling seasons")),
    ]

    project = models.ForeignKey(Project, models.CASCADE, related_name="warranties")
    part = models.CharField(max_length=20, choices=PARTS)
    number = models.PositiveSmallIntegerField()
    count = models.CharField(max_length=10, choices=COUNTS)

    class Meta:
        verbose_name = _("warranty period")
        constraints = [
            models.UniqueConstraint(fields=["project", "part"], name="one_warranty_of_a_part")
        ]

    @property
    def length(self) -> Length:
        return Length(self.number, Count(self.count))


class Indicator(models.Model):
    """A promised performance of the building: a name of `operation.indicators` with its value.

    The value is kept as it is promised ("≤ 0.06", "grade 1"); it is read by people.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="indicators")
    name = models.CharField(_("indicator"), max_length=40)
    value = models.CharField(_("promised value"), max_length=60)

    class Meta:
        verbose_name = _("performance indicator")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="one_value_of_an_indicator")
        ]


class Equipment(models.Model):
    """A piece of equipment of the building or of a home, and how it is used."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="equipment")
    name = models.CharField(_("equipment"), max_length=100)
    place = models.CharField(_("where it is"), max_length=20)
    """A room of `operation.rooms`."""
    model = models.CharField(_("make and model"), max_length=100, blank=True)
    amount = models.CharField(_("number of pieces"), max_length=40, blank=True)
    use = models.CharField(_("how it is used"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("equipment")
        ordering = ["place", "pk"]

    @property
    def room(self) -> str:
        """Where it is, in the reader's language."""
        return in_language(NAMES[Room(self.place)])


class Paper(models.Model):
    """An issued version of one paper. The database lets nothing of it change.

    `facts` are what it states for the law; `content` what it was printed from, empty where a file
    was uploaded instead. A guide is of one home.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="papers")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="papers")
    kind = models.CharField(max_length=20, choices=PaperKind.choices)
    version = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12, unique=True)
    """What anyone may check a copy by."""
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    content = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("paper of the handover")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "unit", "kind", "version"],
                nulls_distinct=False,
                name="one_paper_of_a_version",
            ),
            models.CheckConstraint(
                condition=Q(kind="inspection_guide", unit__isnull=False)
                | (~Q(kind="inspection_guide") & Q(unit__isnull=True)),
                name="only_a_guide_is_of_one_home",
            ),
        ]

    @property
    def issued_on(self) -> date:
        return timezone.localdate(self.issued_at)
