"""The embedded PostgreSQL server of one data folder: start or adopt it, hold it, stop it.

The server belongs to its data folder, not to the process that started it: it outlives a kill, is
adopted by the next start, and is stopped by the last process that holds it.
"""

import atexit
import fcntl
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from greenward.launch import server
from greenward.launch.account import Account, account_for
from greenward.launch.errors import LaunchError, from_os_error
from greenward.launch.trouble import explain

READY_SECONDS = 600  # a recovery after a crash may read much write-ahead log
CRASH_SECONDS = 15
STILL_ATTACHED = "pre-existing shared memory block"


@dataclass(frozen=True)
class Status:
    """What is known of the server of one data folder; `pid` is None when it is not running."""

    pid: int | None
    url: str
    log: Path


def url(data_dir: Path) -> str:
    """The DATABASE_URL of the server of `data_dir`, whether or not it exists yet."""
    sockets = quote(str(server.sockets(data_dir.resolve())))
    return f"postgresql://{server.ROLE}@/{server.DATABASE}?host={sockets}&port={server.PORT}"


def ensure_running(data_dir: Path, options: Mapping[str, str] | None = None) -> str:
    """Start the server of `data_dir`, or adopt the one that runs, and return its DATABASE_URL.

    A missing data folder is made. `options` are server settings for a new start (the tests turn
    fsync off). Raises LaunchError.
    """
    data_dir = data_dir.resolve()
    with _alone(data_dir):
        return _ensure_running(data_dir, options or {})


def stop(data_dir: Path) -> bool:
    """Stop the server of `data_dir` whoever uses it; False when none was running."""
    data_dir = data_dir.resolve()
    if not data_dir.exists():
        return False
    with _alone(data_dir):
        return server.stop(data_dir)


def status(data_dir: Path) -> Status:
    """What runs on `data_dir`; changes nothing."""
    data_dir = data_dir.resolve()
    return Status(server.running(data_dir), url(data_dir), server.log_of(data_dir))


class Hold:
    """A claim on the running server, released at the latest when this process ends.

    The last claim released stops the server. Claims are shared locks on a file, so that a killed
    process loses its own.
    """

    def __init__(self, data_dir: Path, options: Mapping[str, str] | None = None) -> None:
        self._data_dir = data_dir.resolve()
        self._owner = os.getpid()
        with _alone(self._data_dir):
            self.url = _ensure_running(self._data_dir, options or {})
            self._claim: IO[str] | None = _open_lock(self._data_dir, "users")
            fcntl.flock(self._claim, fcntl.LOCK_SH)
        atexit.register(self.release)

    def release(self) -> None:
        """Give the claim up, once; a forked child leaves it to its parent."""
        if self._claim is None or os.getpid() != self._owner:
            return
        atexit.unregister(self.release)
        with _alone(self._data_dir), self._claim, suppress(BlockingIOError):
            fcntl.flock(self._claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            server.stop(self._data_dir)
        self._claim = None

    def __enter__(self) -> "Hold":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _ensure_running(data_dir: Path, options: Mapping[str, str]) -> str:
    give_up = time.monotonic() + CRASH_SECONDS
    try:
        account = account_for(data_dir)
        while not _await_ready(data_dir, _adopt_or_start(data_dir, account, options)):
            told = server.read_log(data_dir)
            if STILL_ATTACHED not in told or time.monotonic() > give_up:
                raise explain(told, data_dir)
            time.sleep(0.1)  # the sessions of a killed server are about to notice its end
    except OSError as error:
        raise from_os_error(error, "start the database", data_dir) from error
    return url(data_dir)


def _adopt_or_start(data_dir: Path, account: Account, options: Mapping[str, str]) -> int:
    pid = server.running(data_dir)
    if pid is not None and server.state(data_dir) == "stopping":
        server.await_end(data_dir, pid, READY_SECONDS)
        pid = None
    if pid is None:
        server.prepare(data_dir, account)
        pid = server.start(data_dir, account, options)
    return pid


def _await_ready(data_dir: Path, pid: int) -> bool:
    """Wait until the server takes connections; False when it ended instead."""
    give_up = time.monotonic() + READY_SECONDS
    while server.state(data_dir) != "ready" or server.running(data_dir) != pid:
        if not server.is_ours(data_dir, pid):
            return False
        if time.monotonic() > give_up:
            raise LaunchError(
                f"The database is not ready after {READY_SECONDS} seconds",
                where=server.log_of(data_dir),
                remedy="It may still be recovering from a crash: read this log, wait and start "
                "again.",
            )
        time.sleep(0.02)
    return True


def _open_lock(data_dir: Path, kind: str) -> IO[str]:
    try:
        data_dir.parent.mkdir(parents=True, exist_ok=True)
        return data_dir.with_name(f"{data_dir.name}.{kind}").open("a")
    except OSError as error:
        raise from_os_error(error, "prepare the folder of the database", data_dir) from error


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """One process at a time makes, starts or stops the server of `data_dir`."""
    with _open_lock(data_dir, "lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
