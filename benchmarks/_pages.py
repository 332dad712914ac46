"""A page as somebody signed in gets it, through the whole of Django (test client, all middleware): how
often it asks the database, and how long it takes the server, by its own processor and in all."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from typing import Any

from support import Figure


def signed_in(user: Any) -> Any:
    """A browser of somebody, the second factor taken as shown."""
    from django.conf import settings
    from django.test import Client

    from greenward.bureau.accounts.doors import factors

    settings.ALLOWED_HOSTS = ["testserver"]
    factors.needed = lambda user: False
    client = Client()
    client.force_login(user)
    return client


def measured(
    client: Any,
    name: str,
    url: str,
    *,
    queries: int | None = None,
    milliseconds: int | None = None,
    peer: str = "",
    runs: int = 20,
    rows: int = 0,
) -> list[Figure]:
    """Queries of a page that was asked for before, and the median times of some requests: processor
    and wall. It must show at least so many `rows`."""
    client.get(url)
    asked, page = ask(client, url)
    assert page.content.count(b'<th scope="row">') >= rows, f"{url}: too few rows"
    busy, taken = [], []
    for _ in range(runs):
        began, worked = time.perf_counter(), time.process_time()
        client.get(url)
        busy.append((time.process_time() - worked) * 1000)
        taken.append((time.perf_counter() - began) * 1000)
    return [
        Figure(name, len(asked), "", queries, peer=peer, part="queries"),
        Figure(name, statistics.median(busy), "ms", milliseconds, peer=peer, part="processor"),
        Figure(name, statistics.median(taken), "ms", milliseconds, peer=peer, part="wall"),
    ]


def ask(client: Any, url: str) -> tuple[Sequence[str], Any]:
    """The statements a page asks the database, and the page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        page = client.get(url)
    assert page.status_code == 200, f"{url}: {page.status_code}"
    return [query["sql"] for query in asked], page
