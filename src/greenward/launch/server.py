"""One PostgreSQL server process and its data folder: find, make, start and stop it.

It listens on a Unix socket in a 0700 folder and on no network address. Callers take turns (see
`postgres`); every path given here is resolved.
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from greenward.launch.account import Account
from greenward.launch.binaries import MAJOR
from greenward.launch.errors import LaunchError
from greenward.launch.processes import command_of
from greenward.launch.trouble import explain

ROLE = DATABASE = "greenward"
PORT = 5432  # only names the socket file
FREE_BYTES = 256 * 1024**2  # a new data folder with its first write-ahead log, and some air
STOP_SECONDS = 30
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_checkpoints": "off",
    "random_page_cost": "1.1",  # no disk with a moving head: an index that covers a query is read
}
QUIET_ENV = {"LC_ALL": "C", "PATH": os.defpath}  # the caller's LANG, PG* and LD_* do not count
INITDB = (
    f"--username={ROLE}",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth-local=trust",
    "--auth-host=reject",
    "--no-instructions",
)

_started: list[subprocess.Popen[bytes]] = []  # kept so that a server that ended is reaped


# --- which server runs here -------------------------------------------------------------------


def sockets(data_dir: Path) -> Path:
    """The folder of the socket: short, since a socket's path may have some 100 bytes only."""
    name = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:16]
    return Path("/tmp") / f"greenward-{name}"


def is_ours(data_dir: Path, pid: int) -> bool:
    """Whether a live process is our server. Numbers are reused, so its command must name our
    socket folder, which follows from the path of the data."""
    return str(sockets(data_dir)) in command_of(pid)


