from django.apps import AppConfig


class DoorsConfig(AppConfig):
    name = "greenward.bureau.accounts.doors"
    label = "doors"

    def ready(self) -> None:
        from . import receivers

        receivers.connect()
