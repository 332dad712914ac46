from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "greenward.bureau.casework"
    label = "casework"
