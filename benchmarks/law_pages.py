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
from _pages import measured, signed_in
from support import Figure, report, scratch

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
QUERIES = 10


def main() -> int:
    with scratch():
        made = _city.make()
        print(f"{_city.BUILDINGS:,} buildings, {made['findings']['begun']:,} findings in force")
        figures = []
        for user, who in ((made["officer"], ""), (made["city"], " (whole city)")):
            client = signed_in(user)
            for name, url in PAGES.items():
                figures += measured(client, name + who, url, queries=QUERIES, runs=10)
            figures += worst_article(client, f"worst of every article{who}")
        return report("The law browser at 20,000 buildings", figures)


def worst_article(client: Any, name: str) -> list[Figure]:
    """The most queries and the longest times any article's page takes."""
    from greenward.law.shenzhen import PACK

    urls = [f"/law/articles/{article.number}/" for article in PACK.articles]
    pages = [measured(client, name, url, queries=QUERIES, runs=3) for url in urls]
    return [max(part, key=lambda figure: figure.value) for part in zip(*pages, strict=True)]


if __name__ == "__main__":
    sys.exit(main())
