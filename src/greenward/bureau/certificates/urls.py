"""Addresses of the room."""

from django.urls import path

from . import views

app_name = "certificates"

urlpatterns = [
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/new/", views.new, name="new"),
    path("certificates/keys", views.keys, name="keys"),
    path("certificates/<int:pk>/", views.certificate, name="certificate"),
    path("certificates/<int:pk>/issue", views.issue, name="issue"),
    path("certificates/<int:pk>/discard", views.discard, name="discard"),
    path("certificates/<int:pk>/revoke", views.revoke, name="revoke"),
    path("certificates/<int:pk>/replace", views.replace, name="replace"),
    path("certificates/<int:pk>/print", views.printed, name="print"),
    path(".well-known/jwks.json", views.keys, name="jwks"),
    path("status/", views.revocations, name="revocations"),
    path("status/<str:number>", views.status, name="status"),
]
