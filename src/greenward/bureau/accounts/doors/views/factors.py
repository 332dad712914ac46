"""Setting up and removing second factors, and confirming a person before that: allauth's views in
the house's templates."""

from __future__ import annotations

from typing import Any

import segno
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateCodeView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from .. import factors
from ..forms import AppForm, ConfirmCodeForm, ConfirmForm, PasskeyConfirmForm, PasskeyForm
from .own import on_a_name


class SetUpApp(ActivateTOTPView):
    """An authenticator app: a square to scan, the same secret to type, the first code."""

    template_name = "doors/app.html"
    form_class = AppForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        square = segno.make(context["totp_url"], error="m")
        context["square"] = square.svg_inline(scale=5, border=2, svgclass="qr", lineclass=None)
        secret = context["form"].secret
        context["secret"] = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return context


class RemoveApp(DeactivateTOTPView):
    template_name = "doors/remove.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(what=_("the authenticator app"), **kwargs)


class AddPasskey(AddWebAuthnView):
    """A passkey, always one that its device checks by finger, face or PIN."""

    template_name = "doors/passkey.html"
    form_class = PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, True)
        context["js_data"] = {"creation_options": options}
        context["on_a_name"] = on_a_name(self.request)
        context["form"] = kwargs.get("form") or self.get_form()
        return context


class RemovePasskey(RemoveWebAuthnView):
    template_name = "doors/remove.html"
    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(what=str(self.object), form=None, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = factors.FactorsAdapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        return super().form_valid(form)


class ShowCodes(ViewRecoveryCodesView):
    template_name = "doors/codes.html"


class NewCodes(GenerateRecoveryCodesView):
    template_name = "doors/new_codes.html"


class Confirm(ReauthenticateView):
    template_name = "doors/confirm.html"
    form_class = ConfirmForm


class ConfirmCode(ReauthenticateCodeView):
    template_name = "doors/confirm.html"
    form_class = ConfirmCodeForm


class ConfirmPasskey(ReauthenticateWebAuthnView):
    template_name = "doors/confirm_passkey.html"
    form_class = PasskeyConfirmForm

    def form_invalid(self, form: PasskeyConfirmForm) -> HttpResponse:
        messages.error(self.request, _("This passkey is not registered here."))
        return redirect("mfa_reauthenticate_webauthn")


set_up_app = SetUpApp.as_view()
remove_app = RemoveApp.as_view()
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
show_codes = ShowCodes.as_view()
new_codes = NewCodes.as_view()
confirm = Confirm.as_view()
confirm_code = ConfirmCode.as_view()
confirm_passkey = ConfirmPasskey.as_view()
