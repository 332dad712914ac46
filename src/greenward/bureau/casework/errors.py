"""What a command or a request asked wrongly."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class Refusal(ValidationError):
    """An act does not fit the law, its dates or what is on file; it says what to change, one
    reason a line."""

    def __str__(self) -> str:
        return "\n".join(self.messages)


class UsageError(Refusal):
    """The words of a command do not fit together or what is on file: exit code 2."""

    exit_code = 2
