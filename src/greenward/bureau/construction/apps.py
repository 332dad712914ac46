from django.apps import AppConfig


class ConstructionConfig(AppConfig):
    name = "greenward.bureau.construction"
    label = "construction"

    def ready(self) -> None:
        from greenward.bureau.casework import exports, inbox
        from greenward.bureau.casework.matters import kinds

        from . import deeming, papers, sources  # noqa: F401  (every topic tells which facts it records)
        from .exports import PROJECTS
        from .kinds import KINDS
        from .leads import leads
        from .navigation import enter
        from .statistics import taking

        for table in (PROJECTS, taking.FIGURES, taking.PROJECTS):
            exports.register(table)
        enter()
        inbox.register(inbox.Provider("decided_elsewhere", leads))
        papers.register()
        for kind in KINDS:
            kinds.register(kind)
