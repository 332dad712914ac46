"""Two imports at once take turns; a worker that starts again does the work once."""

from __future__ import annotations

import io
import threading

import pytest
from django.db import connection

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.registry.importing import runs
from greenward.bureau.registry.importing.profiles import check
from greenward.bureau.registry.importing.progress import Progress
from greenward.bureau.registry.models import Building, Identifier, ImportRun

pytestmark = pytest.mark.django_db(transaction=True)
PROFILE = {"holds": ["buildings"], "columns": {"code": "Code", "id.portal": "Portal"}}
LIST = "Code,Portal\n" + "".join(f"A{i},{i}\n" for i in range(300))


def started(actor: Actor, city: Area, text: str = LIST) -> ImportRun:
    profile = check(PROFILE, "list")
    return runs.start(actor, "buildings", io.BytesIO(text.encode()), "l.csv", profile, city)


def test_two_imports_of_one_list_make_each_building_once(city: Area, operator: Actor) -> None:
    both = [started(operator, city) for _ in range(2)]
    gate = threading.Barrier(2)

    def work(run: ImportRun) -> None:
        gate.wait()
        try:
            runs.run_import(run.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[run]) for run in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for run in both:
        run.refresh_from_db()
    assert sorted((run.created, run.unchanged) for run in both) == [(0, 300), (300, 0)]
    assert Building.objects.count() == Identifier.objects.count() == 300


def test_a_run_that_broke_off_begins_anew_and_a_done_one_does_not(
    city: Area, operator: Actor
) -> None:
    run = started(operator, city)
    ImportRun.objects.filter(pk=run.pk).update(
        state="running", progress=60
    )  # its worker was killed
    assert runs.run_import(run.pk).created == 300
    assert runs.run_import(run.pk).created == 300
    assert Building.objects.count() == 300


def test_an_unforeseen_error_leaves_nothing_but_a_failed_run(
    city: Area, operator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(runs, "_account", fail)  # after everything was written
    run = started(operator, city)
    with pytest.raises(ZeroDivisionError):
        runs.run_import(run.pk)
    run.refresh_from_db()
    assert (run.state, run.error["code"]) == ("failed", "broken_off")
    assert not Building.objects.exists()


def test_progress_is_seen_while_the_transaction_is_open(city: Area, operator: Actor) -> None:
    run = started(operator, city)
    ImportRun.objects.filter(pk=run.pk).update(state="running")
    with Progress(run.pk, None) as progress:
        progress(40)
        assert ImportRun.objects.get(pk=run.pk).progress == 40
    seen: list[int] = []
    runs.run_import(run.pk, seen.append)
    assert seen == sorted(seen) and seen[-1] == 90
