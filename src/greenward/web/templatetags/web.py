"""``{% load web %}``: the kit's components and number filters. `docs/web-kit.md` lists the calls.

Small marks are built here with ``format_html``; what has more than one element has a template in
``web/components/``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .. import numbers
from ..errors import summary_of
from ..verdicts import MARKS, mark_of

register = template.Library()

for _show in (
    numbers.number,
    numbers.scaled,
    numbers.energy,
    numbers.area,
    numbers.yuan,
    numbers.percent,
    numbers.iso,
):
    register.filter(_show.__name__, _show)

DOWNLOADS = {"csv": "CSV", "xlsx": "Excel", "parquet": "Parquet"}


def _render(name: str, **context: Any) -> SafeString:
    return mark_safe(render_to_string(f"web/components/{name}.html", context))


def _attributes(**attributes: Any) -> SafeString:
    """``hx_get="/x"`` -> `` hx-get="/x"``; empty and None are left out."""
    kept = (
        (k.strip("_").replace("_", "-"), v) for k, v in attributes.items() if v not in ("", None)
    )
    return format_html_join("", ' {}="{}"', kept)


# --- verdicts and words ---------------------------------------------------------------------


@register.simple_tag(name="mark")
def mark_tag(value: Any) -> SafeString:
    """✓ ✕ ? – with the word for those who do not see it."""
    mark = mark_of(value)
    return format_html(
        '<span class="mark {}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        mark.name,
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
        '<span class="glyph" aria-hidden="true">{}</span>{}{}', mark.glyph, said, label or mark.word
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


# --- lists ----------------------------------------------------------------------------------


@register.simple_block_tag
def summary(content: str) -> SafeString:
    """A summary list; holds ``{% row %}``."""
    return format_html('<dl class="summary">{}</dl>', content)


@register.simple_block_tag
def row(content: str, label: Any, href: str = "", action: Any = "", note: Any = "") -> SafeString:
    """One line of a summary list, with an optional link at its end."""
    return _summary_row(label, content.strip(), href, action, note)


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
    line = _render("tree_line", node=node)
    if not children:
        return format_html('<li class="leaf">{}</li>', line)
    return format_html(
        "<li><details{}><summary>{}</summary><ul>{}</ul></details></li>",
        " open" if depth > 0 else "",
        line,
        _branches(children, depth - 1),
    )


# --- tables ---------------------------------------------------------------------------------


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
    return _attributes(
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
    return _render("table", content=content, caption=caption)


@register.simple_tag(takes_context=True)
def th(context: template.Context, label: Any, sort: str = "", number: bool = False) -> SafeString:
    """A column heading; with `sort` a link that orders by it and, pressed again, turns it round."""
    kind = _attributes(class_="number" if number else "")
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
        _attributes(aria_sort=state),
        sort,
        url,
        _swap(context, url),
        label,
        arrow,
    )


@register.simple_block_tag
def td(content: str, label: Any = "", number: bool = False, head: bool = False) -> SafeString:
    """A cell; `label` names it on a phone; `head` makes it the heading of its row."""
    return _cell(content.strip(), label, number, head)


def _cell(content: Any, label: Any, number: bool, head: bool) -> SafeString:
    if head:
        return format_html('<th scope="row">{}</th>', content)
    return format_html(
        "<td{}>{}</td>",
        _attributes(class_="number" if number else "", data_label=str(label)),
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
    return _render("table", content=content, caption=caption)


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


# --- statements -----------------------------------------------------------------------------


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
    return _render(
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
    return _render("notice", content=content, tone=tone, title=title)


@register.simple_block_tag
def panel(content: str, title: Any) -> SafeString:
    """The one confirmation of a page: what was done."""
    return _render("panel", content=content, title=title)


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


# --- ways -----------------------------------------------------------------------------------


@register.inclusion_tag("web/components/breadcrumb.html")
def breadcrumb(items: Iterable[tuple[Any, str]]) -> dict[str, Any]:
    """Where this page lies: (label, url) from the top down; the page itself has no url."""
    return {"items": items}


@register.inclusion_tag("web/components/tabs.html")
def tabs(items: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    """Sister pages: (label, url, active) or (label, url, active, count)."""
    return {"items": [(*item, None)[:4] for item in items]}


@register.simple_tag
def button(text: Any, href: str = "", kind: str = "", **attributes: Any) -> SafeString:
    """A button that sends its form, or with `href` a link that looks like one."""
    classes = f"button {kind}".strip()
    rest = _attributes(**attributes)
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
    return _render("copy", text=text)


# --- forms ----------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field with label, hint and error."""
    return bound.as_field_group()


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(form: Any = None) -> dict[str, Any]:
    """Everything wrong with a form (or formset), each linked to its field."""
    return {"problems": summary_of(form) if form else []}


@register.simple_tag
def verdict_key() -> SafeString:
    """The four marks and their words, for the foot of a page that uses many."""
    marks = ([verdict(name)] for name in MARKS)
    return format_html('<p class="row small key">{}</p>', format_html_join(" ", "{}", marks))
