"""Chapter III: the state of a building's sub-meters and monitoring (Article 27)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from greenward.bureau.registry.models import Building


class MeteringState(models.Model):
    """What is on file about a building's metering; the newest open row holds."""

    building = models.ForeignKey(Building, models.CASCADE, related_name="metering_states")
    submeters_installed = models.BooleanField(null=True)
    monitoring_installed = models.BooleanField(null=True)
    metering_operating = models.BooleanField(null=True)
    data_transmitted = models.BooleanField(null=True)
    as_of = models.DateField()
    source = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("state of metering")
        constraints = [
            models.UniqueConstraint(
                fields=["building"], condition=Q(ended_at__isnull=True), name="one_metering_state"
            )
        ]
