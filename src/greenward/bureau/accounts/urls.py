"""Signing in and out. allauth's other pages (sign-up, e-mail, reset) do not exist here."""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("sign-in", views.login, name="account_login"),
    path("sign-out", views.logout, name="account_logout"),
]
