"""Which errors are answers, and how they read: one plain sentence."""

from __future__ import annotations


def sentence(error: Exception) -> str | None:
    """The sentence for an expected error; None for a bug.

    Expected are the errors that Greenward defines (each says what, where and what to do), a
    refusal by permission or validation, and a database or file that cannot be reached.
    """
    if isinstance(error, OSError):
        return f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
    if (said := _of_django(error)) is not None:
        return said
    return str(error) if type(error).__module__.split(".")[0] == "greenward" else None


def _of_django(error: Exception) -> str | None:
    from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
    from django.db import OperationalError

    if isinstance(error, ValidationError):
        from greenward.bureau.casework.errors import Refusal
        from greenward.bureau.casework.words import in_words

        return str(error) if isinstance(error, Refusal) else in_words(error)
    if isinstance(error, PermissionDenied):
        return str(error)
    if isinstance(error, ImproperlyConfigured):
        return f"The settings are not complete: {error}"
    if isinstance(error, OperationalError):
        return f"The database refused: {str(error).strip().splitlines()[0]}"
    return None
