"""Tables with their order, pages, filters and downloads; all keep the query string."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .. import numbers
from .markup import attributes, render

register = template.Library()


DOWNLOADS = {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet"}


class PartNode(template.Node):
    """Marks what it holds as a part of the page that sorting and paging replace alone."""

    def __init__(self, name: template.base.FilterExpression, nodelist: template.NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: template.Context) -> SafeString:
        name = self.name.resolve(context)
        with context.push(part=f"#{name}"):
            return format_html('<div id="{}">{}</div>', name, self.nodelist.render(context))


@register.tag
def part(parser: template.base.Parser, token: template.base.Token) -> PartNode:
    """``{% part "results" %}…{% endpart %}``: sort links and pagination inside swap this alone."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endpart",))
    parser.delete_first_token()
    return PartNode(parser.compile_filter(name), nodelist)


def _swap(context: template.Context, url: str, scroll: bool = False) -> SafeString:
    """htmx attributes by which a link replaces the part it stands in; none outside a part."""
    target = context.get("part")
    if not target:
        return SafeString("")
    return attributes(
        hx_get=url,
        hx_target=target,
        hx_select=target,
        hx_swap="outerHTML show:top" if scroll else "outerHTML",
        hx_push_url="true",
    )


def _query(context: template.Context, **changes: Any) -> str:
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def url_with(context: template.Context, **changes: Any) -> str:
    """The present query string with changes; None removes a part."""
    return _query(context, **changes)


@register.simple_block_tag
def table(content: str, caption: Any = "") -> SafeString:
    """A data table; on a phone each row becomes a card."""
    return render("table", content=content, caption=caption)


@register.simple_tag(takes_context=True)
def th(context: template.Context, label: Any, sort: str = "", number: bool = False) -> SafeString:
    """A column heading; with `sort` a link that orders by it and, pressed again, turns it round."""
    kind = attributes(class_="number" if number else "")
    if not sort:
        return format_html('<th scope="col"{}>{}</th>', kind, label)
    now = context["request"].GET.get("sort") or str(context.get("sort") or "")
    state = {sort: "ascending", f"-{sort}": "descending"}.get(now, "")
    url = _query(context, sort=f"-{sort}" if now == sort else sort, page=None)
    arrow = {"ascending": "↑", "descending": "↓"}.get(state, "↕")
    return format_html(
        '<th scope="col"{}{}><a id="sort-{}" class="sort" href="{}"{}>{}'
        '<span class="arrow" aria-hidden="true">{}</span></a></th>',
        kind,
        attributes(aria_sort=state),
        sort,
        url,
        _swap(context, url),
        label,
        arrow,
    )


@register.simple_block_tag
def td(content: str, label: Any = "", number: bool = False, head: bool = False) -> SafeString:
    """A cell; `label` names it on a phone; `head` makes it the heading of its row."""
    return _cell(mark_safe(content.strip()), label, number, head)


def _cell(content: Any, label: Any, number: bool, head: bool) -> SafeString:
    if head:
        return format_html('<th scope="row">{}</th>', content)
    return format_html(
        "<td{}>{}</td>",
        attributes(class_="number" if number else "", data_label=str(label)),
        content,
    )


@register.simple_tag(takes_context=True)
def data_table(
    context: template.Context, columns: list[Any], rows: Iterable[Any], caption: Any = ""
) -> SafeString:
    """A data table from `greenward.web.tables.Column` and rows."""
    heads = [th(context, column.label, column.sort, column.number) for column in columns]
    body = format_html_join(
        "",
        "<tr>{}</tr>",
        (
            [mark_safe("".join(_cell(c.cell(line), c.label, c.number, c.head) for c in columns))]
            for line in rows
        ),
    )
    content = format_html(
        "<thead><tr>{}</tr></thead><tbody>{}</tbody>", mark_safe("".join(heads)), body
    )
    return render("table", content=content, caption=caption)


@register.inclusion_tag("web/components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page) -> dict[str, Any]:
    """Which rows are shown, and the way to the others."""

    def link(number: int) -> tuple[str, SafeString]:
        url = _query(context, page=number)
        return url, _swap(context, url, scroll=True)

    numbers_shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "first": numbers.number(page.start_index()),
        "last": numbers.number(page.end_index()),
        "total": numbers.number(page.paginator.count),
        "previous": link(page.previous_page_number()) if page.has_previous() else None,
        "next": link(page.next_page_number()) if page.has_next() else None,
        "steps": [
            (step, *(link(step) if isinstance(step, int) else ("", ""))) for step in numbers_shown
        ],
    }


@register.inclusion_tag("web/components/filter_bar.html", takes_context=True)
def filter_bar(context: template.Context, form: BaseForm, target: str = "") -> dict[str, Any]:
    """A GET form that narrows a list; with `target` htmx replaces that element alone."""
    request = context["request"]
    return {"form": form, "target": target, "path": request.path, "sort": request.GET.get("sort")}


@register.inclusion_tag("web/components/downloads.html", takes_context=True)
def downloads(
    context: template.Context, formats: str = "csv,xlsx,parquet", url: str = ""
) -> dict[str, Any]:
    """Links to the whole list in other forms, under the present filters."""
    return {
        "links": [
            (DOWNLOADS[form], url + _query(context, format=form, page=None))
            for form in formats.split(",")
        ]
    }
