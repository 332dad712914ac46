from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "greenward.bureau.registry"
    label = "registry"
