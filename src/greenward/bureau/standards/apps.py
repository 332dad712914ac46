from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "greenward.bureau.standards"
    label = "standards"
