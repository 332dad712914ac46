"""The Django app of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from .importing.work import Importer


class RegistryConfig(AppConfig):
    name = "greenward.bureau.registry"
    label = "registry"

    def ready(self) -> None:
        from .kinds import register

        register("buildings", _buildings)


def _buildings() -> Importer:
    from .importing.buildings import BuildingImport

    return BuildingImport()
