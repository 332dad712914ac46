"""Chapter IV: the energy years of a building, the bills behind them, and what was done about them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import User
from greenward.bureau.casework.models import Document, Matter
from greenward.bureau.registry.models import Building, ImportRun


class EnergyYear(models.Model):
    """What a building used in a calendar year.

    `intensity` is in `intensity_unit`: as reported, or worked out from bills (rounded to odd at
    the sixth decimal). Empty means that the year is on file without a figure, and `why_missing`
    says why: [code, particulars]. `quantities` holds the commodities: {commodity: [amount, unit]}.

    A figure that was reported is kept when bills are on file too; `bills_intensity` is then what
    the bills come to, in kWh/(m²·a), so that a difference is seen. Hours are of the year, the area
    per person in m², the shares in per cent.
    """

    class Basis(models.TextChoices):
        REPORTED = "reported", _("annual figure as reported")
        BILLS = "bills", _("worked out from bills")

    building = models.ForeignKey(Building, models.CASCADE, related_name="energy_years")
    year = models.SmallIntegerField()
    basis = models.CharField(max_length=10, choices=Basis.choices)
    intensity = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    intensity_unit = models.CharField(max_length=40, blank=True)
    bills_intensity = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    floor_area = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    energy = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    energy_unit = models.CharField(max_length=20, blank=True)
    kgce = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    quantities = models.JSONField(default=dict)
    coverage_days = models.SmallIntegerField(null=True)
    estimated_share = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    why_missing = models.JSONField(default=list)
    hours = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    area_per_person = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    occupancy = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    guest_room_share = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True)

    class Meta:
        verbose_name = _("energy year")
        constraints = [models.UniqueConstraint(fields=["building", "year"], name="one_energy_year")]
        indexes = [models.Index(fields=["year"], name="energy_year_year")]


class Meter(models.Model):
    """A billed meter of a building.

    `supply_began` says that nothing of the commodity was supplied before the meter became active,
    `supply_ended` that nothing is supplied after it; else its first or last day is a change of
    meter (`greenward.metering.bills.Meter`).
    """

    building = models.ForeignKey(Building, models.CASCADE, related_name="meters")
    number = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120, blank=True)
    commodity = models.CharField(max_length=30)
    active_from = models.DateField(null=True)
    active_to = models.DateField(null=True)
    supply_began = models.BooleanField(default=False, db_default=False)
    supply_ended = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("meter")


class Bill(models.Model):
    """One bill of one meter. `end` is as written; the series decides whether it is included."""

    meter = models.ForeignKey(Meter, models.CASCADE, related_name="bills")
    start = models.DateField()
    end = models.DateField()
    amount = models.DecimalField(max_digits=20, decimal_places=6)
    unit = models.CharField(max_length=40)
    estimated = models.BooleanField(default=False)
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True)

    class Meta:
        verbose_name = _("bill")
        constraints = [
            models.UniqueConstraint(fields=["meter", "start", "end"], name="one_bill_a_period")
        ]


class EnergyAct(models.Model):
    """An act that must reach the authority: an audit, measures, a retrofit (Article 32).

    `year` is the energy year it answers. Rows are kept: one recorded by mistake is withdrawn with
    a reason and counts no longer.
    """

    class Kind(models.TextChoices):
        AUDIT = "audit_done", _("energy audit")
        MEASURES = "measures_taken", _("measures taken")
        RETROFIT = "energy_retrofit_done", _("energy-saving retrofit")

    building = models.ForeignKey(Building, models.CASCADE, related_name="energy_acts")
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=30, choices=Kind.choices)
    done_on = models.DateField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        verbose_name = _("energy act")
        ordering = ["year", "done_on", "id"]
        indexes = [models.Index(fields=["building", "year"], name="energy_act_year")]


class Submission(models.Model):
    """An owner's report of an energy act, from its preparation to the officer's decision.

    Its documents, state and history are its matter's; `energy_act` is what came of it.
    """

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="submission")
    building = models.ForeignKey(Building, models.PROTECT, related_name="submissions")
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=30, choices=EnergyAct.Kind.choices)
    done_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    energy_act = models.OneToOneField(EnergyAct, models.PROTECT, null=True)

    class Meta:
        verbose_name = _("report of an energy act")