def running(data_dir: Path) -> int | None:
    """The process of our server, or None; a stale postmaster.pid is no server."""
    try:
        lines = (data_dir / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    if is_ours(data_dir, pid):
        return pid
    recorded = lines[4] if len(lines) > 4 else ""
    if recorded not in ("", str(sockets(data_dir))):
        _refuse_stranger(data_dir, pid)
    return None


def _refuse_stranger(data_dir: Path, pid: int) -> None:
    command = command_of(pid)
    if command and Path(command[0]).name == "postgres":
        raise LaunchError(
            f"Another PostgreSQL server (process {pid}) may be using these data; the folder was "
            "moved or copied while it ran, or the server was started by hand",
            where=data_dir,
            remedy=f"Stop that server first (kill {pid}), then start again.",
        )


def state(data_dir: Path) -> str:
    """What the server says of itself: "starting", "ready", "stopping", or "" before it speaks."""
    try:
        return (data_dir / "postmaster.pid").read_text().splitlines()[7].strip()
    except (OSError, IndexError):
        return ""


def log_of(data_dir: Path) -> Path:
    """Where the server writes since its last start; the log before that ends in `.1`."""
    return data_dir / "server.log"


def read_log(data_dir: Path) -> str:
    """The log since the last start, or "" when there is none."""
    try:
        return log_of(data_dir).read_text(errors="replace")
    except OSError:
        return ""


# --- making -----------------------------------------------------------------------------------


def prepare(data_dir: Path, account: Account) -> None:
    """Leave a data folder of our version that the account owns and no stale lock blocks."""
    version = data_dir / "PG_VERSION"
    if version.exists():
        _require_version(data_dir, version.read_text().strip())
        if data_dir.stat().st_uid != account.uid:
            account.give_tree(data_dir)
        (data_dir / "postmaster.pid").unlink(missing_ok=True)
    elif data_dir.exists() and any(data_dir.iterdir()):
        raise LaunchError(
            "This folder holds files but no database",
            where=data_dir,
            remedy="Move them away, or set GREENWARD_HOME to another folder.",
        )
    else:
        _require_space(data_dir.parent)
        _create(data_dir, account)


def _require_version(data_dir: Path, found: str) -> None:
    if found != str(MAJOR):
        raise LaunchError(
            f"The data were made by PostgreSQL {found or '(unknown)'}, and this release brings "
            f"PostgreSQL {MAJOR}",
            where=data_dir,
            remedy="Export them with the older release and load them here, or set "
            "GREENWARD_HOME to a new folder.",
        )


def _require_space(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        raise LaunchError(
            f"The disk is full: a new database needs {FREE_BYTES >> 20} MB, and {free >> 20} MB "
            "are free",
            where=folder,
            remedy="Free some space, or set GREENWARD_HOME to a folder on another disk.",
        )


def _create(data_dir: Path, account: Account) -> None:
    """Make the data folder beside its place and move it there when it is whole."""
    fresh = data_dir.with_name(f"{data_dir.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    account.give(fresh)
    try:
        with account.view(fresh) as (name, popen):
            _run(account, ["initdb", "-D", name, *INITDB], fresh, popen)
            alone = ["postgres", "--single", "-D", name, "postgres"]
            _run(account, alone, fresh, popen, text=f"CREATE DATABASE {DATABASE}\n")
        if data_dir.exists():
            data_dir.rmdir()
        fresh.rename(data_dir)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _run(
    account: Account, command: list[str], folder: Path, popen: dict[str, object], text: str = ""
) -> None:
    done = subprocess.run(  # type: ignore[call-overload]
        [str(account.programs() / command[0]), *command[1:]],
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd="/",
        env=QUIET_ENV,
        **popen,
    )
    if done.returncode or re.search("ERROR|FATAL", done.stdout):
        raise explain(done.stdout, folder)


# --- starting and stopping --------------------------------------------------------------------


def start(data_dir: Path, account: Account, options: Mapping[str, str]) -> int:
    """Start the server on a prepared folder and return its process, without waiting for it."""
    end_orphan(data_dir)
    folder = _private(sockets(data_dir), account)
    log = log_of(data_dir)
    if log.exists():
        log.replace(log.with_name(f"{log.name}.1"))
    settings = [f"--{name}={value}" for name, value in {**SETTINGS, **options}.items()]
    with log.open("wb") as output, account.view(data_dir) as (name, popen):
        process = subprocess.Popen(
            [str(account.programs() / "postgres"), "-D", name, "-k", str(folder), *settings],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            env=QUIET_ENV,
            start_new_session=True,
            **popen,
        )
    _started.append(process)
    while process.poll() is None and not is_ours(data_dir, process.pid):
        time.sleep(0.005)  # for a moment a new program has no command line yet
    return process.pid


def stop(data_dir: Path) -> bool:
    """Stop the server cleanly; False when none was running."""
    pid = running(data_dir)
    if pid is None:
        end_orphan(data_dir)
    else:
        _signal(data_dir, pid, signal.SIGINT)  # "fast": sessions end, then a clean shutdown
        if not await_end(data_dir, pid, STOP_SECONDS):
            _signal(data_dir, pid, signal.SIGQUIT)  # "immediate": the next start recovers
            await_end(data_dir, pid, STOP_SECONDS)
    shutil.rmtree(sockets(data_dir), ignore_errors=True)
    return pid is not None


def await_end(data_dir: Path, pid: int, seconds: float) -> bool:
    """Whether the server ended within so many seconds."""
    give_up = time.monotonic() + seconds
    while is_ours(data_dir, pid):
        if time.monotonic() > give_up:
            return False
        time.sleep(0.02)
    _started[:] = [process for process in _started if process.poll() is None]
    return True


def end_orphan(data_dir: Path) -> None:
    """End a server whose data were deleted under it: it still holds the socket."""
    lock = sockets(data_dir) / f".s.PGSQL.{PORT}.lock"
    with suppress(OSError, ValueError, IndexError):
        pid = int(lock.read_text().splitlines()[0])
        if is_ours(data_dir, pid):
            _signal(data_dir, pid, signal.SIGQUIT)
            await_end(data_dir, pid, STOP_SECONDS)


def _signal(data_dir: Path, pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass
    except PermissionError as error:
        raise LaunchError(
            f"The database (process {pid}) runs under another account",
            where=data_dir,
            remedy="Stop it as the user who started it.",
        ) from error


def _private(folder: Path, account: Account) -> Path:
    """An empty folder for the account alone. What a dead server left in it is removed: its lock
    could name a process number that means somebody else by now."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError as error:
        raise LaunchError(
            "The folder for the database's socket belongs to somebody else",
            where=folder,
            remedy="Remove it as root, or start Greenward as the user who owns it.",
        ) from error
    account.give(folder)
    return folder
