"""What cannot be drawn, encoded or revealed, and why: a code for machines and a sentence for people."""

from __future__ import annotations


class DrawError(ValueError):
    """A pool, a value or a code that does not fit. `code` is stable; the message says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
