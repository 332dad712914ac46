"""Work that waits for a worker: imports, exports. It is asked for in the act's own transaction.

A job names a kind of work and the number of its row; the room says at start who does that kind:

    jobs.register("import", run="greenward.bureau.registry.running.run",
                  failed="greenward.bureau.registry.running.failed")

`run(pk)` must be safe to repeat: a worker that was killed leaves its job behind, and the sweep
hands it to another one, three times at most. `failed(pk, reason)` then tells the person who waits.
"""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status

TRIES = 3
HEARTBEAT, LOST = 5, 30
"""Seconds between a worker's signs of life, and until a silent worker counts as killed."""


class Work(NamedTuple):
    """Who does a kind of work: dotted names of `run(pk)` and `failed(pk, reason)`."""

    run: str
    failed: str


_kinds: dict[str, Work] = {}


def register(kind: str, *, run: str, failed: str) -> None:
    """Say who does a kind of work; call it in ``AppConfig.ready``."""
    _kinds[kind] = Work(run, failed)


def enqueue(kind: str, pk: int) -> None:
    """Ask for a piece of work: it exists when the open transaction commits, and only then."""
    work.configure(lock=f"{kind}:{pk}").defer(kind=kind, pk=pk)


@app.task(
    name="greenward.work",
    retry=RetryStrategy(
        max_attempts=TRIES, wait=5, retry_exceptions=[OperationalError, InterfaceError]
    ),
)
def work(kind: str, pk: int) -> None:
    """Do one piece of work. A lost database is tried again; any other error is told and kept."""
    try:
        import_string(_kinds[kind].run)(pk)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        import_string(_kinds[kind].failed)(pk, str(error))
        raise


@app.periodic(cron="* * * * *")
@app.task(name="greenward.sweep", queueing_lock="greenward.sweep", pass_context=True)
async def sweep(context: JobContext, timestamp: int = 0) -> None:
    """Hand the jobs of killed workers to living ones; give up on those that kill every worker."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=LOST):
        with suppress(ConnectorException):  # another sweep was faster
            if job.task_name != work.name or job.attempts + 1 < TRIES:
                await jobs.retry_job(job)
            else:
                await jobs.finish_job(job, Status.FAILED, delete_job=False)
                await sync_to_async(_give_up)(job)


def _give_up(job: Job) -> None:
    kind, pk = job.task_kwargs["kind"], job.task_kwargs["pk"]
    reason = _("The worker was stopped %(times)s times while it did this.") % {"times": TRIES}
    import_string(_kinds[kind].failed)(pk, reason)


def run_worker(concurrency: int = 2, *, wait: bool = True) -> None:
    """Run jobs until told to stop; without `wait`, until none is left."""
    with suppress(AlreadyEnqueued):
        sweep.defer()
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(
            concurrency=concurrency,
            wait=wait,
            delete_jobs="successful",
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=LOST,
        )
