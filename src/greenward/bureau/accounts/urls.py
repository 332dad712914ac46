"""Signing in and out. allauth's other pages (sign-up, e-mail, reset) do not exist here."""

from django.urls import path

from .views import sign_in, sign_out

urlpatterns = [
    path("sign-in", sign_in, name="account_login"),
    path("sign-out", sign_out, name="account_logout"),
]
