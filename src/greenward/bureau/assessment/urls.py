"""Addresses of the pages about verdicts."""

from django.urls import path

from . import beginning, recording, views

app_name = "assessment"
urlpatterns = [
    path("", views.home, name="home"),
    path("charts/<slug:name>", views.chart, name="chart"),
    path("assess", views.assess, name="assess"),
    path("assess/progress", views.progress, name="progress"),
    path("editions/<slug:hash>", views.edition, name="edition"),
    path("findings", views.findings, name="findings"),
    path("buildings", views.buildings, name="buildings"),
    path("buildings/<int:pk>", recording.building, name="building"),
    path("buildings/<int:pk>/chart", recording.chart, name="building_chart"),
    path("buildings/<int:pk>/why/<str:duty>", recording.why, name="why"),
    path("buildings/<int:pk>/order/<str:duty>", beginning.order, name="order"),
    path("buildings/<int:pk>/report", beginning.report, name="report"),
    path("buildings/<int:pk>/record/<slug:act>", recording.record, name="record"),
    path("buildings/<int:pk>/record/<slug:act>/<int:row>", recording.record, name="record"),
]
