from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from .importing import ProjectImport


class ConstructionConfig(AppConfig):
    name = "greenward.bureau.construction"
    label = "construction"

    def ready(self) -> None:
        from greenward.bureau.casework import exports, inbox
        from greenward.bureau.casework.matters import kinds
        from greenward.bureau.registry import kinds as import_kinds

        from . import deeming, papers, sources  # noqa: F401  (every topic tells which facts it records)
        from .exports import PROJECTS
        from .kinds import KINDS
        from .leads import questioned
        from .navigation import enter
        from .statistics import taking

        for table in (PROJECTS, taking.FIGURES, taking.PROJECTS):
            exports.register(table)
        import_kinds.register("projects", _projects)
        enter()
        inbox.register(inbox.Provider("decisions", questioned))
        papers.register()
        for kind in KINDS:
            kinds.register(kind)


def _projects() -> ProjectImport:
    from .importing import ProjectImport

    return ProjectImport()
