"""Addresses of the room. Codes in capitals lead to /V/, which is the same as /v/."""

from django.urls import path, re_path

from . import views

app_name = "publication"

urlpatterns = [
    path("public/", views.front, name="front"),
    path("v", views.check_page, name="check"),
    re_path(r"^[vV]/(?P<number>[0-9A-Za-z -]{1,40})$", views.check_number_page, name="number"),
]
