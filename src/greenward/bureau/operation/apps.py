"""The Django app of chapter III: handover, sale, the buyer's inspection, metering."""

from django.apps import AppConfig


class OperationConfig(AppConfig):
    name = "greenward.bureau.operation"
    label = "operation"

    def ready(self) -> None:
        from greenward.bureau.casework import inbox
        from greenward.bureau.casework.matters import kinds
        from greenward.bureau.registry import homes

        from . import cases, sources  # noqa: F401  (each tells what is recorded here)
        from .kinds import KINDS
        from .leads import overdue_defects
        from .selectors import ways_home

        for kind in KINDS:
            kinds.register(kind)
        homes.lead(ways_home)
        inbox.register(inbox.Provider("overdue_defects", overdue_defects))
