"""Why an act on the standards desk is refused; the text is in the language in use."""

from __future__ import annotations

from django.utils.translation import get_language

from greenward.law.standards import TableRefused


class StandardsError(Exception):
    """An act that cannot be done; the message says what, where and what to do."""


class FileRefused(StandardsError):
    """A table that was not taken; `lines` names every reason with its place in the file."""

    def __init__(self, refused: TableRefused) -> None:
        self.lines = refused.texts(get_language() or "zh-hans")
        super().__init__("\n".join(self.lines))
