"""Articles beside due days and acts: *Article 32.2.3* of the city's regulation with its page, or an
article of a law of national procedure by its name."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from greenward.law.national.procedure import INSTRUMENTS

from ..words import in_language

_TITLES = {law.code: law.title for law in INSTRUMENTS}


class Article(NamedTuple):
    """How an article is named, and its page in the law browser ("" where it has none)."""

    text: str
    url: str


def article(reference: str) -> Article | None:
    """The article a clock, a wait or an item of a request refers to: ``32.2.3`` or
    ``cn-penalty-2021/60``; None for nothing."""
    if not reference:
        return None
    law, _slash, number = reference.rpartition("/")
    place = _("Article %(number)s") % {"number": number} if number else ""
    if law:
        title = in_language(_TITLES[law]) if law in _TITLES else law
        return Article(f"{title} {place}".strip(), "")
    root = number.partition(".")[0]
    return Article(place, reverse("lawbook:article", args=[root]) if root.isdigit() else "")
