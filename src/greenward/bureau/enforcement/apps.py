from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    name = "greenward.bureau.enforcement"
    label = "enforcement"
