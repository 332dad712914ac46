"""Addresses of casework: the inbox, matters and their acts, lists to take away, the acts done."""

from django.urls import path

from . import views
from .filing_urls import urlpatterns as filing_urls
from .pages import handover, inbox, matters

app_name = "casework"

urlpatterns = [
    path("start", inbox.start, name="start"),
    path("inbox", inbox.inbox, name="inbox"),
    path("inbox/count", inbox.count, name="inbox_count"),
    path("matters/", matters.matters, name="matters"),
    path("matters/<int:pk>", matters.matter, name="matter"),
    path("matters/<int:pk>/acts/<slug:name>", matters.act, name="act"),
    path("handover", handover.handover, name="handover"),
    path("lists/<slug:name>", views.export, name="list"),
    path("exports/<int:pk>", views.export_made, name="export"),
    path("exports/<int:pk>/file", views.export_file, name="export_file"),
    path("acts", views.log, name="log"),
    path("acts/security", views.security, name="security"),
    *filing_urls,
]
