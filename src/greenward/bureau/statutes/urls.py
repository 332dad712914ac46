"""Addresses of the desk beside the law."""

from django.urls import path

from . import views
from .pages import discretion, holidays, policies, texts

app_name = "statutes"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("texts/", texts.texts, name="texts"),
    path("texts/<int:pk>/", texts.text, name="text"),
    path("discretion/", discretion.versions, name="discretion"),
    path("discretion/<int:pk>/", discretion.table, name="table"),
    path("discretion/<int:pk>/name/", discretion.name, name="name"),
    path("discretion/<int:pk>/publish/", discretion.publish, name="publish"),
    path("discretion/<int:pk>/discard/", discretion.discard, name="discard"),
    path("discretion/<int:pk>/end/", discretion.end, name="end"),
    path("discretion/<int:pk>/changes/", discretion.changes, name="changes"),
    path(
        "discretion/<int:pk>/fines/<str:instrument>/<str:article>/", discretion.tiers, name="tiers"
    ),
    path("policies/", policies.policies, name="policies"),
    path("policies/new/<str:permission>/", policies.enter, name="enter_policy"),
    path("policies/<int:pk>/withdraw/", policies.withdraw, name="withdraw_policy"),
    path("holidays/", holidays.holidays, name="holidays"),
    path("holidays/new/", holidays.enter, name="enter_notice"),
    path("holidays/<int:pk>/withdraw/", holidays.withdraw, name="withdraw_notice"),
]
