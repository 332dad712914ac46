"""The processes of the site and the door it answers at: http://localhost:8000.

Both addresses called `localhost`, IPv4 and IPv6, are served, since a browser may try either
first. Nothing listens on any other address.
"""

import socket
import sys
from collections.abc import Sequence
from contextlib import suppress

from greenward.launch import database
from greenward.launch.errors import LaunchError
from greenward.launch.processes import listener_on
from greenward.launch.supervisor import Child, Supervisor, say

PORT = 8000
WEB_PROCESSES, WEB_THREADS, WEB_GRACE = 2, 4, 3
LOOPBACKS = (("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6))


def address(port: int = PORT) -> str:
    """What a person types. Passkeys refuse 127.0.0.1, so it says localhost."""
    return f"http://localhost:{port}"


def require_free_port(port: int = PORT) -> None:
    """Raise LaunchError unless the site can listen on `port` of every loopback address."""
    if not 0 < port < 65536:
        raise LaunchError(
            "There is no such port", where=f"--port {port}", remedy="Use a number up to 65535."
        )
    for host, family in _loopbacks():
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except PermissionError as error:
            raise LaunchError(
                "Only root may listen on this port",
                where=f"port {port}",
                remedy="Choose one from 1024 on, such as --port 8000.",
            ) from error
        except OSError as error:
            raise _taken(port) from error
        if _answers(host, port):  # some systems let a second listener in beside a wildcard
            raise _taken(port)


def web(port: int = PORT) -> Child:
    """The web server: gunicorn, some processes with some threads each."""
    argv = [sys.executable, "-m", "gunicorn", "greenward.wsgi:application", "--no-control-socket"]
    for host, family in _loopbacks():
        argv += ["--bind", f"{host}:{port}" if family == socket.AF_INET else f"[{host}]:{port}"]
    argv += ["--workers", str(WEB_PROCESSES), "--threads", str(WEB_THREADS)]
    argv += ["--graceful-timeout", str(WEB_GRACE), "--log-level", "warning"]
    return Child("web", argv)


def worker() -> Child:
    """The process that runs the jobs."""
    return Child("worker", [sys.executable, "-m", "greenward", "worker"])


def sequencer() -> Child:
    """The process that takes the acts into the verifiable log."""
    return Child("log", [sys.executable, "-m", "greenward", "log", "sequence", "--every", "5"])


def serve(port: int = PORT, *, message: str = "", children: Sequence[Child] | None = None) -> int:
    """Run the site until a signal and return the exit code.

    The database must be open (`database.resolve_url`); it is kept alive meanwhile and released
    last. `message` is printed below the address once the site answers. Raises LaunchError when
    the port is taken.
    """
    require_free_port(port)
    chosen = [web(port), worker(), sequencer()] if children is None else children
    tend = _Tend(port, message)
    return Supervisor(chosen, on_stop=database.release, tend=tend).run()


class _Tend:
    """Announces the site once it answers, and brings a dead database back."""

    def __init__(self, port: int, message: str) -> None:
        self._port, self._message, self._announced = port, message, False

    def __call__(self) -> None:
        try:
            if database.keep_running():
                say("greenward", "the database had ended; it runs again")
        except LaunchError as error:
            say("greenward", str(error))
        if not self._announced and _answers("127.0.0.1", self._port):
            self._announced = True
            text = f"Greenward is open at {address(self._port)}\n{self._message}"
            for line in text.rstrip().splitlines():
                say("greenward", line)


def _loopbacks() -> list[tuple[str, socket.AddressFamily]]:
    found = []
    for host, family in LOOPBACKS:
        with suppress(OSError), socket.socket(family) as probe:
            probe.bind((host, 0))
            found.append((host, family))
    return found


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=0.2):
            return True
    except OSError:
        return False


def _taken(port: int) -> LaunchError:
    return LaunchError(
        f"Port {port} is taken by {listener_on(port) or 'another program'}",
        where=address(port),
        remedy=f"Stop that program, or choose another port: --port {port + 1}.",
    )
