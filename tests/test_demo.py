"""The first result in one command: the invented city, made, judged, served, and kept."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from greenward.launch import postgres
from tests.fixtures.processes import run, wait_for


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home with a database of its own, which ends with the test."""
    yield tmp_path / "var"
    postgres.stop(tmp_path / "var" / "postgres")


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def surroundings(home: Path) -> dict[str, str | None]:
    return {"GREENWARD_HOME": str(home), "DATABASE_URL": None}


@pytest.mark.browser
def test_the_demo_from_nothing_to_a_signed_in_page(
    home: Path, greenward: Callable[..., Any], browser: Any
) -> None:
    port = free_port()
    site = greenward("demo", "--port", port, **surroundings(home))
    told = ""

    def opened() -> bool:
        nonlocal told
        told += site.stdout.readline()
        return f"Greenward is open at http://localhost:{port}" in told

    wait_for(opened)
    assert "3,000 buildings" in told
    assert "futian" in told and "greenward-demo" in told
    page = browser.new_page(base_url=f"http://localhost:{port}", locale="zh-CN")
    page.goto("/account/sign-in")
    page.get_by_role("button", name="futian").click()
    page.get_by_role("button", name="退出").first.wait_for()
    page.close()
    site.send_signal(signal.SIGTERM)
    assert site.wait(timeout=30) == 0
    assert postgres.status(home / "postgres").pid is None


def test_a_second_start_keeps_the_city(home: Path) -> None:
    around = surroundings(home)
    first = run("demo", "--no-serve", **around)
    assert first.returncode == 0, first.stderr
    changed = run("areas", "add", "440399", "--zh", "新区", "--parent", "440300", **around)
    assert changed.returncode == 0, changed.stderr
    again = run("demo", "--no-serve", **around)
    assert again.returncode == 0
    assert "invented" not in again.stdout
    assert "440399" in run("areas", "list", **around).stdout


def test_the_demo_stays_out_of_an_authoritys_records(home: Path) -> None:
    around = surroundings(home)
    assert run("areas", "add", "440300", "--zh", "深圳市", **around).returncode == 0
    done = run("demo", "--no-serve", **around)
    assert done.returncode == 1
    assert "an authority's own records" in done.stderr
    assert "GREENWARD_HOME=" in done.stderr


def test_a_taken_port_is_said_before_anything_is_made(home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        for command in ("demo", "serve"):
            done = run(command, "--port", port, **surroundings(home))
            assert done.returncode == 1
            assert f"Port {port} is taken" in done.stderr
    assert not home.exists()
