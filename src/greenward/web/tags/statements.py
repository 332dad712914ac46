"""Statements: figures, notices, progress, charts, and what stands in for a thing not there."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .. import numbers
from .markup import render

register = template.Library()


@register.simple_tag
def figure(
    value: Any,
    label: Any,
    unit: Any = "",
    trend: Any = "",
    tone: str = "",
    href: str = "",
    note: Any = "",
) -> SafeString:
    """A figure with its unit, what it counts, how it moved, and the way to its list."""
    shown = numbers.number(value) if isinstance(value, int) else value
    return render(
        "figure",
        value=shown,
        label=label,
        unit=unit,
        trend=trend,
        tone=tone,
        href=href,
        note=note,
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: Any = "") -> SafeString:
    """Something to know before going on. tone: info, good, warn, bad."""
    return render("notice", content=content, tone=tone, title=title)


@register.simple_block_tag
def panel(content: str, title: Any) -> SafeString:
    """The one confirmation of a page: what was done."""
    return render("panel", content=content, title=title)


@register.inclusion_tag("web/components/progress.html")
def progress(
    done: int, total: int | None, label: Any = "", poll: str = "", every: int = 2
) -> dict[str, Any]:
    """How far long work has come; with `poll` htmx asks that address every so many seconds."""
    return {
        "done": done,
        "total": total,
        "label": label,
        "poll": poll,
        "every": every,
        "done_text": numbers.number(done),
        "total_text": numbers.number(total),
    }


@register.inclusion_tag("web/components/empty_state.html")
def empty_state(title: Any, what: Any = "", href: str = "", action: Any = "") -> dict[str, Any]:
    """A list with nothing in it: what would fill it, and where to begin."""
    return {"title": title, "what": what, "href": href, "action": action}


@register.simple_block_tag
def details(content: str, title: Any, open: bool = False) -> SafeString:
    """What is a click away."""
    return format_html(
        '<details class="details"{}><summary>{}</summary><div>{}</div></details>',
        " open" if open else "",
        title,
        content,
    )


@register.simple_tag
def skeleton(lines: int = 3) -> SafeString:
    """Grey lines in the place of what is being loaded."""
    return format_html(
        '<div class="skeleton" aria-hidden="true">{}</div>', mark_safe("<span></span>" * lines)
    )


@register.inclusion_tag("web/components/lazy.html")
def lazy(url: str, label: Any, lines: int = 4) -> dict[str, Any]:
    """A skeleton at once, the fragment at `url` as soon as it comes; a link without JavaScript."""
    return {"url": url, "label": label, "lines": lines}


@register.inclusion_tag("web/components/chart.html")
def chart(drawn: Any) -> dict[str, Any]:
    """A chart of `greenward.web.charts` with its finding, source and table."""
    return {"chart": drawn}
