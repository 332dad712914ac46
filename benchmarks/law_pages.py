"""The law browser at 20,000 buildings: queries and server time of every kind of page.

Every article is opened as an officer of one of eleven districts, through the whole of Django (test
client, all middleware); the officer of the whole city stands beside it. The figure of the articles
is that of the slowest and of the one with the most queries. Each page was asked for once before:
a process reads an edition, and what the rooms record, when it first needs them, and keeps them.
"""

from __future__ import annotations

import sys
from typing import Any

import _city
from support import Figure, report, scratch, seconds

PAGES = {
    "all articles": "/law/",
    "search": "/law/?q=能耗",
    "filters": "/law/?fine=on&who=owner",
    "Article 32": "/law/articles/32/",
    "gates": "/law/gates/",
    "fines": "/law/fines/",
    "a fact": "/law/facts/eui/",
    "examples": "/law/rules/32.2.2/examples/",
}
QUERIES, RUNS = 10, 10


def main() -> int:
    with scratch():
        from django.conf import settings
        from django.test import Client

        settings.ALLOWED_HOSTS = ["testserver"]
        made = _city.make()
        print(f"{_city.BUILDINGS:,} buildings, {made['findings']['begun']:,} findings in force")
        figures = []
        for user, who in ((made["officer"], ""), (made["city"], " (whole city)")):
            client = Client()
            client.force_login(user)
            for name, url in PAGES.items():
                figures += measured(client, name + who, url)
            figures += every_article(client, who)
        return report("The law browser at 20,000 buildings", figures)


def measured(client: Any, name: str, url: str) -> list[Figure]:
    """Queries of one request, and the median time of ten."""
    client.get(url)
    queries = asked(client, url)
    taken = seconds(lambda: client.get(url), RUNS) * 1000
    return [
        Figure(f"{name}: queries", queries, "", at_most=QUERIES),
        Figure(f"{name}: time", taken, "ms"),
    ]


def every_article(client: Any, who: str) -> list[Figure]:
    """The most queries and the longest time any article's page takes."""
    from greenward.law.shenzhen import PACK

    urls = [f"/law/articles/{article.number}/" for article in PACK.articles]
    for url in urls:
        client.get(url)
    queries = max(asked(client, url) for url in urls)
    taken = max(seconds(lambda url=url: client.get(url), 3) for url in urls) * 1000
    return [
        Figure(f"every article{who}: most queries", queries, "", at_most=QUERIES),
        Figure(f"every article{who}: longest", taken, "ms"),
    ]


def asked(client: Any, url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200, url
    return len(queries)


if __name__ == "__main__":
    sys.exit(main())
