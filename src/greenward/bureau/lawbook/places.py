"""Where a rule or a fine stands, in words: article, paragraph, item.

A rule says its paragraph and item itself (47.1.2). A fine's second number may count items or
paragraphs (57.2 is an item); the anchors that the installed pack keeps of its text tell which.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.utils.translation import gettext as _

from greenward.bureau.standards.errors import StandardsError
from greenward.bureau.statutes.cities import anchors_of
from greenward.bureau.statutes.errors import StatutesError
from greenward.law.pack import place_of


def place(article: str) -> str:
    """Where a rule stands: *Article 47, paragraph 1, item 2*."""
    number, paragraph, item = (*article.split("."), "", "")[:3]
    words = {"number": number, "paragraph": paragraph, "item": item}
    if item:
        return _("Article %(number)s, paragraph %(paragraph)s, item %(item)s") % words
    if paragraph:
        return _("Article %(number)s, paragraph %(paragraph)s") % words
    return _("Article %(number)s") % words


def fine_place(article: str, pack: str, instrument: str) -> str:
    """Where a fine stands: *Article 57, item 2*, where the text's own places say so."""
    numbers = article.split(".")
    if len(numbers) != 2:
        return place(article)
    number, part = numbers
    known = anchors(pack, instrument)
    if place_of(f"{number}.1.{part}") in known:
        return _("Article %(number)s, item %(item)s") % {"number": number, "item": part}
    if place_of(article) in known:
        return place(article)
    return _("Article %(number)s (%(part)s)") % {"number": number, "part": part}


@lru_cache(maxsize=16)
def anchors(pack: str, instrument: str) -> Mapping[str, str]:
    """The places of a text and the hashes of the words there, as the installed pack ships them;
    none for a pack that is not installed."""
    try:
        return anchors_of(pack).get(instrument, {})
    except (StandardsError, StatutesError):
        return {}
