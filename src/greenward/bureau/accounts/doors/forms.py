"""The forms at the doors, in the house's own words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm as FirstCodeForm
from allauth.mfa.base.forms import ReauthenticateForm as AgainCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.accounts.models import User

from . import limits, lockout
from .adapter import ClosedAdapter

CODE_LIVES = 90
"""Seconds for which a code of an authenticator app is accepted: its own half minute, the one
before and the one after."""


def plain(form: forms.Form, **labels: Any) -> None:
    """Give fields our labels; a label is the only hint a field needs."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = ""
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """allauth's check of name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, login=gettext_lazy("Sign-in name"), password=gettext_lazy("Password"))


class ConfirmForm(ReauthenticateForm):
    """The password again, before something about the sign-in changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, password=gettext_lazy("Password"))


class CountedCode:
    """A code of an app or a recovery code; wrong ones count as failed attempts of the person, and
    none is accepted twice."""

    user: User
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        plain(self, code=gettext_lazy("Code"))
        field.widget.attrs |= {"inputmode": "numeric", "autofocus": True, "maxlength": 12}

    def clean_code(self) -> str:
        with lockout.attempt(self.user.username, context.request) as tried:
            code: str = super().clean_code()
            if not limits.once(f"code {self.authenticator.pk} {code}", CODE_LIVES):
                raise ValidationError(_("This code was used already. Wait for the next one."))
            tried.succeeded()
        return code


class CodeForm(CountedCode, FirstCodeForm):
    """The second step of a sign-in."""


class ConfirmCodeForm(CountedCode, AgainCodeForm):
    """A code again, before something about the sign-in changes."""


class AppForm(ActivateTOTPForm):
    """The first code of a new authenticator app shows that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self, code=gettext_lazy("Code that the app shows now"))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": 6}


class PasskeyForm(AddWebAuthnForm):
    """A new passkey. Every one is checked by its holder's finger, face or PIN, so it is both
    factors at once and may also open the door alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        plain(self, name=gettext_lazy("Name of this passkey"))

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        return super().clean()


class PasskeySignInForm(LoginWebAuthnForm):
    pass


class PasskeyStepForm(AuthenticateWebAuthnForm):
    pass


class PasskeyConfirmForm(ReauthenticateWebAuthnForm):
    pass


class PasswordForm(forms.Form):
    """Changing one's own password: the present one, and the new one once (it can be shown)."""

    present = forms.CharField(
        label=gettext_lazy("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_present(self) -> str:
        present: str = self.cleaned_data["present"]
        if not ClosedAdapter(context.request).reauthenticate(self.user, present):
            raise ValidationError(_("This is not your password."))
        return present

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        if new == self.cleaned_data.get("present"):
            raise ValidationError(_("Choose one that differs from the present password."))
        validate_password(new, self.user)
        return new
