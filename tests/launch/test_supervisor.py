"""The supervisor and its children, as real processes, through every way to end."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from greenward.launch import LaunchError, postgres, site
from greenward.launch.processes import command_of

SUPERVISE = """
import sys
from pathlib import Path
from greenward.launch.supervisor import Child, Supervisor
folder = Path(sys.argv[1])
def python(name, text):
    return Child(name, [sys.executable, "-c", text, str(folder)], {"ROLE": name})
def leave():
    (folder / "last").touch()
    print("on_stop", flush=True)
"""
STUBBORN = """
import os, signal, subprocess, sys, time
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open(sys.argv[1] + "/pids", "a") as file:
    file.write(f"{os.getpid()} {helper.pid} ")
time.sleep(600)
"""


def pids(folder: Path) -> list[int]:
    try:
        return [int(number) for number in (folder / "pids").read_text().split()]
    except FileNotFoundError:
        return []


def none_lives(numbers: list[int]) -> bool:
    return not any(command_of(number) for number in numbers)


@pytest.fixture
def supervise(python, tmp_path: Path) -> Callable[[str], "subprocess.Popen[str]"]:
    def start(body: str) -> "subprocess.Popen[str]":
        return python(SUPERVISE + body, tmp_path)

    return start


@pytest.fixture
def stubborn(supervise, wait_until, tmp_path: Path) -> "Iterator[subprocess.Popen[str]]":
    """Two children that ignore every polite signal, each with a helper of its own."""
    process = supervise(
        f"children = [python(name, {STUBBORN!r}) for name in ('one', 'two')]\n"
        "sys.exit(Supervisor(children, on_stop=leave, grace=0.3).run())"
    )
    wait_until(lambda: len(pids(tmp_path)) == 4)
    yield process
    for number in filter(command_of, pids(tmp_path)):
        os.kill(number, signal.SIGKILL)


def test_what_dies_is_started_again_and_its_lines_carry_its_name(supervise, tmp_path) -> None:
    child = (
        "import os, sys; from pathlib import Path\n"
        "file = Path(sys.argv[1], 'starts'); n = len(file.read_text()) if file.exists() else 0\n"
        "file.write_text('x' * (n + 1)); print(os.environ['ROLE'], 'start', n, flush=True)\n"
        "print('unfinished', end='', flush=True)\n"
        "sys.exit(3) if n == 0 else os.kill(os.getpid(), 9) if n == 1 else input()"
    )
    process = supervise(
        f"child = {child!r}.replace('input()', 'os.kill(os.getppid(), 15)')\n"
        "sys.exit(Supervisor([python('web', child)]).run())"
    )
    told = process.communicate()[0]
    assert process.returncode == 0
    assert [f"web      | web start {n}" in told for n in range(3)] == [True] * 3
    assert "web      | unfinished\ngreenward| web ended (exit code 3)" in told
    assert "web ended (signal SIGKILL)" in told


@pytest.mark.parametrize("argv", [["false"], ["/no/such/program"]])
def test_it_gives_up_loudly_on_what_dies_at_once(supervise, tmp_path: Path, argv) -> None:
    process = supervise(
        f"children = [python('good', 'import time; time.sleep(600)'), Child('bad', {argv!r})]\n"
        "sys.exit(Supervisor(children, on_stop=leave, patience=2).run())"
    )
    told = process.communicate()[0]
    assert process.returncode == 1
    assert "bad ended 2 times right after its start; giving up" in told
    assert (tmp_path / "last").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_of_them_and_then_calls_on_stop(stubborn, tmp_path, number) -> None:
    stubborn.send_signal(number)
    told = stubborn.communicate()[0]
    assert stubborn.returncode == 0
    assert none_lives(pids(tmp_path))
    assert told.index("stopping") < told.index("on_stop") < told.index("stopped")


def test_nohup_is_respected(supervise, tmp_path, wait_until) -> None:
    process = supervise(
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        f"children = [python('one', {STUBBORN!r})]\n"
        "sys.exit(Supervisor(children, on_stop=leave, grace=0.1).run())"
    )
    wait_until(lambda: len(pids(tmp_path)) == 2)
    process.send_signal(signal.SIGHUP)
    os.kill(pids(tmp_path)[0], signal.SIGKILL)  # it lives on, and does its work
    wait_until(lambda: len(pids(tmp_path)) == 4)
    process.terminate()
    assert process.wait() == 0
    assert none_lives(pids(tmp_path))


def test_a_killed_supervisor_leaves_nobody_behind(stubborn, tmp_path, wait_until) -> None:
    stubborn.kill()
    wait_until(lambda: none_lives(pids(tmp_path)))
    assert not (tmp_path / "last").exists()


def test_a_killed_guard_is_replaced(stubborn, tmp_path, wait_until) -> None:
    def guards() -> list[int]:
        children = Path(f"/proc/{stubborn.pid}/task/{stubborn.pid}/children").read_text().split()
        return [int(n) for n in children if any("guard.py" in part for part in command_of(int(n)))]

    (first,) = guards()
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: guards() not in ([], [first]))
    stubborn.kill()
    wait_until(lambda: none_lives(pids(tmp_path)))


def test_a_terminal_that_has_gone_does_not_stop_the_stopping(supervise, tmp_path, wait_until):
    process = supervise(
        f"children = [python('one', {STUBBORN!r})]\n"
        "sys.exit(Supervisor(children, on_stop=leave, grace=0.1).run())"
    )
    wait_until(lambda: len(pids(tmp_path)) == 2)
    process.stdout.close()
    process.send_signal(signal.SIGHUP)
    process.wait()
    assert none_lives(pids(tmp_path))
    assert (tmp_path / "last").exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_taken_port_says_by_whom_and_what_to_do(python, host: str) -> None:
    program = (
        "import socket, sys, time\ns = socket.create_server((sys.argv[1], 0))\n"
        "print(s.getsockname()[1], flush=True); time.sleep(600)"
    )
    other = python(program, host)
    port = int(other.stdout.readline())
    with pytest.raises(LaunchError) as refused:
        site.require_free_port(port)
    told = str(refused.value)
    assert f"Port {port} is taken by python" in told
    assert f"(process {other.pid})" in told
    assert f"--port {port + 1}" in told


def test_a_port_that_was_just_given_up_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)), server.accept()[0]:
            pass
    site.require_free_port(port)
    with pytest.raises(LaunchError, match="no such port"):
        site.require_free_port(65536)


def test_the_site_announces_itself_revives_its_database_and_stops_it_last(
    python, tmp_path: Path, wait_until
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    program = (
        "import sys\nfrom greenward.launch import database, site\n"
        "from greenward.launch.supervisor import Child\n"
        "database.resolve_url()\n"
        "web = [sys.executable, '-m', 'http.server', '--bind', '127.0.0.1', sys.argv[1]]\n"
        "sys.exit(site.serve(int(sys.argv[1]), message='sign in', children=[Child('web', web)]))"
    )
    home = tmp_path / "home"
    process = python(program, port, GREENWARD_HOME=str(home))
    told = "".join(iter(process.stdout.readline, "greenward| sign in\n"))
    assert f"Greenward is open at http://localhost:{port}" in told
    dead = postgres.status(home / "postgres").pid
    os.kill(dead, signal.SIGKILL)
    wait_until(lambda: postgres.status(home / "postgres").pid not in (dead, None))
    process.terminate()
    assert process.wait() == 0
    assert postgres.status(home / "postgres").pid is None


def test_the_web_server_listens_on_both_loopbacks_and_nowhere_else() -> None:
    argv = list(site.web(8123).argv)
    binds = [argv[i + 1] for i, part in enumerate(argv) if part == "--bind"]
    assert binds[0] == "127.0.0.1:8123"
    assert set(binds[1:]) <= {"[::1]:8123"}
    assert argv[0] == sys.executable
