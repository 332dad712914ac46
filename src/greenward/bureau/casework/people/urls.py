"""Addresses of the pages about people."""

from django.urls import path

from .pages import company, machines, people, posts, signing_in

app_name = "people"

urlpatterns = [
    path("people", people.people, name="list"),
    path("people/new", people.new, name="new"),
    path("people/rules", people.who_may, name="rules"),
    path("people/clients", machines.machines, name="clients"),
    path("people/clients/new", machines.new_machine, name="new_client"),
    path("people/clients/<int:pk>/revoke", machines.revoke, name="revoke"),
    path("people/proposals/<int:pk>", posts.decide, name="decide"),
    path("people/<int:pk>", people.person, name="person"),
    path("people/<int:pk>/propose", posts.propose, name="propose"),
    path("people/<int:pk>/enrol", posts.enrol, name="enrol"),
    path("people/<int:pk>/sign-in", signing_in.sign_in, name="sign_in"),
    path("people/<int:pk>/second-step", signing_in.reset, name="reset"),
    path("people/<int:pk>/subjects", signing_in.register, name="register_subject"),
    path("people/<int:pk>/subjects/<int:subject>/remove", signing_in.remove, name="remove_subject"),
    path("people/<int:pk>/posts/<int:post>/end", posts.end_post, name="end_post"),
    path("people/<int:pk>/companies/<int:member>/end", posts.end_membership, name="leave"),
    path("company", company.company, name="company"),
    path("company/<int:pk>/colleagues", company.add_colleague, name="add_colleague"),
    path("company/colleagues/<int:member>/end", company.end_colleague, name="end_colleague"),
]
