"""A 100-row page of the lists at 20,000 buildings: queries and server time, template included.

As an officer of one of eleven districts, through the whole of Django (test client, all
middleware); the officer of the whole city stands beside it without a target. SEED's figures are
quoted, not run here.
"""

from __future__ import annotations

import sys
from typing import Any

import _city
from support import Figure, report, scratch, seconds

PAGES = {
    "buildings": "/buildings",
    "buildings, by excess": "/buildings?sort=-excess",
    "buildings, breached": "/buildings?verdict=breached",
    "work list": "/findings",
    "work list, breached": "/findings?tab=breached",
    "work list, unknown": "/findings?tab=unknown",
    "work list, all": "/findings?tab=all",
}
QUERIES, MILLISECONDS, RUNS = 10, 50, 20
PEER = "SEED 3.3.1: 217 queries, 140 ms at 100 rows (quoted)"


def main() -> int:
    with scratch():
        from django.conf import settings
        from django.test import Client

        settings.ALLOWED_HOSTS = ["testserver"]
        made = _city.make()
        print(f"{_city.BUILDINGS:,} buildings, {made['findings']['begun']:,} findings in force")
        figures = []
        for user, beside, target in ((made["officer"], PEER, True), (made["city"], "", False)):
            client = Client()
            client.force_login(user)
            for name, url in PAGES.items():
                who = "" if target else " (whole city)"
                figures += measured(client, name + who, url, beside, target)
        return report("Lists of 100 rows at 20,000 buildings", figures)


def measured(client: Any, name: str, url: str, beside: str, target: bool) -> list[Figure]:
    """Queries of one request, and the median time of twenty."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        page = client.get(url)
    rows = page.content.count(b'<th scope="row">')
    assert page.status_code == 200 and rows >= 100, f"{url}: {page.status_code}, {rows} rows"
    queries = len(asked)
    taken = seconds(lambda: client.get(url), RUNS) * 1000
    return [
        Figure(f"{name}: queries", queries, "", QUERIES if target else None, peer=beside),
        Figure(f"{name}: time", taken, "ms", MILLISECONDS if target else None, peer=beside),
    ]


if __name__ == "__main__":
    sys.exit(main())
