"""The keys that sign certificates: one a year, the public ones published for ever."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from greenward.trust.certificates import jwk
from greenward.trust.keys import KeyRing, Signer

PURPOSE = "certificate"


def ring() -> KeyRing:
    return KeyRing(settings.KEYS, PURPOSE)


def signer() -> Signer:
    """The key of this year, made when it is first needed. Raises KeyTrouble."""
    held = ring().signer()
    return held if held.public.made_on.year >= timezone.localdate().year else ring().rotate()


def public_keys() -> list[dict[str, str]]:
    """Every key that ever signed a certificate, as RFC 7517 writes them, the oldest first."""
    return [jwk(key) for key in ring().public_keys()]
