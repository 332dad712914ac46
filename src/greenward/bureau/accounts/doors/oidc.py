"""Who may come in from another site: only somebody on file here, matched by a subject registered
beforehand, or once by an e-mail address that the issuer has proven (OpenID Connect Core 1.0, 5.7).

After a match by e-mail the subject is kept, so a later owner of that address stays outside.
"""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from greenward.bureau.accounts.models import User

from . import factors
from .events import Kind, emit
from .id_tokens import Checked


class IssuersAdapter(DefaultSocialAccountAdapter):
    """allauth's hooks for a sign-in that comes back from an issuer."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def get_provider(self, *args: Any, **kwargs: Any) -> Any:
        """An issuer, asked and answered with the checks of `id_tokens`."""
        found = super().get_provider(*args, **kwargs)
        found.oauth2_adapter_class = Checked
        return found

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Not allauth's way, which takes the person's password away: see `_by_email`."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in whoever is on file; keep nothing of what else the issuer told."""
        account, settings = sociallogin.account, sociallogin.provider.app.settings
        claims = Claims(account.extra_data)
        account.extra_data = {}
        if sociallogin.state.get("process") != AuthProcess.LOGIN or not claims.of_one_person:
            refuse(request, "unexpected")
        if sociallogin.is_existing:
            SocialAccount.objects.filter(pk=account.pk).update(extra_data={})
        elif user := self._by_email(account.provider, settings, claims):
            sociallogin.connect(request, user)
        else:
            refuse(request, "unknown")
        if not sociallogin.user.is_active:
            refuse(request, "unknown")
        if accepted := claims.second_factor(settings["second_factor"]):
            factors.mark(request, sociallogin.user, f"issuer: {accepted}")

    def _by_email(self, issuer: str, settings: dict[str, Any], claims: Claims) -> User | None:
        """The one person with the proven address, unless another subject of this issuer is theirs."""
        if settings["match"] != "email" or not claims.proven_email:
            return None
        people = User.objects.filter(email__iexact=claims.proven_email, is_active=True)
        found = list(people.exclude(socialaccount__provider=issuer)[:2])
        return found[0] if len(found) == 1 else None

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        refuse(request, "cancelled" if str(kwargs.get("error")) == "cancelled" else "failed")


class Claims:
    """What the issuer said of a person, in the ID token and at the userinfo address."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._token = told.get("id_token") or {}
        self._info = told.get("userinfo") or {}

    @property
    def of_one_person(self) -> bool:
        """Both answers must name the same subject (OpenID Connect Core 1.0, 5.3.2)."""
        subjects = {each["sub"] for each in (self._token, self._info) if "sub" in each}
        return bool(self._token) and len(subjects) == 1

    @property
    def proven_email(self) -> str:
        for each in (self._token, self._info):
            if each.get("email") and each.get("email_verified") is True:
                return str(each["email"])
        return ""

    def second_factor(self, accepted: list[str]) -> str:
        """The first accepted value among the methods (`amr`) and the class (`acr`) of the ID
        token; "" when there is none."""
        methods = self._token.get("amr") or []
        said = {*(methods if isinstance(methods, list) else []), self._token.get("acr")}
        return next((value for value in accepted if value in said), "")


def refuse(request: HttpRequest, why: str) -> NoReturn:
    """Stop a sign-in that came back."""
    raise ImmediateHttpResponse(refusal(request, why))


def refusal(request: HttpRequest, why: str) -> HttpResponse:
    """The page that says why the sign-in ended and what to do."""
    emit(Kind.REFUSED, request, why=why)
    return render(request, "doors/refused.html", {"text": _texts()[why]}, status=403)


def _texts() -> dict[str, str]:
    return {
        "unknown": _(
            "You signed in at the other site, but nobody here is registered for it. Ask whoever "
            "runs this site at your authority to register you."
        ),
        "cancelled": _("You stopped the sign-in at the other site."),
        "failed": _(
            "The other site did not confirm the sign-in, or took too long. Try again; if it stays "
            "so, sign in with your name and password."
        ),
        "unexpected": _("The answer of the other site did not fit what was asked. Try again."),
    }
