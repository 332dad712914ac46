"""One process that starts the others, restarts what dies and stops all of them together.

Each child leads a process group of its own and writes to the supervisor, which prints its lines
under its name. INT, TERM and HUP stop everything within seconds; if the supervisor is killed
outright, `guard` ends the children.
"""

import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
TEND_SECONDS = 0.25
LONGEST_PAUSE = 30.0
LONGEST_LINE = 65536


@dataclass(frozen=True)
class Child:
    """A process to keep alive: its name in the log, its command, and what it adds to the
    environment."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


def say(name: str, text: str) -> None:
    """Print one line of the log under a name; a terminal that has gone is no error."""
    with suppress(OSError, ValueError):
        print(f"{name:<9}| {text}", flush=True)


class Supervisor:
    """Keeps `children` alive until it is told to stop, then calls `on_stop`.

    `tend` is called a few times a second. `grace` is the time in seconds a child has to end
    before it is killed; a child that dies `patience` times in a row within `steady` seconds of
    its start ends the whole run.
    """

    def __init__(
        self,
        children: Sequence[Child],
        *,
        on_stop: Callable[[], None] = lambda: None,
        tend: Callable[[], None] = lambda: None,
        grace: float = 5.0,
        steady: float = 10.0,
        patience: int = 5,
    ) -> None:
        self._selector = selectors.DefaultSelector()
        self._guard = _Guard(grace)
        self._keepers = [_Keeper(child, self._selector, self._guard) for child in children]
        self._on_stop, self._tend = on_stop, tend
        self._grace, self._steady, self._patience = grace, steady, patience
        self._requests = 0

    def run(self) -> int:
        """Run until a signal (returns 0) or until a child keeps dying at once (returns 1)."""
        with self._signals():
            try:
                hopeless = self._keep()
            finally:
                self._stop()
        return 1 if hopeless else 0

    def _keep(self) -> bool:
        while not self._requests:
            for keeper in self._keepers:
                keeper.advance(self._steady)
                if keeper.deaths >= self._patience:
                    say(
                        "greenward",
                        f"{keeper.child.name} ended {keeper.deaths} times right after its start; "
                        "giving up. Its last lines above say why.",
                    )
                    return True
            self._guard.tend()
            self._tend()
            self._read(TEND_SECONDS)
        return False

    def _read(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            key.data()

    def _stop(self) -> None:
        say("greenward", "stopping")
        asked = self._requests
        for keeper in self._keepers:
            keeper.signal(signal.SIGTERM)
        give_up = time.monotonic() + self._grace
        while any(keeper.alive() for keeper in self._keepers):
            if time.monotonic() > give_up or self._requests > asked:
                break
            self._read(0.05)
        for keeper in self._keepers:
            keeper.kill()
        self._guard.end()
        self._selector.close()
        self._on_stop()
        say("greenward", "stopped")

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Turn signals into wake-ups of the selector; a second one ends the grace."""

        def request(number: int, frame: FrameType | None) -> None:
            self._requests += 1

        waker, woken = socket.socketpair()
        for end in (waker, woken):
            end.setblocking(False)
        self._selector.register(woken, selectors.EVENT_READ, lambda: woken.recv(4096))
        handlers: dict[int, Callable[[int, FrameType | None], None]]
        handlers = {signal.SIGCHLD: lambda number, frame: None}
        handlers |= dict.fromkeys(STOP_SIGNALS, request)
        if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:  # nohup
            del handlers[signal.SIGHUP]
        before = {number: signal.getsignal(number) for number in handlers}
        before_waker = signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before_waker)
            for number, earlier in before.items():
                signal.signal(number, earlier)
            waker.close()
            woken.close()


