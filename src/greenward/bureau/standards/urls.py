"""Addresses of the standards desk."""

from django.urls import path

from . import views

app_name = "standards"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("confirm/", views.confirm, name="confirm"),
    path("import/", views.import_table, name="import"),
    path("in-use/", views.in_use, name="in_use"),
    path("in-use/<int:pk>/end/", views.end_use, name="end_use"),
    path("rows/<int:pk>/", views.row, name="row"),
    path("<int:pk>/", views.standard, name="standard"),
]
