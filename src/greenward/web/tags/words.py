"""Words with a mark: verdicts, statuses, dates, and the number filters."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .. import numbers
from ..verdicts import MARKS, mark_of

register = template.Library()


for _show in (
    numbers.number,
    numbers.scaled,
    numbers.energy,
    numbers.area,
    numbers.yuan,
    numbers.percent,
    numbers.stars,
    numbers.until,
    numbers.iso,
):
    register.filter(_show.__name__, _show)


@register.simple_tag(name="mark")
def mark_tag(value: Any) -> SafeString:
    """✓ ✕ ? – with the word for those who do not see it."""
    mark = mark_of(value)
    return format_html(
        '<span class="mark {}"><span class="{}" aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        mark.name,
        "glyph" if mark.name in MARKS else "sign",
        mark.glyph,
        mark.word,
    )


@register.simple_tag
def verdict(value: Any, label: Any = "", href: str = "") -> SafeString:
    """A verdict as mark and word; the word is the verdict's own unless `label` is given.

    With another label the verdict's word is still there for those who do not see the mark.
    """
    mark = mark_of(value)
    said = format_html('<span class="visually-hidden">{}: </span>', mark.word) if label else ""
    inner = format_html(
        '<span class="glyph" aria-hidden="true">{}</span><span class="word">{}{}</span>',
        mark.glyph,
        said,
        label or mark.word,
    )
    if href:
        return format_html('<a class="verdict {}" href="{}">{}</a>', mark.name, href, inner)
    return format_html('<span class="verdict {}">{}</span>', mark.name, inner)


@register.simple_tag
def tag(text: Any, tone: str = "") -> SafeString:
    """A status in a word. tone: "", info, good, warn, bad."""
    return format_html('<span class="tag {}">{}</span>', tone, text)


@register.simple_tag
def when(value: Any) -> SafeString:
    """A date or a moment, ISO, readable by machines."""
    if value is None:
        return format_html("{}", numbers.NOTHING)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), numbers.iso(value))


@register.simple_tag
def verdict_key() -> SafeString:
    """The four marks and their words, for the foot of a page that uses many."""
    marks = ([verdict(name)] for name in MARKS)
    return format_html('<p class="row small key">{}</p>', format_html_join(" ", "{}", marks))
