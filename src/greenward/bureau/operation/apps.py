"""The Django app of chapter III: handover, sale, the buyer's inspection, metering."""

from django.apps import AppConfig


class OperationConfig(AppConfig):
    name = "greenward.bureau.operation"
    label = "operation"

    def ready(self) -> None:
        from greenward.bureau.casework.matters import kinds

        from . import cases  # noqa: F401  (handovers and sales tell which cases they are)
        from .kinds import KINDS

        for kind in KINDS:
            kinds.register(kind)
