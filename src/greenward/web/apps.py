"""The Django app of the web kit."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "greenward.web"
    label = "web"
