"""Addresses of casework: lists to take away, files being made, the log."""

from django.urls import path

from . import views

app_name = "casework"

urlpatterns = [
    path("lists/<slug:name>", views.export, name="list"),
    path("exports/<int:pk>", views.export_made, name="export"),
    path("exports/<int:pk>/file", views.export_file, name="export_file"),
    path("acts", views.log, name="log"),
]
