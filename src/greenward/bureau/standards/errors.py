"""Why an act on the standards desk is refused; the text is in the language in use."""

from __future__ import annotations

from django.utils.translation import get_language

from greenward.bureau.casework.errors import Refusal
from greenward.law.standards import TableRefused


class StandardsError(Refusal):
    """An act that cannot be done; the message says what, where and what to do."""


class FileRefused(StandardsError):
    """A table that was not taken, with every reason and its place in the file."""

    def __init__(self, refused: TableRefused) -> None:
        super().__init__(list(refused.texts(get_language() or "zh-hans")))
