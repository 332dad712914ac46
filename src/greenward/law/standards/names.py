"""The names a row may be narrowed to: climate zones, energy classes, commodities, regions."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from ..language import Text


def _load() -> dict[str, dict[str, Text]]:
    raw = tomllib.loads(files(__package__).joinpath("names.toml").read_text("utf-8"))
    return {key: {code: Text(**text) for code, text in codes.items()} for key, codes in raw.items()}


NAMES: Mapping[str, Mapping[str, Text]] = _load()
"""Selector key -> code -> names: ``NAMES["climate_zone"]["HSWW"]``."""

ENERGY_CLASSES: Mapping[str, Text] = NAMES["energy_class"]


def name_of(key: str, code: str, lang: str) -> str:
    """How a code is said; a code that is no longer listed is shown as it is."""
    text = NAMES.get(key, {}).get(code)
    return text.in_(lang) if text else code


def read_name(key: str, text: str) -> str | None:
    """The code a person means: the code itself or one of its names. None when it is none."""
    return _index(key).get(_fold(text))


@lru_cache
def _index(key: str) -> dict[str, str]:
    return {
        _fold(name): code for code, text in NAMES[key].items() for name in (code, text.zh, text.en)
    }


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("_", "-")
    return "".join(folded.split())
