from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "greenward.bureau.accounts"
    label = "accounts"
