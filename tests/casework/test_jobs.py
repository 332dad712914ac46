"""Jobs live and die with their act's transaction, outlive their worker, and end by being told."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.http import QueryDict

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework import jobs
from greenward.bureau.casework.exporting import ask, path_of
from greenward.bureau.casework.exports import named
from greenward.bureau.casework.models import Export
from tests.fixtures.processes import wait_for

done: list[int] = []
told: list[tuple[int, str]] = []


def run(pk: int) -> None:
    done.append(pk)
    if pk == 13:
        raise ValueError("thirteen")


def failed(pk: int, reason: str) -> None:
    told.append((pk, reason))


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> None:
    done.clear()
    told.clear()
    monkeypatch.setitem(jobs._kinds, "try", jobs.Work(f"{__name__}.run", f"{__name__}.failed"))


def rows(query: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall() if cursor.description else []


def waiting() -> list[Any]:
    return rows(
        "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = 'greenward.work'"
    )


def test_no_commit_no_job(transactional_db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.enqueue("try", 1)
        raise ZeroDivisionError
    assert waiting() == []


def test_a_job_is_done_once_and_leaves(transactional_db: None) -> None:
    jobs.enqueue("try", 1)
    jobs.enqueue("try", 2)
    jobs.run_worker(wait=False)
    jobs.run_worker(wait=False)
    assert sorted(done) == [1, 2]
    assert waiting() == []


def test_an_error_is_told_and_not_repeated(transactional_db: None) -> None:
    jobs.enqueue("try", 13)
    jobs.run_worker(wait=False)
    assert done == [13]
    assert told == [(13, "thirteen")]
    assert waiting() == [("failed", 1)]


def test_a_lost_database_is_tried_again(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(pk: int) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setitem(globals(), "run", lose)
    jobs.enqueue("try", 1)
    jobs.run_worker(wait=False)
    assert told == []
    assert waiting() == [("todo", 1)]


def stall(attempts: int) -> None:
    """Leave a job behind as a killed worker does."""
    jobs.enqueue("try", 1)
    rows(f"UPDATE procrastinate_jobs SET status = 'doing', attempts = {attempts}")


def test_a_job_left_behind_is_taken_up(transactional_db: None) -> None:
    stall(attempts=0)
    jobs.run_worker(wait=False)  # the sweep hands it on
    jobs.run_worker(wait=False)
    assert done == [1]
    assert waiting() == []


def test_a_job_that_kills_every_worker_is_given_up(transactional_db: None) -> None:
    stall(attempts=jobs.TRIES - 1)
    jobs.run_worker(wait=False)
    assert done == []
    assert [pk for pk, reason in told] == [1]
    assert [status for status, _ in waiting()] == ["failed"]


def test_a_killed_workers_job_is_finished_by_the_next(
    auditor: Actor, test_database: str, greenward: Callable[..., Any]
) -> None:
    export = ask(auditor, table=named("log"), format="parquet", filters=QueryDict())

    def state() -> str:
        return Export.objects.get(pk=export.pk).state

    with transaction.atomic():
        rows("LOCK TABLE casework_auditevent")  # the export waits for this
        first = greenward("worker", DATABASE_URL=test_database)
        wait_for(lambda: state() == Export.State.RUNNING)
        first.send_signal(signal.SIGKILL)
        first.wait()
    rows("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    assert waiting() == [("doing", 0)]
    second = greenward("worker", DATABASE_URL=test_database)
    wait_for(lambda: state() == Export.State.READY)
    assert path_of(Export.objects.get(pk=export.pk)).exists()
    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=30) == 0
