from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    name = "greenward.bureau.enforcement"
    label = "enforcement"

    def ready(self) -> None:
        from greenward.bureau.casework.matters import kinds

        from .kinds import CORRECTION

        kinds.register(CORRECTION)
