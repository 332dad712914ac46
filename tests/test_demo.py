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
def test_the_demo_from_nothing_to_pages_that_are_somebodys(
    home: Path, greenward: Callable[..., Any], browser: Any
) -> None:
    """Made once, kept by the second start, and for everybody who signs in something to do."""
    around = surroundings(home)
    first = run("demo", "--no-serve", **around)
    assert first.returncode == 0, first.stderr
    assert "3,000 buildings" in first.stdout
    assert "futian" in first.stdout and "greenward-demo" in first.stdout
    changed = run("areas", "add", "440399", "--zh", "新区", "--parent", "440300", **around)
    assert changed.returncode == 0, changed.stderr

    port = free_port()
    site = greenward("demo", "--port", port, **around)
    told = _told_until(site, f"Greenward is open at http://localhost:{port}")
    assert "invented" not in told
    assert "440399" in run("areas", "list", **around).stdout
    for username, path, said in FIRST_PAGES:
        page = browser.new_page(base_url=f"http://localhost:{port}", locale="zh-CN")
        _sign_in(page, username)
        page.goto(path)
        text = page.locator("main").inner_text()
        assert all(one in text for one in said), (username, said, text)
        page.close()
    site.send_signal(signal.SIGTERM)
    assert site.wait(timeout=30) == 0
    assert postgres.status(home / "postgres").pid is None


FIRST_PAGES = (
    ("futian", "/projects/", ("海天大厦",)),
    ("developer", "/", ("听澜人才住房", "观澜花园", "岭秀花园", "澜庭花园")),
    ("planning", "/inbox", ("福田科创大厦",)),
    ("evaluator", "/", ("听澜人才住房", "评估报告已出具")),
    ("supervisor", "/", ("岭秀花园",)),
    ("laboratory", "/", ("听澜人才住房",)),
    ("buyer", "/", ("澜庭花园1栋", "1201", "1202")),
    ("director", "/projects/figures", ("非绿色建筑", "至少")),
    ("jinzhou", "/projects/figures", ("59 / 59 个项目", "1,067,000 / 1,067,000 m²")),
)
"""Who signs in, where the person looks and what must stand there."""


def _told_until(site: Any, last: str) -> str:
    told = ""

    def said() -> bool:
        nonlocal told
        told += site.stdout.readline()
        return last in told

    wait_for(said)
    return told


def _sign_in(page: Any, username: str) -> None:
    page.goto("/account/sign-in")
    if not page.get_by_role("button", name=username, exact=True).is_visible():
        page.locator("summary").last.click()
    page.get_by_role("button", name=username, exact=True).click()
    page.get_by_role("button", name="退出").first.wait_for()


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
