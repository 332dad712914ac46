"""Real acts: steps of orders to correct, with every check, tasks, clock rows and the audit row.

One process, then sixteen writers on disjoint matters, each a process of its own with its own
connection; beside them a bare UPDATE of the matter in a transaction, and the same with its audit
row as one INSERT. The server syncs every commit: one writer waits for each, many share one, and so
the ratio depends on the disk. Client and server share the cores: once these are busy, more writers
add nothing, whatever they lock.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date
from typing import Any

from support import Figure, report, scratch

SECONDS, WRITERS = 4.0, 16
ONE, TIMES = 300, 3
PEER = "a log head locked in the transaction: 157 a second with 16 writers (measured before)"


def main() -> int:
    with scratch():
        make()
        one = rate(["steps"])
        many = rate(["steps"] * WRITERS)
        bare, audited = rate(["bare"]), rate(["audited"])
        return report(
            "Acts a second",
            [
                Figure("steps of a matter, one process", one, "/s", at_least=ONE, peer=PEER),
                Figure(f"steps, {WRITERS} writers", many, "/s", peer=PEER),
                Figure(f"{WRITERS} writers, times one", many / one, "x", at_least=TIMES),
                Figure(
                    "statements of a step", statements(), "", peer="BEGIN and COMMIT not counted"
                ),
                Figure("a bare update, one process", bare, "/s"),
                Figure("the same with its audit row", audited, "/s"),
                Figure("what the audit row costs", 100 * (1 - audited / bare), "%"),
            ],
        )


def make() -> None:
    from greenward.bureau.accounts.models import Area, Post, Role, User

    city = Area.objects.create(code="440300", name_zh="深圳", name_en="Shenzhen", pack="shenzhen")
    for name, role in (("officer", Role.OFFICER), ("director", Role.DIRECTOR)):
        user = User.objects.create_user(name, name=name)
        Post.objects.create(user=user, role=role, area=city, first_day=date(2020, 1, 1))


def rate(works: list[str]) -> float:
    """Acts a second of processes that begin together, once all are ready, and run for a while."""
    children = [
        subprocess.Popen(
            [sys.executable, __file__, work],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for work in works
    ]
    for child in children:
        assert child.stdout and child.stdout.readline() == "ready\n"
    begin = time.time() + 0.5
    for child in children:
        assert child.stdin
        child.stdin.write(f"{begin}\n")
        child.stdin.flush()
    return sum(int(child.communicate()[0]) for child in children) / SECONDS


def writer(work: str) -> int:
    """Act from the moment the parent names on, for `SECONDS`; how many acts that were."""
    import django

    django.setup()
    do = {"steps": steps, "bare": bare, "audited": audited}[work]()
    next(do)
    print("ready", flush=True)
    begin = float(sys.stdin.readline())
    time.sleep(max(0.0, begin - time.time()))
    done, end = 0, begin + SECONDS
    while time.time() < end:
        next(do)
        done += 1
    return done


def steps() -> Any:
    """A matter of its own, sent back and drafted again without end: each is one act."""
    from greenward.bureau.casework.matters.steps import step

    officer, director, matter = cast()
    yield
    while True:
        with step(director, matter, "return_order"):
            pass
        yield
        with step(officer, matter, "draft_order"):
            pass
        yield


def bare() -> Any:
    from django.db import transaction

    from greenward.bureau.casework.models import Matter

    _officer, _director, matter = cast()
    yield
    for n in range(10**9):
        with transaction.atomic():
            Matter.objects.filter(pk=matter.pk).update(title=str(n))
        yield


def audited() -> Any:
    from greenward.bureau.casework.acts import act
    from greenward.bureau.casework.models import Matter

    officer, _director, matter = cast()
    yield
    for n in range(10**9):
        with act(officer, "comment", matter, area=matter.area):
            Matter.objects.filter(pk=matter.pk).update(title=str(n))
        yield


def statements() -> int:
    """How many statements one step sends."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    one = steps()
    next(one)
    with CaptureQueriesContext(connection) as asked:
        next(one)
    return len(asked)


def cast() -> tuple[Any, Any, Any]:
    """The officer, the director, and a matter nobody else touches."""
    from greenward.bureau.accounts.actors import Actor
    from greenward.bureau.accounts.models import Area, User
    from greenward.bureau.casework.matters.steps import opened

    officer, director = (
        Actor.of(User.objects.get(username=name)) for name in ("officer", "director")
    )
    area = Area.objects.get(code="440300")
    with opened(officer, "correction", title=f"bench {os.getpid()}", area=area) as (matter, _event):
        pass
    return officer, director, matter


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(writer(sys.argv[1]))
        sys.exit(0)
    sys.exit(main())
