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


class Entry(NamedTuple):
    """One entry as a page shows it."""

    label: str
    url: str
    active: bool


_items: dict[str, Item] = {}


def register(
    label: Any, url_name: str, *, order: int = 50, may: Callable[[Any], bool] | None = None
) -> None:
    """Add an entry to the main navigation; call it in ``AppConfig.ready``.

    `label` is a lazy translation, `url_name` a name for ``reverse``, `may(user) -> bool` who sees
    it (everyone when left out). Registering the same address again replaces the entry.
    """
    _items[url_name] = Item(label, url_name, order, may)


def entries(request: HttpRequest) -> list[Entry]:
    """The entries this request's user may see; active is the longest address the path begins with."""
    user = getattr(request, "user", None)
    seen = [
        (item.label, reverse(item.url_name))
        for item in sorted(_items.values(), key=lambda item: item.order)
        if item.may is None or (user is not None and item.may(user))
    ]
    here = max((url for _, url in seen if _is_under(request.path, url)), key=len, default=None)
    return [Entry(str(label), url, url == here) for label, url in seen]


def _is_under(path: str, url: str) -> bool:
    """Whether `path` is `url` or lies below it; the front page contains only itself."""
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
