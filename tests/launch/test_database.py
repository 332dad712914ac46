"""Which database is used, and what is said when the one of DATABASE_URL cannot be."""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from greenward.launch import LaunchError, database, postgres


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The socket folder of a real server with a role that needs its password."""
    folder = tmp_path_factory.mktemp("server") / "postgres"
    with postgres.Hold(folder) as held, psycopg.connect(held.url, autocommit=True) as connection:
        connection.execute("CREATE ROLE locked LOGIN PASSWORD 'right'")
        connection.execute("CREATE ROLE banned LOGIN")
        connection.execute(
            "CREATE DATABASE bytes TEMPLATE template0 "
            "ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'"
        )
        rules = folder / "pg_hba.conf"
        ours = "local all locked scram-sha-256\nlocal all banned reject\n"
        rules.write_text(ours + rules.read_text())
        connection.execute("SELECT pg_reload_conf()")
        yield connection.info.host


@pytest.fixture(autouse=True)
def a_home_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GREENWARD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield
    database.release()


def refusal(url: str) -> str:
    with pytest.raises(LaunchError) as refused:
        database.check(url)
    return str(refused.value)


@pytest.mark.parametrize(
    ("who", "name", "says"),
    [
        ("locked:wrong@", "greenward", "user name and password"),
        ("locked@", "greenward", "user name and password"),
        ("nobody_here@", "greenward", "does not know this user"),
        ("greenward@", "nowhere", "no such database"),
        ("banned@", "greenward", "pg_hba.conf"),
        ("greenward@", "bytes", "needs UTF8"),
    ],
)
def test_a_server_that_says_no(server: str, who: str, name: str, says: str) -> None:
    told = refusal(f"postgresql://{who}/{name}?host={server}")
    assert says in told
    assert name in told
    assert "wrong" not in told


def test_the_right_password_is_let_in(server: str) -> None:
    database.check(f"postgresql://locked:right@/greenward?host={server}")


def test_nobody_listens(server: str, tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        told = refusal(f"postgresql://a:secret@127.0.0.1:{port}/b")
    assert f"a@127.0.0.1:{port}/b" in told
    assert "no PostgreSQL server listens there" in told
    assert "secret" not in told
    assert "listens there" in refusal(f"postgresql://a@/b?host={tmp_path}")


def test_an_unknown_host() -> None:
    assert "host name is not known" in refusal("postgresql://a@nowhere.invalid/b")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://a:secret@host/b",
        "sqlite:///secret.db",
        "postgresql://a:p@secret@host/b",
        "postgresql://[::1/b",
        "host=127.0.0.1 passwrd=secret",
    ],
)
def test_what_is_no_address_is_not_repeated_with_its_password(url: str) -> None:
    told = refusal(url)
    assert "postgresql://user:password@host:5432/database" in told
    assert "secret@" not in told
    assert "passwrd" not in told


def test_an_older_server_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST_MAJOR", 99)
    assert "needs 99 or later" in refusal(f"postgresql://greenward@/greenward?host={server}")


def test_settings_carry_every_part_of_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql://a%40b:p%2Fw@one:1,two:2/city?sslmode=require&target_session_attrs=any"
    monkeypatch.setenv("DATABASE_URL", url)
    settings = database.database_settings()
    told = {name: settings[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert told == dict(NAME="city", USER="a@b", PASSWORD="p/w", HOST="one,two", PORT="1,2")
    assert settings["OPTIONS"] == {"sslmode": "require", "target_session_attrs": "any"}


def test_importing_settings_starts_nothing(tmp_path: Path) -> None:
    settings = database.database_settings()
    assert settings["NAME"] == "greenward"
    assert not (tmp_path / "home").exists()


def test_the_embedded_database_is_the_one_the_settings_name() -> None:
    url = database.resolve_url()
    settings = database.database_settings()
    with psycopg.connect(url) as connection:
        assert connection.info.host == settings["HOST"]
        assert connection.info.dbname == settings["NAME"]
    assert database.resolve_url() == url
    database.release()
    assert postgres.status(database.data_dir()).pid is None


def test_a_database_url_that_answers_is_used_and_nothing_is_started(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"postgresql://greenward@/greenward?host={server}"
    monkeypatch.setenv("DATABASE_URL", f"  {url} ")
    assert database.resolve_url() == url
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_is_told_to_end_lets_its_database_go(python, number: int) -> None:
    program = (
        "import time; from greenward.launch import database\n"
        "print(database.resolve_url(), flush=True); time.sleep(600)"
    )
    command = python(program)
    assert command.stdout.readline() == postgres.url(database.data_dir()) + "\n"
    command.send_signal(number)
    assert command.wait() == 128 + number
    assert postgres.status(database.data_dir()).pid is None
