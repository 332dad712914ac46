"""The worker and the database are killed while people act: what was acknowledged is there with its
audit row, nothing is there by half, and what each job does is done once.

The act is to file a document, which asks for a job in its transaction; the job finds a virus, which
is an act of its own with a task.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.matters.steps import opened
from greenward.launch import binaries, postgres
from tests.conftest import SERVER
from tests.fixtures.processes import environment, wait_for

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(
    os.environ["DATABASE_URL"] != postgres.url(SERVER),
    reason="it copies the suite's embedded database to a server of its own version, and kills that",
)
WRITERS = 2
FILED = "SELECT id FROM casework_filing ORDER BY id"
NOTED = "SELECT (payload->>'filing')::bigint FROM casework_auditevent WHERE act = %s ORDER BY 1"
TOLD = """
    SELECT f.id FROM casework_task t
    JOIN casework_filing f ON f.matter_id = t.matter_id AND f.title = t.note
    WHERE t.act = 'replace_infected' AND t.closed_at IS NULL ORDER BY 1
"""
LEFT = "SELECT id FROM procrastinate_jobs WHERE task_name = 'greenward.work'"
DOING = f"{LEFT} AND status = 'doing'"


@dataclass
class House:
    """A server of the test's own with a copy of the test database, and what runs on it."""

    folder: Path
    home: Path
    start: Callable[..., subprocess.Popen[str]]
    writers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def variables(self) -> dict[str, str]:
        return {
            "DATABASE_URL": postgres.url(self.folder),
            "GREENWARD_HOME": str(self.home),
            "GREENWARD_SCANNER": "python:tests.casework.under_load.look",
            "PYTHONPATH": str(ROOT),
        }

    def rows(self, query: str, *values: Any) -> list[int]:
        with psycopg.connect(postgres.url(self.folder), autocommit=True) as connection:
            return [row[0] for row in connection.execute(query, values)]

    def worker(self) -> subprocess.Popen[str]:
        """A worker; the jobs of those before it count as left behind."""
        with psycopg.connect(postgres.url(self.folder), autocommit=True) as connection:
            connection.execute(
                "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
            )
        return self.start("worker", **self.variables)

    def write(self, officer: Actor, matters: list[int]) -> None:
        assert officer.user is not None
        for matter in matters:
            words = ["-m", "tests.casework.under_load", str(officer.user.pk), str(matter)]
            with self._told(matter).open("wb") as out:
                self.writers.append(
                    subprocess.Popen(
                        [sys.executable, *words],
                        cwd=ROOT,
                        env=environment(**self.variables),
                        stdout=out,
                    )
                )

    def stop_writing(self) -> None:
        for writer in self.writers:
            writer.kill()
            writer.wait()

    def acknowledged(self) -> set[int]:
        told = self.home.glob("told-*")
        return {int(line) for file in told for line in file.read_text().splitlines()}

    def found(self) -> list[int]:
        return self.rows(NOTED, "find_virus")

    def _told(self, matter: int) -> Path:
        return self.home / f"told-{matter}"


@pytest.fixture
def matters(officer: Actor, futian: Area) -> list[int]:
    made = []
    for n in range(WRITERS):
        with opened(officer, "correction", title=f"Tower {n}", area=futian) as (matter, _event):
            made.append(matter.pk)
    return made


@pytest.fixture
def house(
    test_database: str,
    matters: list[int],
    tmp_path: Path,
    greenward: Callable[..., subprocess.Popen[str]],
) -> Iterator[House]:
    """Without fsync, which matters when the machine fails and not when a program is killed."""
    home, folder = tmp_path / "home", tmp_path / "home" / "postgres"
    home.mkdir()
    with postgres.Hold(folder, {"fsync": "off"}):
        programs = binaries.installed() / "bin"
        dump = [programs / "pg_dump", "--no-owner", test_database]
        copy = subprocess.run(dump, capture_output=True, check=True).stdout
        load = [programs / "psql", "-qX", "-v", "ON_ERROR_STOP=1", postgres.url(folder)]
        subprocess.run(load, input=copy, stdout=subprocess.DEVNULL, check=True)
        house = House(folder, home, greenward)
        yield house
        house.stop_writing()


def check(house: House) -> None:
    """Once every job has ended: acts, rows, jobs and their effects agree one to one."""
    wait_for(lambda: not house.rows(LEFT))
    filed = house.rows(FILED)
    assert house.acknowledged() <= set(filed)
    assert house.rows(NOTED, "file_document") == filed
    assert house.found() == filed
    assert house.rows(TOLD) == filed


def test_killed_worker(house: House, officer: Actor, matters: list[int]) -> None:
    house.write(officer, matters)
    worker = house.worker()
    wait_for(lambda: len(house.found()) >= 3 and house.rows(DOING))
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    house.stop_writing()
    assert house.rows(DOING), "it left no job behind in the middle"
    house.worker()
    check(house)


def test_killed_database(house: House, officer: Actor, matters: list[int]) -> None:
    house.write(officer, matters)
    house.worker()
    wait_for(lambda: len(house.found()) >= 3)
    server = postgres.status(house.folder).pid
    assert server is not None
    os.kill(server, signal.SIGQUIT)  # immediate: every session is cut off, as in a crash
    wait_for(lambda: postgres.status(house.folder).pid is None)
    before = len(house.acknowledged())
    postgres.ensure_running(house.folder, {"fsync": "off"})
    wait_for(lambda: len(house.acknowledged()) > before)  # people go on where they were
    house.stop_writing()
    house.worker()  # beside the first one, should that still be at work
    check(house)
