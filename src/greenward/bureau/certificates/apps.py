from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "greenward.bureau.certificates"
    label = "certificates"
