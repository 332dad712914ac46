"""The second factor: who needs one, who has shown one, and how its secrets are kept (ASVS V6.3.3,
MLPS 8.1.4.1 d).

Whoever holds a duty post shows one before anything else; companies and owners may have one. TOTP
is RFC 6238, passkeys are WebAuthn level 2, both by allauth.
"""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import User

Type = Authenticator.Type
MARK = "second_factor"
OWN = (Type.TOTP, Type.WEBAUTHN)
"""What counts as a factor of its own; recovery codes stand in for a lost one."""


def mark(request: HttpRequest, user: User, how: str) -> None:
    """Note that this session has shown a second factor of this person."""
    request.session[MARK] = [user.pk, how]


def unmark(request: HttpRequest) -> None:
    request.session.pop(MARK, None)


def shown(request: HttpRequest) -> str:
    """How this session showed the second factor of whoever it belongs to; "" when it did not."""
    pk, how = request.session.get(MARK) or (None, "")
    return how if pk is not None and pk == request.user.pk else ""


def sign_ins() -> tuple[str, list[tuple[str, str]]]:
    """On an invented city the password of all and its people with their purposes; else nothing."""
    source = settings.GREENWARD_SIGN_INS
    return import_string(source)() if source else ("", [])


def invented(user: User) -> bool:
    """Whether this is one of the invented people of a demo city, whose password stands on the
    page: they need no second factor and keep that password."""
    return user.username in {name for name, _purpose in sign_ins()[1]}


def needed(user: User) -> bool:
    """Whether the person cannot go on without a second factor: they hold a duty post today."""
    return Actor.signed_in(user).holds_post and not invented(user)


def of(user: User) -> dict[str, list[Authenticator]]:
    """What the person has, by type: ``totp``, ``webauthn``, ``recovery_codes``."""
    found: dict[str, list[Authenticator]] = {str(kind): [] for kind in Type}
    for row in Authenticator.objects.filter(user=user).order_by("created_at"):
        found[row.type].append(row)
    return found


def by_password(request: HttpRequest, user: User) -> bool:
    """Whether the person came in with a password, not with a passkey or from another site."""
    records = get_authentication_records(request, user)
    return any(record["method"] == "password" for record in records)


class SecondStep(AuthenticateStage):
    """The step between password and session, left out when the other site vouches for a second
    factor that its configuration accepts."""

    def _should_handle(self, request: HttpRequest) -> bool:
        pk, _how = request.session.get(MARK) or (None, "")
        if self.login.user is not None and pk == self.login.user.pk:
            return False
        return super()._should_handle(request)


class FactorsAdapter(DefaultMFAAdapter):
    """allauth's hooks: our words, secrets encrypted at rest, the last factor of an official stays."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy(
            "This is your only second step, and your post needs one. Set up another one first."
        ),
        "incorrect_code": gettext_lazy(
            "This code is not right, or was used already. Wait for the next one and enter it."
        ),
    }

    def get_totp_issuer(self) -> str:
        return "Greenward"

    def _get_user_identifier(self, user: User) -> str:
        return user.username

    def _get_site_name(self) -> str:
        return "Greenward"

    def generate_authenticator_name(self, user: User, type: str) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user, type__in=OWN)
        return others.exclude(pk=authenticator.pk).exists() or not needed(authenticator.user)

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    """Under a key drawn from the installation's secret; older secrets still open what they closed."""
    secrets: list[Any] = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    drawn = HKDF(SHA256(), 32, salt=None, info=b"greenward second factors").derive(secret.encode())
    return base64.urlsafe_b64encode(drawn)
