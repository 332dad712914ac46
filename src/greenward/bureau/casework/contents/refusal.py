"""Why a file is not taken in."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class Refused(ValidationError):
    """A file is not accepted; the message says what is wrong with it and what to do."""
