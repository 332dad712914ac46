"""Which database Greenward uses: the one of DATABASE_URL, else the embedded one.

Importing Django's settings starts nothing: `database_settings()` only computes. A command that
needs the database calls `resolve_url()` first, which starts the embedded server or checks that
the server of DATABASE_URL answers, and says plainly why not.
"""

import os
import re
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from greenward.launch import postgres
from greenward.launch.errors import LaunchError

OLDEST_MAJOR = 15
CONNECT_SECONDS = 10
VARIABLE = "DATABASE_URL"

_holds: dict[Path, postgres.Hold] = {}  # claims of this process, until `release()` or its end

_REFUSALS: tuple[tuple[str, str, str], ...] = (
    (
        r"resolve host|translate host name|Name or service not known|nodename nor servname",
        "The host name is not known",
        "Correct the host.",
    ),
    (
        r"Connection refused|No such file or directory",
        "No PostgreSQL server listens there",
        "Start that server, or correct the host and the port.",
    ),
    (
        r"timeout|timed out|unreachable|No route to host",
        f"The server did not answer within {CONNECT_SECONDS} seconds",
        "Correct the host and the port, or open the way through the firewall.",
    ),
    (
        r"password authentication failed|no password supplied",
        "The server refuses this user name and password",
        "Correct the user name and the password.",
    ),
    (
        r"database .* does not exist",
        "The server has no such database",
        "Create it (CREATE DATABASE greenward ENCODING 'UTF8' TEMPLATE template0), or correct "
        "the name.",
    ),
    (
        r"role .* does not exist|Peer authentication failed|Ident authentication failed",
        "The server does not know this user",
        "Create the role, or correct the user name.",
    ),
    (
        r"no pg_hba\.conf entry|pg_hba\.conf rejects",
        "The server admits no connection of this kind from here",
        "Let its administrator add a line for this machine, user and database to pg_hba.conf.",
    ),
    (
        r"too many clients|connection slots",
        "The server has no free connection",
        "Close other clients, or raise its max_connections.",
    ),
    (
        r"is starting up|is shutting down|in recovery mode",
        "The server is starting or stopping",
        "Wait a moment and start again.",
    ),
)


def home() -> Path:
    """The folder of everything this installation keeps: GREENWARD_HOME, else `var` here."""
    return Path(os.environ.get("GREENWARD_HOME") or "var").absolute()


def data_dir(at: Path | None = None) -> Path:
    """The data folder of the embedded database of the installation kept in `at`."""
    return (at or home()).absolute() / "postgres"


def external_url() -> str | None:
    """The value of DATABASE_URL, or None when the embedded database is used."""
    return os.environ.get(VARIABLE, "").strip() or None


def resolve_url(at: Path | None = None) -> str:
    """The address of a database that answers.

    Checks DATABASE_URL, else starts or adopts the embedded database of `at` (by default `home()`)
    and holds it until `release()` or the end of this process, for which TERM and HUP become an
    orderly exit. Raises LaunchError.
    """
    if url := external_url():
        check(url)
        return url
    folder = data_dir(at)
    if folder not in _holds:
        _exit_on_signals()
        _holds[folder] = postgres.Hold(folder)
    return _holds[folder].url


def _exit_on_signals() -> None:
    """Let TERM and HUP run the exit handlers, unless somebody decided about them already."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda number, frame: sys.exit(128 + number))


def keep_running() -> bool:
    """Start the embedded databases held here again if they died; True when one had."""
    dead = [folder for folder in _holds if postgres.status(folder).pid is None]
    for folder in dead:
        postgres.ensure_running(folder)
    return bool(dead)


def release() -> None:
    """Give up what `resolve_url()` holds; the embedded database stops with its last holder."""
    while _holds:
        _holds.popitem()[1].release()


def check(url: str) -> None:
    """Connect once and require PostgreSQL 15 or later with UTF-8. Raises LaunchError."""
    where = _place(url)
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            version = connection.info.server_version
            encoding = connection.info.parameter_status("server_encoding")
    except psycopg.Error as error:
        raise _refusal(str(error), where) from error
    if version // 10_000 < OLDEST_MAJOR:
        raise LaunchError(
            f"The server is PostgreSQL {version // 10_000}; Greenward needs {OLDEST_MAJOR} or later",
            where=where,
            remedy="Upgrade it, or unset DATABASE_URL to use the embedded database.",
        )
    if encoding != "UTF8":
        raise LaunchError(
            f"The database is encoded in {encoding}; Greenward needs UTF8",
            where=where,
            remedy="Create one with ENCODING 'UTF8' TEMPLATE template0.",
        )


def database_settings(at: Path | None = None) -> dict[str, Any]:
    """The entry of Django's DATABASES for the database that `resolve_url(at)` opens.

    Starts nothing and connects to nothing. Raises LaunchError when the address cannot be read.
    """
    parts = _parse(external_url() or postgres.url(data_dir(at)))
    user = str(parts.pop("user", ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "" if "service" in parts else user or "greenward"),
        "USER": user,
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
    }


def _parse(url: str) -> dict[str, Any]:
    try:
        parts = {key: value for key, value in conninfo_to_dict(url).items() if value is not None}
        if "@" in str(parts.get("host", "")):
            raise psycopg.ProgrammingError("an @ in the host is part of a password")
        return parts
    except psycopg.ProgrammingError as error:
        raise LaunchError(
            f"{VARIABLE} is not the address of a PostgreSQL database",
            where=re.sub(r"//.*@", "//…@", url) if "://" in url else "no scheme",
            remedy="Write it as postgresql://user:password@host:5432/database, with %40 for an @ "
            "in the password.",
        ) from error


def _place(url: str) -> str:
    """The address without its password."""
    parts = _parse(url)
    host, port = parts.get("host", "local socket"), parts.get("port", 5432)
    return f"{parts.get('user', '')}@{host}:{port}/{parts.get('dbname', '')}"


def _refusal(told: str, where: str) -> LaunchError:
    for pattern, what, remedy in _REFUSALS:
        if re.search(pattern, told):
            return LaunchError(
                f"Cannot connect to {VARIABLE}: {what[0].lower()}{what[1:]}",
                where=where,
                remedy=f"{remedy} Or unset {VARIABLE} to use the embedded database.",
            )
    last = [line for line in told.splitlines() if line.strip()][-1].strip()
    return LaunchError(
        f"Cannot connect to {VARIABLE}: {last}",
        where=where,
        remedy=f"Correct it, or unset {VARIABLE} to use the embedded database.",
    )
