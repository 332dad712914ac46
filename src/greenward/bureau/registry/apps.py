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
        from django.utils.translation import gettext_lazy as _

        from greenward.bureau.accounts.actors import Actor
        from greenward.bureau.casework import jobs
        from greenward.bureau.certificates.kinds import register as register_certificate
        from greenward.web import nav

        from . import kinds
        from .labels import LABEL

        register_certificate(LABEL)
        kinds.register("buildings", _buildings)
        runs = "greenward.bureau.registry.importing.runs"
        jobs.register("import", run=f"{runs}.run_import", failed=f"{runs}.failed")
        nav.register(
            _("Imports"),
            "registry:imports",
            order=60,
            may=lambda user: Actor.signed_in(user).may("import_buildings"),
        )


def _buildings() -> Importer:
    from .importing.buildings import BuildingImport

    return BuildingImport()
