"""Addresses of the log: pages for people, and checkpoint and tiles where C2SP expects them."""

from django.urls import path

from . import views

app_name = "log"

urlpatterns = [
    path("", views.front, name="front"),
    path("check", views.check, name="check"),
    path("checkpoint", views.checkpoint, name="checkpoint"),
    path("key", views.key, name="key"),
    path("health", views.health, name="health"),
    path("tile/<path:tile>", views.tile, name="tile"),
    path("proof/<int:pk>", views.proof, name="proof"),
]
