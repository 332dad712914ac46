"""The main navigation: each room registers its entries when Django is ready.

An entry says who may see it; the base page asks `entries` for what one person sees on one page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class Item:
    """One registered entry. `may` takes the user of the request."""

    label: Any
    url_name: str
    order: int
    may: Callable[[Any], bool] | None
    count: str


class Entry(NamedTuple):
    """One entry as a page shows it."""

    label: str
    url: str
    active: bool
    count: str = ""
    """The address of the number beside it, which htmx asks for when the page is there; "" for none."""


_items: dict[str, Item] = {}


def register(
    label: Any,
    url_name: str,
    *,
    order: int = 50,
    may: Callable[[Any], bool] | None = None,
    count: str = "",
) -> None:
    """Add an entry to the main navigation; call it in ``AppConfig.ready``.

    `label` is a lazy translation, `url_name` a name for ``reverse``, `may(user) -> bool` who sees
    it (everyone when left out), `count` a name for ``reverse`` whose page is a number in words.
    Registering the same address again replaces the entry.
    """
    _items[url_name] = Item(label, url_name, order, may, count)


def entries(request: HttpRequest) -> list[Entry]:
    """The entries this request's user may see; active is the longest address the path begins with."""
    user = getattr(request, "user", None)
    seen = [
        (item.label, reverse(item.url_name), reverse(item.count) if item.count else "")
        for item in sorted(_items.values(), key=lambda item: item.order)
        if item.may is None or (user is not None and item.may(user))
    ]
    here = max((url for _, url, _ in seen if _is_under(request.path, url)), key=len, default=None)
    return [Entry(str(label), url, url == here, count) for label, url, count in seen]


def _is_under(path: str, url: str) -> bool:
    """Whether `path` is `url` or lies below it; the front page contains only itself."""
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
