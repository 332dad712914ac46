"""The name and the keys under which this log signs."""

from __future__ import annotations

from django.conf import settings

from greenward.trust.keys import KeyRing
from greenward.trust.notes import VerifierKey, checkpoint_of, parse

from .models import Checkpoint

PURPOSE = "log"


def ring() -> KeyRing:
    return KeyRing(settings.KEYS, PURPOSE)


def origin() -> str:
    """The log's name: that of its first checkpoint for ever, else the site's address with /log."""
    first = Checkpoint.objects.order_by("size").values_list("note", flat=True).first()
    if first is not None:
        return checkpoint_of(parse(first)).origin
    return settings.PUBLIC_URL.partition("://")[2] + "/log"


def verifier_keys(name: str = "") -> list[VerifierKey]:
    """Every public key the log ever signed with, the newest first."""
    name = name or origin()
    return [VerifierKey(name, key.raw) for key in reversed(ring().public_keys())]
