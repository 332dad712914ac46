"""A 100-row page of the lists at 20,000 buildings: queries and server time, template included.

As an officer of one of eleven districts, through the whole of Django (test client, all
middleware); the officer of the whole city stands beside it without a target. SEED's figures are
quoted, not run here.
"""

from __future__ import annotations

import sys

import _city
from _pages import measured, signed_in
from support import report, scratch

PAGES = {
    "buildings": "/buildings",
    "buildings, by excess": "/buildings?sort=-excess",
    "buildings, breached": "/buildings?verdict=breached",
    "work list": "/findings",
    "work list, breached": "/findings?tab=breached",
    "work list, unknown": "/findings?tab=unknown",
    "work list, all": "/findings?tab=all",
}
PEER = "SEED 3.3.1: 217 queries, 140 ms at 100 rows (quoted)"


def main() -> int:
    with scratch():
        made = _city.make()
        print(f"{_city.BUILDINGS:,} buildings, {made['findings']['begun']:,} findings in force")
        figures = []
        targets = {"queries": 10, "milliseconds": 50, "peer": PEER}
        for user, who, aims in (
            (made["officer"], "", targets),
            (made["city"], " (whole city)", {}),
        ):
            client = signed_in(user)
            for name, url in PAGES.items():
                figures += measured(client, name + who, url, rows=100, **aims)
        return report("Lists of 100 rows at 20,000 buildings", figures)


if __name__ == "__main__":
    sys.exit(main())
