"""Filters of the pages of matters."""

from __future__ import annotations

from django import template

from ..matters.articles import article as article_of
from ..models import RequestItem

register = template.Library()


@register.filter
def article(reference: str) -> str:
    """An article in words."""
    found = article_of(reference)
    return found.text if found else ""


@register.filter
def item_note(item: RequestItem) -> str:
    """What is wrong with the thing an item asks for, and under which article."""
    return " · ".join(filter(None, (str(item.get_type_display()), article(item.article))))
