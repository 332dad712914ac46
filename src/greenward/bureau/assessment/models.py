"""What the law said of the register: assessments and findings.

A finding is a version: it holds from the assessment that made it to the one that ended it, so
that what changed since the last assessment is what began or ended with it, and an unchanged city
writes nothing. It carries its own facts and names its edition, so it is explained from them alone.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from greenward.bureau.accounts.models import Area
from greenward.bureau.registry.models import Building
from greenward.bureau.standards.models import PublishedEdition, StandardRow
from greenward.law.language import Verdict


class Assessment(models.Model):
    """One run over all buildings of a city."""

    city = models.ForeignKey(Area, models.PROTECT)
    on = models.DateField()
    edition = models.ForeignKey(PublishedEdition, models.PROTECT)
    standards_hash = models.CharField(max_length=64)
    data_hash = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]


class Finding(models.Model):
    """The verdict of one duty on one building (in one year), with the facts it stood on.

    `facts` holds the facts the duty reads, as whole numbers; `missing` the facts that keep it
    unknown, each with the reason, and `lacking` their number. `fine_low` and `fine_high` are fen,
    set for a breach with a fixed band; `exposed` says that the fine may be proposed now.

    Only the building is a constraint of the database: the other references are written by
    `services.assess` alone, to rows that can never be deleted, and checking each of some hundred
    thousand of them took longer than judging the city.
    """

    building = models.ForeignKey(Building, models.CASCADE, related_name="findings")
    year = models.SmallIntegerField(null=True)
    duty = models.CharField(max_length=20)
    verdict = models.SmallIntegerField(choices=[(int(v), v.name.lower()) for v in Verdict])
    owed = models.BooleanField()
    exposed = models.BooleanField(default=False)
    fine_low = models.BigIntegerField(null=True)
    fine_high = models.BigIntegerField(null=True)
    facts = models.JSONField()
    missing = models.JSONField(default=dict)
    lacking = models.SmallIntegerField(default=0)
    unit = models.CharField(max_length=40, blank=True)
    limit_row = models.ForeignKey(
        StandardRow, models.PROTECT, null=True, db_constraint=False, db_index=False
    )
    edition = models.ForeignKey(
        PublishedEdition, models.PROTECT, db_constraint=False, db_index=False
    )
    made_by = models.ForeignKey(
        Assessment, models.PROTECT, related_name="made", db_constraint=False, db_index=False
    )
    ended_by = models.ForeignKey(
        Assessment,
        models.PROTECT,
        null=True,
        related_name="ended",
        db_constraint=False,
        db_index=False,
    )

    class Meta:
        indexes = [
            models.Index(  # covers what lists filter, count and order by: the table is not read
                fields=["building", "duty", "year"],
                include=["verdict", "owed", "exposed", "fine_high", "lacking", "id"],
                condition=Q(ended_by__isnull=True),
                name="finding_current",
            ),
            models.Index(
                fields=["duty", "verdict", "year"],
                condition=Q(ended_by__isnull=True),
                name="finding_work_list",
            ),
            models.Index(fields=["made_by"], name="finding_made_by"),
            models.Index(fields=["ended_by"], name="finding_ended_by"),
        ]
