"""Chapter I's register: buildings, their identifiers, areas and classes, and how each row came in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Area, Organisation, Tenure, User, held_on
from greenward.bureau.accounts.visibility import AreaScoped
from greenward.bureau.casework.models import Document

if TYPE_CHECKING:
    from greenward.bureau.accounts.actors import Actor


class Function(models.TextChoices):
    """The national building-type letter, the seventh character of the building code."""

    OFFICE = "A", _("office")
    SHOP = "B", _("shop")
    HOTEL = "C", _("hotel or restaurant")
    EDUCATION = "D", _("culture or education")
    MEDICAL = "E", _("medical")
    SPORT = "F", _("sport")
    MIXED = "G", _("mixed")
    OTHER = "H", _("other")
    RESIDENTIAL = "R", _("residential")
    INDUSTRIAL = "I", _("industrial")


class AreaBasis(models.TextChoices):
    SURVEY = "survey", _("as-built survey")
    PROPERTY = "property", _("property register")
    REPORTED = "reported", _("reported by the owner")


class Building(models.Model):
    """One building of the register.

    Floor areas are m², rounded to odd at the fourth decimal when converted from another unit, so
    that no conversion moves a building across a threshold.
    """

    code = models.CharField(_("building code"), max_length=40, unique=True, null=True, blank=True)
    name = models.CharField(_("name of the building"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="buildings")
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="owned_buildings"
    )
    manager = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="managed_buildings"
    )
    function = models.CharField(_("function"), max_length=1, choices=Function.choices, blank=True)
    energy_class = models.CharField(_("energy class"), max_length=60, blank=True)
    floor_area = models.DecimalField(
        _("floor area, m²"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    floor_area_basis = models.CharField(
        max_length=10, choices=AreaBasis.choices, default=AreaBasis.REPORTED
    )
    fiscal_share = models.DecimalField(
        _("share of fiscal money, %"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    state_organ_office = models.BooleanField(null=True)
    in_use = models.BooleanField(null=True, default=None)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    built_year = models.SmallIntegerField(_("year built"), null=True, blank=True)
    star = models.SmallIntegerField(_("green-building star"), null=True, blank=True)
    whole_renovation = models.BooleanField(null=True)
    renovation_star = models.SmallIntegerField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    as_of = models.SmallIntegerField(
        _("year described"),
        null=True,
        blank=True,
        help_text=_(
            "An import that describes an earlier year fills gaps and changes nothing else."
        ),
    )

    objects = AreaScoped.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["area", "id"], name="building_area"),
            models.Index(fields=["name"], name="building_name"),
            models.Index(fields=["owner"], name="building_owner"),
        ]

    def __str__(self) -> str:
        return self.name or self.code or f"#{self.pk}"


class Unit(models.Model):
    """A home or another unit of a building that is sold by itself (Articles 20, 21)."""

    building = models.ForeignKey(Building, models.CASCADE, related_name="units")
    floor = models.CharField(_("floor"), max_length=10, blank=True)
    number = models.CharField(_("number of the home"), max_length=40)

    class Meta:
        verbose_name = _("home")
        ordering = ["building", "number"]
        constraints = [
            models.UniqueConstraint(fields=["building", "number"], name="unit_has_one_number")
        ]

    def __str__(self) -> str:
        return self.number


class HoldingSet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """A buyer's own holdings of the day; officials see those of the buildings they see."""
        if actor.everywhere:
            return self.all()
        seen = Q(unit__building__in=Building.objects.visible_to(actor))
        return self.filter(
            seen | (held_on(actor.on) & Q(user=actor.user) if actor.user else Q(pk__in=[]))
        )


class UnitHolding(Tenure):
    """A home by its sales contract, and the buyer once they proved it by the contract's number.

    Of the number only a salted hash is kept. `tries` counts wrong numbers: after a few the holding
    can no longer be claimed until it is entered anew.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="holdings")
    contract_hash = models.CharField(max_length=128)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="holdings")
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = HoldingSet.as_manager()

    class Meta:
        verbose_name = _("holding of a home")
        indexes = [models.Index(fields=["user"], name="holding_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(last_day__isnull=True), name="one_holding_of_a_home"
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=models.F("first_day")),
                name="holding_ends_after_it_begins",
            ),
        ]


class Identifier(models.Model):
    """A number a building carries in some scheme: a portal's id, a tax lot, a meter account."""

    building = models.ForeignKey(Building, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=60)
    value = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"], name="identifier_is_of_one_building"
            )
        ]


