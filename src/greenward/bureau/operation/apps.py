from django.apps import AppConfig


class OperationConfig(AppConfig):
    name = "greenward.bureau.operation"
    label = "operation"