class _Keeper:
    """One child: its process, when it was started and how often it died at once."""

    def __init__(self, child: Child, selector: selectors.BaseSelector, guard: "_Guard") -> None:
        self.child = child
        self.deaths = 0
        self._selector, self._guard = selector, guard
        self._process: subprocess.Popen[bytes] | None = None
        self._output: _Output | None = None
        self._born = self._due = 0.0

    def advance(self, steady: float) -> None:
        """Start the child when it is due, and notice its end."""
        if self._process is None:
            if time.monotonic() >= self._due:
                self._start()
        elif self._process.poll() is not None:
            self._mourn(self._process, steady)

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def signal(self, number: int) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def kill(self) -> None:
        """End whatever is left of the child's group."""
        if self._process is not None:
            self._end_group(self._process)
            self._process.wait()
            self._process = None
        if self._output is not None:
            self._output.drain()

    def _start(self) -> None:
        self._born = time.monotonic()
        try:
            process = subprocess.Popen(
                self.child.argv,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self.child.env},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            self._retry(f"does not start ({error.strerror}: {self.child.argv[0]})", instant=True)
            return
        self._process = process
        self._guard.watch(process.pid)
        assert process.stdout is not None
        self._output = _Output(self.child.name, process.stdout, self._selector)

    def _mourn(self, process: subprocess.Popen[bytes], steady: float) -> None:
        self._end_group(process)
        if self._output is not None:
            self._output.drain()
        self._process = None
        code = process.returncode
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        self._retry(f"ended ({how})", instant=time.monotonic() - self._born < steady)

    def _retry(self, how: str, *, instant: bool) -> None:
        self.deaths = self.deaths + 1 if instant else 1
        pause = min(0.25 * 2**self.deaths, LONGEST_PAUSE)
        self._due = time.monotonic() + pause
        say("greenward", f"{self.child.name} {how}; starting it again in {pause:g} s")

    def _end_group(self, process: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        self._guard.forget(process.pid)


class _Output:
    """What a child writes, printed line by line under its name as it arrives."""

    def __init__(self, name: str, pipe: IO[bytes], selector: selectors.BaseSelector) -> None:
        self._name, self._pipe, self._selector = name, pipe, selector
        self._rest = b""
        os.set_blocking(pipe.fileno(), False)
        selector.register(pipe, selectors.EVENT_READ, self.read)

    def read(self) -> bool:
        """Print the lines that arrived; False when there is nothing more for now."""
        try:
            data = os.read(self._pipe.fileno(), LONGEST_LINE)
        except BlockingIOError:
            return False
        *lines, self._rest = (self._rest + data).split(b"\n")
        if not data or len(self._rest) >= LONGEST_LINE:
            lines, self._rest = [*lines, self._rest], b""
        for line in filter(None, lines):
            say(self._name, line.decode(errors="replace").rstrip("\r"))
        if not data:
            self._selector.unregister(self._pipe)
            self._pipe.close()
        return bool(data)

    def drain(self) -> None:
        """Print what a dead child left behind."""
        while not self._pipe.closed and self.read():
            pass


class _Guard:
    """The process that ends our groups when we are killed; it is started again if it dies."""

    def __init__(self, grace: float) -> None:
        program = str(Path(__file__).with_name("guard.py"))
        self._argv = [sys.executable, "-I", "-S", program, str(grace)]
        self._groups: set[int] = set()
        self._process: subprocess.Popen[bytes] | None = None

    def watch(self, group: int) -> None:
        self._groups.add(group)
        if self._process is None:
            self.tend()
        else:
            self._tell(f"+{group}\n")

    def forget(self, group: int) -> None:
        self._groups.discard(group)
        self._tell(f"-{group}\n")

    def tend(self) -> None:
        """Start the guard, or start it again if somebody ended it."""
        if self._process is not None and self._process.poll() is None:
            return
        self._process = subprocess.Popen(
            self._argv, stdin=subprocess.PIPE, bufsize=0, start_new_session=True
        )
        self._tell("".join(f"+{group}\n" for group in self._groups))

    def end(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
            self._process.wait()

    def _tell(self, text: str) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.write(text.encode())