class BuildingClass(models.Model):
    """A class recorded for a building, with the reason: it outweighs the derived one.

    The record without `ended_at` holds. One that came in by a list names its `run`; only such a
    record may be replaced by a later list, never one that an official made by hand.
    """

    class Name(models.TextChoices):
        LARGE_PUBLIC = "large_public", _("large public building")
        FISCAL = "fiscal", _("public building with fiscal participation")
        NEW = "new", _("new building")
        PUBLIC = "public", _("public building")

    building = models.ForeignKey(Building, models.CASCADE, related_name="classes")
    name = models.CharField(max_length=20, choices=Name.choices)
    value = models.BooleanField()
    reason = models.CharField(max_length=300)
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    run = models.ForeignKey("ImportRun", models.SET_NULL, null=True, related_name="classes")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["building", "name"],
                condition=Q(ended_at__isnull=True),
                name="one_class_record_holds",
            )
        ]


class ImportProfile(models.Model):
    """A saved mapping of a file's columns (see docs/import-profiles.md)."""

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20)
    body = models.JSONField()
    text = models.TextField(blank=True)
    saved_by = models.CharField(max_length=120)
    saved_at = models.DateTimeField(auto_now=True)


class ImportRun(models.Model):
    """One import of one file: accepted + refused = rows; blank rows are counted apart.

    `created`, `updated` and `unchanged` count the accepted rows by what they did. `left_out` counts
    cells that were passed over because their column allows it (see `LeftOutCell`).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(max_length=20)
    profile = models.JSONField()
    profile_name = models.CharField(max_length=80)
    document = models.ForeignKey(Document, models.PROTECT)
    file_name = models.CharField(max_length=255)
    area = models.ForeignKey(Area, models.PROTECT)
    dry_run = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sheet = models.CharField(max_length=120, blank=True)
    headings = models.JSONField(default=list)
    preview = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    blank = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    progress = models.SmallIntegerField(default=0)
    error = models.JSONField(default=dict)
    actor = models.ForeignKey(User, models.PROTECT, null=True)
    actor_name = models.CharField(max_length=120)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(rows=models.F("accepted") + models.F("refused")),
                name="accepted_and_refused_are_all_rows",
            ),
            models.CheckConstraint(
                condition=~Q(state="done")
                | Q(
                    accepted=models.F("created") + models.F("updated") + models.F("unchanged"),
                ),
                name="an_accepted_row_does_one_thing",
            ),
        ]


class RefusedRow(models.Model):
    """A row that was not taken: the first thing wrong with it, and under `more` the others.

    `row` is counted as the spreadsheet program does; `cells` are as written in the file.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="refusals")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    more = models.JSONField(default=list)
    cells = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "row"], name="a_row_is_refused_once")]


class LeftOutCell(models.Model):
    """A cell that could not be taken in a column whose profile says `if_bad = "leave_out"`."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="left_out_cells")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=40)
    params = models.JSONField(default=dict)


class ImportChange(models.Model):
    """What one run did to one building, so that it can be seen and undone.

    `rows` are all rows of the file that were taken to be this building, `row` the one that
    decided; `matched_on` is the identifier by which it was found. `before` and `after` hold what
    differs. The building is empty when it was removed again.
    """

    class Action(models.TextChoices):
        CREATED = "created", _("entered in the register")
        UPDATED = "updated", _("building changed")
        ADDED = "added", _("figures added")
        REPLACED = "replaced", _("figures changed")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="changes")
    building = models.ForeignKey(
        Building, models.SET_NULL, null=True, related_name="import_changes"
    )
    label = models.CharField(max_length=200)
    row = models.PositiveIntegerField()
    rows = models.JSONField(default=list)
    action = models.CharField(max_length=10, choices=Action.choices)
    matched_on = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["run", "row"], name="change_run_row")]
