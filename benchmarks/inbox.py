"""The inbox of an officer with 10,000 open matters: queries and server time, template included.

Beside it the inbox of a company's clerk with as many, and the list of matters. Through the whole of
Django. Open Zaak's figures are quoted, not run here.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from _pages import ask, measured, signed_in
from support import report, scratch

MATTERS, OTHERS = 10_000, 20_000
"""Open matters of the one officer, and of the rest of the district."""
PEER = "Open Zaak: 1,400 queries (#1057), 2-9 s at 62,000 cases (#1574) (quoted)"
page = partial(measured, queries=10, milliseconds=50, peer=PEER)
PAGES = {
    "to do": "/inbox",
    "to do, page 100": "/inbox?page=100",
    "overdue": "/inbox?due=overdue",
    "search": "/inbox?text=012",
    "waiting for others": "/inbox?tab=others",
    "count in the header": "/inbox/count",
}


def main() -> int:
    with scratch():
        officer, clerk = make()
        figures = []
        for user, who in ((officer, "officer"), (clerk, "company")):
            client = signed_in(user)
            for name, url in PAGES.items():
                figures += page(client, f"{who}, {name}", url)
                for sql in ask(client, url)[0]:
                    assert "Seq Scan on casework_task" not in plan(sql), sql
        return report(f"Inbox of people with {MATTERS:,} open matters", figures)


def plan(sql: str) -> str:
    """How the database runs a query when an index can serve it: for a short stretch of many rows it
    rightly reads the table instead, so it is told to read none where it need not."""
    from django.db import connection

    if not sql.startswith("SELECT"):
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute("EXPLAIN " + sql.replace("%", "%%"))
        found = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("RESET enable_seqscan")
        return found


def make() -> tuple[Any, Any]:
    """A district with matters in every state of waiting; give its officer, and a company's clerk."""
    from django.db import connection

    from greenward.bureau.accounts.models import Area, Membership, Organisation, Post, Role, User

    city = Area.objects.create(code="440300", name_zh="深圳", name_en="Shenzhen", pack="shenzhen")
    futian = Area.objects.create(code="440304", name_zh="福田", name_en="Futian", parent=city)
    since = date(2020, 1, 1)

    def person(name: str, **more: Any) -> Any:
        user = User.objects.create_user(name, name=name)
        if "role" in more:
            Post.objects.create(user=user, area=futian, first_day=since, **more)
        else:
            Membership.objects.create(user=user, first_day=since, **more)
        return user

    own = Organisation.objects.create(name="Greenwood Property")
    rest = Organisation.objects.create(name="Everybody else")
    officer = person("officer", role=Role.OFFICER)
    colleague = person("colleague", role=Role.OFFICER)
    clerk = person("clerk", organisation=own)
    fill(futian, officer, own, MATTERS)
    fill(futian, colleague, rest, OTHERS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the database does by itself within minutes
    return officer, clerk


def fill(area: Any, officer: Any, owner: Any, count: int) -> None:
    """Matters of one officer and one owner: half wait for the authority, half for the party."""
    from django.utils import timezone

    from greenward.bureau.accounts.models import PartyRole, Role
    from greenward.bureau.casework.models import Clock, Matter, Party, Task

    random, today, now = Random(60), timezone.localdate(), timezone.now()
    states = ("reported", "served")
    rows = Matter.objects.bulk_create(
        Matter(
            kind="correction",
            number=f"440304-ZG-2026-{officer.pk}{n:06}",
            title=f"滨河大厦{n}号楼 2025年能耗超限",
            area=area,
            state=states[n % 2],
            officer=officer,
            opened_at=now,
            opened_by=officer,
        )
        for n in range(count)
    )
    Party.objects.bulk_create(
        Party(matter=m, role=PartyRole.OWNER, organisation=owner, first_day=today) for m in rows
    )
    clocks = Clock.objects.bulk_create(
        Clock(
            matter=m,
            name="decision",
            article="cn-penalty-2021/60",
            length=90,
            count="calendar_days",
            due_on=today + timedelta(days=random.randint(-20, 90)),
        )
        for m in rows
    )
    Task.objects.bulk_create(
        Task(
            matter=m,
            act="confirm_correction" if m.state == "reported" else "report_correction",
            role=Role.OFFICER if m.state == "reported" else "",
            area=area if m.state == "reported" else None,
            user=officer if m.state == "reported" else None,
            organisation=None if m.state == "reported" else owner,
            officer=officer,
            clock=c,
            due_on=c.due_on,
        )
        for m, c in zip(rows, clocks, strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())
