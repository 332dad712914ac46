"""The kinds of import there are. The register brings in buildings; rooms above add their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .importing.work import Importer

_makers: dict[str, Callable[[], Importer]] = {}


def register(kind: str, maker: Callable[[], Importer]) -> None:
    """Make a kind of import known, by what makes its importer; called when an app is ready."""
    _makers[kind] = maker


def importer(kind: str) -> Importer:
    return _makers[kind]()


def kinds() -> list[str]:
    return list(_makers)
