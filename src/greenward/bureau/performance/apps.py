from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "greenward.bureau.performance"
    label = "performance"
