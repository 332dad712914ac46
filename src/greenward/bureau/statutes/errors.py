"""Why an act beside the law is refused; the text is in the language in use."""

from __future__ import annotations

from django.utils.translation import get_language

from greenward.bureau.casework.errors import Refusal
from greenward.law.texts import TextRefused


class StatutesError(Refusal):
    """An act that cannot be done; the message says what, where and what to do."""


class FileRefused(StatutesError):
    """A file that was not taken for an official text."""

    def __init__(self, refused: TextRefused) -> None:
        super().__init__(refused.text.in_(get_language() or "zh-hans"))
