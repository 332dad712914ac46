"""The map of personal data as a paper: `docs/privacy.md` is this text in English."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.utils import translation

from .fields import declared
from .retention import ageing

HEAD = """# Personal data

Made from the map in the code (`greenward privacy map`); a test fails when the two differ.

Who may see what is the business of posts, parties and labels. In lists, names of private persons,
phone numbers, addresses and the like are masked; to look behind a mask is an act with a reason that
stands in the log. Entries of the log hold only salted commitments to names, so a deletion leaves the
log verifiable. Identity card numbers are not held in any column today: no column is encrypted one by
one, and whoever adds such a column adds its encryption with a blind index.

A sign-in sees its own data at `/privacy`, takes a copy as JSON, and asks there for a correction or a
deletion; the security administrator answers.
"""


def markdown() -> str:
    """The map as Markdown in English, table by table."""
    with translation.override("en"):
        return "\n".join([HEAD, *_tables(), *_times()])


def _tables() -> Iterator[str]:
    for label, entries in groupby(declared(), key=lambda one: one.model):
        fields = list(entries)
        yield f"## {label}\n"
        yield "| Column | Purpose | Basis | Held | On request | Mask |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for one in fields:
            words = (one.purpose, one.basis.label, one.retention.label, one.erase.label)
            yield f"| `{one.field}` | {' | '.join(map(str, words))} | {one.mask or '–'} |"
        yield ""


def _times() -> Iterator[str]:
    yield "## What goes by itself every night\n"
    yield "| Rows | Days after | Then |"
    yield "| --- | --- | --- |"
    for one in sorted(ageing(), key=lambda a: (a.model, a.since)):
        days = "GREENWARD_LOG_DAYS (400)" if one.days is None else str(one.days)
        then = (
            "emptied: " + ", ".join(f"`{name}`" for name in one.blank) if one.blank else "deleted"
        )
        yield f"| `{one.model}` | {days} after `{one.since}` | {then} |"
    yield ""
