"""Addresses of the kit itself."""

from django.urls import path

from .csp import csp_report
from .gallery import kit

app_name = "web"

urlpatterns = [
    path("csp-report", csp_report, name="csp-report"),
    path("kit", kit, name="kit"),
]
