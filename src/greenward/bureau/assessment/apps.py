from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "greenward.bureau.assessment"
    label = "assessment"
