"""The Django app of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
        from greenward.bureau.casework.people.selectors import also_needed
        from greenward.bureau.certificates.kinds import register as register_certificate
        from greenward.web import nav

        from . import kinds
        from .homes import holders
        from .labels import LABEL

        register_certificate(LABEL)
        kinds.register("buildings", _buildings)
        runs = "greenward.bureau.registry.importing.runs"
        jobs.register("import", run=f"{runs}.run_import", failed=f"{runs}.failed")
        also_needed(holders)
        nav.register(_("My home"), "homes:own", order=16, may=_may_hold_a_home)
        nav.register(
            _("Imports"),
            "registry:imports",
            order=60,
            may=lambda user: Actor.signed_in(user).may("import_buildings"),
        )


def _may_hold_a_home(user: Any) -> bool:
    """Whoever is signed in for themselves: neither staff nor of a company."""
    from greenward.bureau.accounts.actors import Actor

    actor = Actor.signed_in(user)
    return actor.user is not None and not (actor.duties or actor.organisations)


def _buildings() -> Importer:
    from .importing.buildings import BuildingImport

    return BuildingImport()
