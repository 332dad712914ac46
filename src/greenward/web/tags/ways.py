"""Ways: where a page lies, its sisters, buttons, and the parts of a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..errors import summary_of
from .markup import attributes, render

register = template.Library()


@register.inclusion_tag("web/components/breadcrumb.html")
def breadcrumb(items: Iterable[tuple[Any, str]]) -> dict[str, Any]:
    """Where this page lies: (label, url) from the top down; the page itself has no url."""
    return {"items": items}


@register.inclusion_tag("web/components/tabs.html")
def tabs(items: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    """Sister pages: (label, url), (label, url, active) or (label, url, active, count)."""
    return {"items": [(*item, None, None)[:4] for item in items]}


@register.simple_tag
def button(text: Any, href: str = "", kind: str = "", **others: Any) -> SafeString:
    """A button that sends its form, or with `href` a link that looks like one."""
    classes = f"button {kind}".strip()
    rest = attributes(**others)
    if href:
        return format_html('<a class="{}" href="{}"{}>{}</a>', classes, href, rest, text)
    return format_html('<button class="{}" type="submit"{}>{}</button>', classes, rest, text)


@register.inclusion_tag("web/components/post_button.html", takes_context=True)
def post_button(
    context: template.Context, text: Any, url: str, kind: str = "", **fields: Any
) -> dict[str, Any]:
    """One act as a form of its own: POST with CSRF; `fields` go along hidden."""
    return {
        "text": text,
        "url": url,
        "kind": kind,
        "fields": fields,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def copy(text: Any) -> SafeString:
    """A button that copies a text; greenward.js shows it."""
    return render("copy", text=text)


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field with label, hint and error."""
    return bound.as_field_group()


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(form: Any = None) -> dict[str, Any]:
    """Everything wrong with a form (or formset), each linked to its field."""
    return {"problems": summary_of(form) if form else []}
