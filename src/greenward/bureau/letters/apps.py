from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "greenward.bureau.letters"
    label = "letters"
