"""The Django app of chapter IV: energy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from .importing import EnergyImport


class PerformanceConfig(AppConfig):
    name = "greenward.bureau.performance"
    label = "performance"

    def ready(self) -> None:
        from greenward.bureau.casework.matters import kinds
        from greenward.bureau.registry.kinds import register

        from .kinds import SUBMISSION

        register("energy", _energy)
        kinds.register(SUBMISSION)


def _energy() -> EnergyImport:
    from .importing import EnergyImport

    return EnergyImport()
