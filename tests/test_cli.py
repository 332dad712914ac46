"""The command line as people meet it: processes of their own, exit codes, sentences."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from greenward import __version__, cli
from greenward.bureau.accounts.models import Area, Post, User
from greenward.bureau.casework.models import AuditEvent
from greenward.cli import app
from tests.fixtures.processes import environment, run

COMMANDS = [
    "",
    "demo",
    "serve",
    "worker",
    "migrate",
    "backup",
    "restore",
    "privacy",
    "privacy map",
    "privacy purge",
    "certificate",
    "certificate check",
    "import",
    "import buildings",
    "import energy",
    "import projects",
    "import profile",
    "import profile list",
    "import profile show",
    "import profile save",
    "export",
    "areas",
    "areas import",
    "areas add",
    "areas list",
    "assess",
    "explain",
    "simulate",
    "standards",
    "standards list",
    "standards seed",
    "standards import",
    "standards confirm",
    "standards use",
    "rating",
    "rating cards",
    "rating example",
    "rating score",
    "rating what-if",
    "rating path",
    "law",
    "law publish",
    "law list",
    "law coverage",
    "law judge",
    "law import",
    "law anchors",
    "log",
    "log sequence",
    "log status",
    "log verify",
    "log checkpoint",
    "log anchor",
    "log cosign",
    "log check",
    "log key",
    "log key show",
    "log key rotate",
    "users",
    "users add",
    "users password",
    "users close",
    "users unlock",
    "users second-factor",
    "users subject",
    "users list",
    "posts",
    "posts add",
    "posts end",
    "posts list",
    "clients",
    "clients add",
    "clients list",
    "clients revoke",
]
NOTHING_YET = {"DATABASE_URL": "postgresql://nobody@localhost:1/none"}
HEAVY = ("django", "polars", "pyarrow", "duckdb", "procrastinate", "allauth", "psycopg")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_tells_what_a_command_is_for(command: str) -> None:
    done = CliRunner().invoke(app, [*command.split(), "--help"], prog_name="greenward")
    assert done.exit_code == 0
    assert f"Usage: greenward {command}".strip() in done.stdout
    assert len(done.stdout.splitlines()) > 8


def test_help_touches_nothing(tmp_path: Path) -> None:
    done = run("--help", at=tmp_path, **NOTHING_YET, GREENWARD_HOME=None)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_no_command_is_missing_above() -> None:
    def names(command: Any, path: str = "") -> list[str]:
        parts = getattr(command, "commands", {})
        return [path] + [n for name, part in parts.items() for n in names(part, f"{path} {name}")]

    assert {name.strip() for name in names(get_command(app))} == set(COMMANDS)


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    program = (
        "import sys, greenward.cli as cli\n"
        "sys.argv = ['greenward', '--help']\n"
        "try: cli.main()\n"
        f"finally: print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stderr.strip() == "[]"


def test_the_version() -> None:
    assert run("--version").stdout.strip() == f"greenward {__version__}"


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["import", "buildings", "none.csv", "-p", "x"], "none.csv"),
        (["serve", "--port", "many"], "port"),
        (["assess", "--on", "yesterday"], "--on"),
        (["explain", "440304A001"], "--duty"),
        (["posts", "add", "lin", "king", "440304"], "king"),
        (["invent"], "invent"),
    ],
)
def test_wrong_words_are_wrong_usage(words: list[str], what: str) -> None:
    done = run(*words, **NOTHING_YET)
    assert done.returncode == 2
    assert what in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("command", "url", "what"),
    [
        ("migrate", "postgresql://nobody@localhost:1/none", "no PostgreSQL server listens there"),
        ("worker", "postgresql://nobody@host.invalid/none", "the host name is not known"),
        ("areas list", "mysql:db", "is not the address of a PostgreSQL database"),
    ],
)
def test_a_wrong_database_is_said_in_one_sentence(command: str, url: str, what: str) -> None:
    done = run(*command.split(), DATABASE_URL=url)
    assert done.returncode == 1
    assert what in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_bug_shows_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(prog_name: str) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(cli, "app", broken)
    with pytest.raises(RuntimeError):
        cli.main()


def test_areas_people_and_posts(on: Callable[..., Any], tmp_path: Path) -> None:
    table = tmp_path / "areas.csv"
    table.write_text(
        "code,parent,name_zh,name_en\n1,,市,City\n11,1,区,District\n", encoding="utf-8"
    )
    assert on("areas", "import", str(table)).returncode == 0
    assert on("areas", "add", "111", "--zh", "街道", "--parent", "11").returncode == 0
    assert "11  区  District" in on("areas", "list").stdout
    assert Area.objects.get(code="111").path == "1/11/111/"
    secret = {"GREENWARD_PASSWORD": "a long and good password"}
    assert on("users", "add", "lin", "--name", "林科员", **secret).returncode == 0
    assert User.objects.get(username="lin").check_password(secret["GREENWARD_PASSWORD"])
    assert on("posts", "add", "lin", "officer", "11").returncode == 0
    assert "lin" in on("posts", "list").stdout
    again = on("posts", "add", "lin", "officer", "11")
    assert (again.returncode, again.stderr.strip()) == (
        1,
        "林科员 already holds this post on some of these days.",
    )
    assert on("posts", "end", "lin", "officer", "11").returncode == 0
    assert Post.objects.get().last_day is not None
    acts = list(AuditEvent.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["record_area"] * 3 + ["create_user", "appoint", "end_post"]
    assert AuditEvent.objects.first().actor_name.startswith("operator ")


def test_refusals_name_row_and_remedy(on: Callable[..., Any], tmp_path: Path) -> None:
    table = tmp_path / "areas.csv"
    table.write_text("code,parent,name_zh\n1,,市\n2,9,区\n", encoding="utf-8")
    done = on("areas", "import", str(table))
    assert done.returncode == 1
    assert "Row 3: No area has the code 9: enter it first. Nothing was entered." in done.stderr
    assert not Area.objects.exists()


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        (["posts", "add", "who", "officer", "1"], 2, "No person is on file as who."),
        (["export", "nothing"], 2, "Lists: "),
        (["export", "log", "--where", "x"], 2, "NAME=VALUE"),
        (["export", "log", "--format", "xlsx"], 2, "--output FILE"),
        (["export", "log", "-f", "parquet", "-o", "/proc/none/x"], 1, "/proc/none"),
    ],
)
def test_what_cannot_be_done_is_said(
    on: Callable[..., Any], words: list[str], code: int, what: str
) -> None:
    done = on(*words)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (code, 1)
    assert what in done.stderr


def test_messages_follow_the_terminal(on: Callable[..., Any]) -> None:
    assert "清单" in on("export", "nothing", LANG="zh_CN.UTF-8").stderr
    assert "清单" in on("export", "nothing", LANG="en_US.UTF-8", GREENWARD_LANG="zh").stderr


def test_lists_are_written_in_every_format(on: Callable[..., Any], tmp_path: Path) -> None:
    csv = on("export", "log")
    assert (
        csv.stdout.splitlines()[0]
        == "\ufeffWhen,Act,Who,Kind of subject,Subject,Area,Details,Number in the log"
    )
    assert on("export", "log", "-f", "xlsx", "-o", "log.xlsx").returncode == 0
    assert on("export", "log", "-w", "act=assess", "-f", "parquet", "-o", "p").returncode == 0
    assert (tmp_path / "log.xlsx").read_bytes()[:2] == b"PK"
    assert pl.read_parquet(tmp_path / "p").height == 0
    assert AuditEvent.objects.filter(act="export").count() == 3


def test_a_broken_pipe_is_no_error(test_database: str) -> None:
    command = f"{sys.executable} -m greenward export log | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        env=environment(DATABASE_URL=test_database),
    )
    assert done.stderr == b""


def test_tables_of_another_release_are_left_alone(on: Callable[..., Any]) -> None:
    from django.db import connection

    rename = "UPDATE django_migrations SET app = %s WHERE app = %s"
    with connection.cursor() as cursor:
        cursor.execute(rename, ["gone", "doors"])
    try:
        done = on("areas", "list")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(rename, ["doors", "gone"])
    assert done.returncode == 1
    assert "run `greenward migrate`" in done.stderr
