"""How a tag writes markup: a component's template, or attributes of an element."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe


def render(name: str, **context: Any) -> SafeString:
    """The template of a component with its context; escaping is the template's."""
    return mark_safe(render_to_string(f"web/components/{name}.html", context))


def attributes(**named: Any) -> SafeString:
    """``hx_get="/x"`` -> `` hx-get="/x"``; empty and None are left out."""
    kept = [(name.strip("_").replace("_", "-"), value) for name, value in named.items()]
    return format_html_join("", ' {}="{}"', (pair for pair in kept if pair[1] not in ("", None)))
