"""What if, at 20,000 buildings: server time of the page and what of it is the computation.

A percentage of one rule, a class threshold that stands in many rules, and all limits lowered by a
tenth; each as the officer of the whole city and of one of eleven districts. Through the whole of
Django (test client, all middleware). Each page was asked for once before. The issue sets no
target: the figures are printed as they are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import _city
from support import Figure, report, scratch, seconds

RUNS = 7


def main() -> int:
    with scratch():
        from django.conf import settings
        from django.test import Client

        settings.ALLOWED_HOSTS = ["testserver"]
        made = _city.make()
        print(f"{_city.BUILDINGS:,} buildings, {len(_city.YEARS)} years")
        figures = list(computed())
        for user, who in ((made["city"], "whole city"), (made["officer"], "one district")):
            client = Client()
            client.force_login(user)
            for name, query in addresses().items():
                figures.append(asked(client, f"page, {name}, {who}", f"/law/what-if/?{query}"))
        return report("What if at 20,000 buildings", figures)


def addresses() -> dict[str, str]:
    """The query of each proposal."""
    from greenward.law.amend import change_of
    from greenward.law.shenzhen import PACK

    def number(change: str, written: str) -> str:
        return f"n.{next(iter(change_of(PACK, change)))}={quote(written)}"

    return {
        "nothing moved": "",
        "150 % -> 130 %": number("32.2.3:150=130", "130"),
        "20,000 m² -> 10,000 m²": number("32.2.3:20000=10000", "10,000"),
        "all limits -10 %": "all=-10",
    }


def computed() -> Iterator[Figure]:
    """The computation alone: facts gathered, both editions asked, cases compared."""
    from greenward.bureau.accounts.models import Area
    from greenward.bureau.assessment.cases import gather
    from greenward.bureau.assessment.whatif import Proposal, what_if
    from greenward.law.amend import change_of
    from greenward.law.shenzhen import PACK

    city = Area.objects.get(parent=None)
    yield Figure("facts gathered", _ms(lambda: gather(city, _city.ON)), "ms")
    for name, proposal in (
        ("150 % -> 130 %", Proposal(change_of(PACK, "32.2.3:150=130"))),
        ("20,000 m² -> 10,000 m²", Proposal(change_of(PACK, "32.2.3:20000=10000"))),
        ("all limits -10 %", Proposal({}, {("constraint", ""): 9_000})),
    ):
        taken = _ms(lambda proposal=proposal: what_if(city, _city.ON, proposal))
        yield Figure(f"facts gathered and both asked, {name}", taken, "ms")


def asked(client: Any, name: str, url: str) -> Figure:
    assert client.get(url).status_code == 200, url
    return Figure(name, _ms(lambda: client.get(url)), "ms")


def _ms(work: Any) -> float:
    work()
    return seconds(work, RUNS) * 1000


if __name__ == "__main__":
    sys.exit(main())
