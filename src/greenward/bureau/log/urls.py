"""Addresses of the room."""

from django.urls import URLPattern

app_name = "log"

urlpatterns: list[URLPattern] = []
