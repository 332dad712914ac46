"""Why a whole file cannot be read."""

from __future__ import annotations

from greenward.bureau.registry import reasons


class UnreadableFile(Exception):
    """The file as a whole cannot be read. `code` and `params` are those of `registry.reasons`."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{reasons.text(self.code, self.params)} {reasons.remedy(self.code, self.params)}"
