"""Real servers and real processes; what a test starts, it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from greenward.launch import postgres

PATIENCE = 120  # seconds until a condition that never comes true fails its test


@pytest.fixture(scope="session", autouse=True)
def signals_are_heard() -> None:
    """A suite started by nohup or in the background hands its deafness to the programs it starts."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def wait_until() -> Callable[[Callable[[], object]], None]:
    def wait(condition: Callable[[], object]) -> None:
        give_up = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < give_up, "the awaited condition never came true"
            time.sleep(0.02)

    return wait


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "var" / "postgres"
    yield folder
    if folder.exists():
        postgres.stop(folder)


@pytest.fixture
def python() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts Python programs given as text, in an environment without a DATABASE_URL."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str, *arguments: object, **env: str) -> "subprocess.Popen[str]":
        inherited = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        process = subprocess.Popen(
            [sys.executable, "-c", program, *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**inherited, **env},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.stdout.close()  # type: ignore[union-attr]
        process.wait()
