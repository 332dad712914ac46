"""Addresses of homes and their buyers."""

from django.urls import path

from . import home_views

app_name = "homes"
urlpatterns = [
    path("homes", home_views.own, name="own"),
    path("buildings/<int:pk>/homes", home_views.of_building, name="building"),
]
