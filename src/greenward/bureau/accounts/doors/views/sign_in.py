"""Signing in and out: name and password, the second step, a passkey, another site."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from requests import RequestException

from .. import factors, oidc
from ..events import Kind, emit
from ..forms import CodeForm, PasskeySignInForm, PasskeyStepForm, SignInForm
from ..id_tokens import Checked
from .own import on_a_name


class SignIn(LoginView):
    """Name and password; beside it the other ways in."""

    template_name = "doors/sign_in.html"
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        password, people = factors.sign_ins()
        return super().get_context_data(
            invented=people,
            password=password,
            issuers=get_adapter().list_providers(self.request),
            on_a_name=on_a_name(self.request),
            **kwargs,
        )


class SecondStep(AuthenticateView):
    """A code of the app, a recovery code or a passkey, after the password."""

    template_name = "doors/second_step.html"
    form_class = CodeForm
    webauthn_form_class = PasskeyStepForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has = factors.of(self.stage.login.user)
        return super().get_context_data(**kwargs) | {"has": has}


class PasskeySignIn(LoginWebAuthnView):
    """A passkey alone opens the door: it is both factors at once."""

    form_class = PasskeySignInForm

    def form_invalid(self, form: PasskeySignInForm) -> HttpResponse:
        emit(Kind.FAILED, self.request, factor="webauthn")
        messages.error(self.request, _("This passkey is not registered here."))
        return redirect("account_login")


class SignOut(LogoutView):
    """By POST alone: a link on another site signs nobody out."""

    http_method_names = ["post"]


sign_in = SignIn.as_view()
sign_out = SignOut.as_view()
second_step = SecondStep.as_view()
passkey = PasskeySignIn.as_view()


@require_POST
def through(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to another site to sign in there. By POST alone, as all that begins a session."""
    try:
        return login(request, provider_id)
    except (RequestException, KeyError, ValueError):  # it is down, or tells nothing of use
        return oidc.refusal(request, "failed")


def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Somebody comes back from another site; 404 when none is known by this name."""
    try:
        return OAuth2CallbackView.adapter_view(Checked(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
