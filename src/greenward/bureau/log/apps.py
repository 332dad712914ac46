from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "greenward.bureau.log"
    label = "log"
