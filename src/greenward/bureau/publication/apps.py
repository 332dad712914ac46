from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "greenward.bureau.publication"
    label = "publication"
