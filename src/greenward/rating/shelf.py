"""The cards that come with Greenward, and cards of one's own from a file.

A file in `editions/` is a card: its name is the id. Nothing else has to be changed to add one.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from .amending import amend, with_defaults
from .card import Card
from .reading import read_card
from .words import RatingError

SUFFIX = ".toml"


def names() -> tuple[str, ...]:
    """The ids of the cards that come with Greenward."""
    places = files(__package__).joinpath("editions").iterdir()
    return tuple(sorted(p.name.removesuffix(SUFFIX) for p in places if p.name.endswith(SUFFIX)))


@lru_cache(maxsize=32)
def shipped(name: str) -> Card:
    """A card that comes with Greenward. Raises RatingError."""
    return read_card(_document(name))


def from_file(path: Path) -> Card:
    """A card of one's own; it may amend a shipped one. Raises RatingError, OSError."""
    return from_text(path.read_text("utf-8"), str(path))


def from_text(text: str, where: str = "card") -> Card:
    """A card from its TOML text. Raises RatingError."""
    return read_card(_resolved(parsed(text, where)))


def find(wanted: str, beside: Path | None = None) -> Card:
    """A shipped card by id, or a card file (``mine.toml``) beside `beside`. Raises RatingError."""
    if not wanted.endswith(SUFFIX):
        return shipped(wanted)
    return from_file((beside or Path()) / wanted)


def parsed(text: str, where: str) -> dict[str, Any]:
    """TOML with exact decimals. Raises RatingError."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RatingError(f"{where} is not TOML: {error}") from None


def _document(name: str) -> dict[str, Any]:
    if name not in names():
        raise RatingError(f"There is no card {name!r}; known: {', '.join(names())}")
    place = files(__package__).joinpath("editions", name + SUFFIX)
    document = parsed(place.read_text("utf-8"), name)
    if document.get("card", {}).get("id") != name:
        raise RatingError(
            f"{name}{SUFFIX}: its card calls itself {document.get('card', {}).get('id')!r}"
        )
    return _resolved(document)


def _resolved(document: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(document.get("card"), dict):
        raise RatingError("A card begins with [card]")
    filled = with_defaults(document)
    older = filled["card"].get("amends")
    return amend(_document(older), filled) if older else filled


def example() -> str:
    """A sample project as TOML: claims, and options with their costs."""
    return files(__package__).joinpath("example.toml").read_text("utf-8")
