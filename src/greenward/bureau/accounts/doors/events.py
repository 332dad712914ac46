"""What happens at the doors, said aloud: whoever keeps the records listens.

    happened.connect(receiver)     # receiver(sender, kind, user, name, address, **detail)

The doors lie below the records of the house, so they emit and know no listener (ASVS V16.3).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.dispatch import Signal
from django.http import HttpRequest

from . import places

happened = Signal()


class Kind(StrEnum):
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    FAILED = "sign_in_failed"
    LOCKED = "sign_in_locked"
    REFUSED = "sign_in_refused"
    FACTOR_ADDED = "second_factor_added"
    FACTOR_REMOVED = "second_factor_removed"
    PASSWORD_CHANGED = "password_changed"
    SESSIONS_ENDED = "sessions_ended"


def emit(kind: Kind, request: HttpRequest | None, user: Any = None, **detail: Any) -> None:
    """Tell the listeners. `detail` holds words and whole numbers, never a secret or a typed name."""
    happened.send(
        sender=Kind,
        kind=kind,
        user=user,
        address=places.address_of(request) if request is not None else None,
        detail=detail,
    )
