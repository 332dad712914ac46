"""What a letter says, in both languages, apart from how it looks: HTML and PDF are made from this.

A letter is a title, an opening, parts (what was found, the legal basis, what is asked until when,
where to appeal) and a closing. What an officer typed is the same in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from greenward.law.language import Text

NUMERALS = "一二三四五六七八九十"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True)
class Line:
    """A row of the table of facts: what it is, and its value."""

    label: Text
    value: Text


@dataclass(frozen=True)
class Content:
    """The whole of a letter. Parts that are empty are left out, the others are numbered."""

    title: Text
    opening: Text
    facts: tuple[Line, ...] = ()
    findings: tuple[Text, ...] = ()
    basis: tuple[Text, ...] = ()
    asks: tuple[Text, ...] = ()
    until: Text | None = None
    """Until when what is asked is to be done."""
    remedies: tuple[Text, ...] = ()
    closing: Text | None = None
    blanks: tuple[Text, ...] = ()
    """Lines left empty to be filled in by hand, such as a signature."""


HEADS = {
    "facts": Text("基本情况", "The matter"),
    "findings": Text("查明的情况", "What was found"),
    "basis": Text("依据", "Legal basis"),
    "asks": Text("要求", "What you must do"),
    "remedies": Text("救济途径", "Where to appeal"),
}


def typed(text: str) -> Text:
    """What a person wrote, the same in both languages."""
    return Text(text, text)


def lines(text: str) -> tuple[Text, ...]:
    """Each line a person wrote, empty ones left out."""
    return tuple(typed(line.strip()) for line in text.splitlines() if line.strip())


def day(on: date) -> Text:
    """A day as letters write it: 2026年11月21日, 21 November 2026."""
    return Text(f"{on.year}年{on.month}月{on.day}日", f"{on.day} {MONTHS[on.month - 1]} {on.year}")


def in_language(content: Content, lang: str) -> dict[str, Any]:
    """The letter in one language, as plain lists and texts, with its parts numbered."""

    def said(texts: Iterable[Text]) -> list[str]:
        return [text.in_(lang) for text in texts]

    parts: list[dict[str, Any]] = []
    for name, head in HEADS.items():
        table = [[f.label.in_(lang), f.value.in_(lang)] for f in content.facts]
        given = table if name == "facts" else said(getattr(content, name))
        if given:
            until = content.until.in_(lang) if name == "asks" and content.until else ""
            parts.append(
                {
                    "head": numbered(len(parts), head, lang),
                    "table": given if name == "facts" else [],
                    "lines": [] if name == "facts" else given,
                    "until": until,
                }
            )
    return {
        "lang": lang,
        "title": content.title.in_(lang),
        "opening": content.opening.in_(lang),
        "parts": parts,
        "closing": content.closing.in_(lang) if content.closing else "",
        "blanks": said(content.blanks),
    }


def numbered(place: int, head: Text, lang: str) -> str:
    chinese = lang.startswith("zh")
    return f"{NUMERALS[place]}、{head.zh}" if chinese else f"{place + 1}. {head.en}"


def kept(content: Content) -> dict[str, Any]:
    """The content as JSON, as an issued letter keeps it."""
    return {one.name: _kept(getattr(content, one.name)) for one in fields(content)}


def read(stored: dict[str, Any]) -> Content:
    """The content an issued letter kept."""
    return Content(**{name: _read(value) for name, value in stored.items()})


def _kept(value: Any) -> Any:
    if isinstance(value, Text):
        return [value.zh, value.en]
    if isinstance(value, Line):
        return {"label": _kept(value.label), "value": _kept(value.value)}
    if isinstance(value, tuple):
        return {"all": [_kept(one) for one in value]}
    return value


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return Text(*value)
    if isinstance(value, dict):
        if "all" in value:
            return tuple(_read(one) for one in value["all"])
        return Line(_read(value["label"]), _read(value["value"]))
    return value
