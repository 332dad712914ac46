"""Addresses of the importer."""

from django.urls import path

from . import views

app_name = "registry"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("new", views.new, name="new"),
    path("<int:pk>", views.run, name="run"),
    path("<int:pk>/progress", views.progress, name="progress"),
    path("<int:pk>/refused.csv", views.refused_rows, name="refused"),
    path("<int:pk>/again", views.again, name="again"),
    path("<int:pk>/undo", views.undo, name="undo"),
    path("<int:pk>/changes/<int:change>/undo", views.undo_one, name="undo_one"),
    path("profiles", views.profile_list, name="profiles"),
    path("profiles/<str:name>", views.profile, name="profile"),
    path("profiles/<str:name>/headings.csv", views.template, name="template"),
]
