"""Addresses of draws. Everything of a frozen draw may be read by everybody."""

from django.urls import path

from . import acting, views

app_name = "draws"

urlpatterns = [
    path("", views.draws, name="list"),
    path("verify/", views.verify, name="verify"),
    path("verifier.py", views.script, name="script"),
    path("new/", acting.new, name="new"),
    path("<int:pk>/", views.draw, name="draw"),
    path("<int:pk>/draw.json", views.file, name="file"),
    path("<int:pk>/plan/", acting.plan, name="plan"),
    path("<int:pk>/freeze/", acting.freeze, name="freeze"),
    path("<int:pk>/values/", acting.enter, name="enter"),
    path("<int:pk>/reveal/", acting.reveal, name="reveal"),
    path("<int:pk>/publish/", acting.publish, name="publish"),
    path("<int:pk>/substitute/", acting.substitute, name="substitute"),
    path("<int:pk>/close/", acting.close, name="close"),
    path("<int:pk>/abandon/", acting.abandon, name="abandon"),
]
