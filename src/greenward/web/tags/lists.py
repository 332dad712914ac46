"""Lists: what is known of a thing, what is to be done, and the reasons of a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .markup import render

register = template.Library()


@register.simple_block_tag
def summary(content: str) -> SafeString:
    """A summary list; holds ``{% row %}``."""
    return format_html('<dl class="summary">{}</dl>', content)


@register.simple_block_tag
def row(content: str, label: Any, href: str = "", action: Any = "", note: Any = "") -> SafeString:
    """One line of a summary list, with an optional link at its end."""
    return _summary_row(label, mark_safe(content.strip()), href, action, note)


@register.simple_tag
def summary_list(rows: Iterable[Any]) -> SafeString:
    """A summary list from data: rows with label, value and optionally note, href, action."""
    lines = (
        _summary_row(*(_part(line, name) for name in ("label", "value", "href", "action", "note")))
        for line in rows
    )
    return format_html('<dl class="summary">{}</dl>', mark_safe("".join(lines)))


def _summary_row(label: Any, value: Any, href: Any, action: Any, note: Any) -> SafeString:
    extra = format_html('<span class="note">{}</span>', note) if note else ""
    link = ""
    if href and action:
        link = format_html(
            '<dd class="action"><a href="{}">{}<span class="visually-hidden"> {}</span></a></dd>',
            href,
            action,
            label,
        )
    return format_html("<div><dt>{}</dt><dd>{}{}</dd>{}</div>", label, value, extra, link)


def _part(thing: Any, name: str) -> Any:
    """A named part of a dict or an object; "" when it has none."""
    return thing.get(name, "") if isinstance(thing, dict) else getattr(thing, name, "")


@register.inclusion_tag("web/components/task_list.html")
def task_list(tasks: Iterable[Any]) -> dict[str, Any]:
    """What is to be done: title, href, hint, mark, status, tone, when."""
    return {"tasks": tasks}


@register.simple_tag
def tree(nodes: Iterable[Any], depth: int = 1) -> SafeString:
    """Nested reasons: nodes with mark, text, value, note, href, children; open down to `depth`."""
    return format_html('<ul class="tree">{}</ul>', _branches(nodes, depth))


def _branches(nodes: Iterable[Any], depth: int) -> SafeString:
    return mark_safe("".join(_branch(node, depth) for node in nodes))


def _branch(node: Any, depth: int) -> SafeString:
    children = list(_part(node, "children") or ())
    line = render("tree_line", node=node)
    if not children:
        return format_html('<li class="leaf">{}</li>', line)
    return format_html(
        "<li><details{}><summary>{}</summary><ul>{}</ul></details></li>",
        " open" if depth > 0 else "",
        line,
        _branches(children, depth - 1),
    )
