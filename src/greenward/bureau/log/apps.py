from importlib import import_module

from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "greenward.bureau.log"
    label = "log"

    def ready(self) -> None:
        import_module("greenward.bureau.log.nightly")  # the workers' own jobs
