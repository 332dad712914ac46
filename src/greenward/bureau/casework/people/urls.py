"""Addresses of the pages about people."""

from django.urls import path

from . import proof_views, views

app_name = "people"

urlpatterns = [
    path("people", views.people, name="list"),
    path("people/new", views.new, name="new"),
    path("people/rules", views.who_may, name="rules"),
    path("people/clients", views.machines, name="clients"),
    path("people/clients/new", views.new_machine, name="new_client"),
    path("people/clients/<int:pk>/revoke", views.revoke, name="revoke"),
    path("people/proposals/<int:pk>", views.decide, name="decide"),
    path("people/<int:pk>", views.person, name="person"),
    path("people/<int:pk>/propose", views.propose, name="propose"),
    path("people/<int:pk>/enrol", views.enrol, name="enrol"),
    path("people/<int:pk>/sign-in", views.sign_in, name="sign_in"),
    path("people/<int:pk>/second-step", proof_views.reset, name="reset"),
    path("people/<int:pk>/subjects", proof_views.register, name="register_subject"),
    path(
        "people/<int:pk>/subjects/<int:subject>/remove", proof_views.remove, name="remove_subject"
    ),
    path("people/<int:pk>/posts/<int:post>/end", views.end_post, name="end_post"),
    path("people/<int:pk>/companies/<int:member>/end", views.end_membership, name="leave"),
    path("company", views.company, name="company"),
    path("company/<int:pk>/colleagues", views.add_colleague, name="add_colleague"),
    path("company/colleagues/<int:member>/end", views.end_colleague, name="end_colleague"),
]
