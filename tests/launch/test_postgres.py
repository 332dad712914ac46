"""The embedded server: made, adopted, recovered, shared and stopped, in any folder."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from greenward.launch import LaunchError, binaries, postgres, server
from greenward.launch.account import account_for
from greenward.launch.trouble import explain

ROOT = os.geteuid() == 0
ENSURE = """
import sys, time
from pathlib import Path
from greenward.launch import postgres
folder = Path(sys.argv[1])
print(postgres.ensure_running(folder), postgres.status(folder).pid, flush=True)
time.sleep(float(sys.argv[2]))
"""


def ask(url: str, question: str) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(question)
        return str(cursor.fetchone()[0]) if cursor.description else ""


def pid_of(data_dir: Path) -> int:
    pid = postgres.status(data_dir).pid
    assert pid is not None
    return pid


def test_a_new_server_is_private_durable_and_sorts_by_code_point(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LC_ALL"):
        monkeypatch.setenv(name, "xx_XX.UTF-8")
    monkeypatch.setenv("PGPORT", "1")
    url = postgres.ensure_running(data_dir)
    asked = {
        "listen_addresses": "",
        "fsync": "on",
        "full_page_writes": "on",
        "server_encoding": "UTF8",
        "unix_socket_permissions": "0700",
    }
    assert {name: ask(url, f"SHOW {name}") for name in asked} == asked
    assert ask(url, "SELECT datlocale FROM pg_database WHERE datname = 'greenward'") == "C.UTF-8"
    assert ask(url, "SELECT upper('é')") == "É"
    assert ask(url, "SELECT 'Z' < 'a'") == "True"
    assert server.sockets(data_dir.resolve()).stat().st_mode & 0o777 == 0o700
    assert data_dir.stat().st_mode & 0o777 == 0o700


def test_it_works_from_a_very_long_path_with_spaces(tmp_path: Path) -> None:
    folder = tmp_path / ("long and 深圳 " * 8) / ("x" * 200) / "postgres"
    try:
        assert ask(postgres.ensure_running(folder), "SELECT 1") == "1"
    finally:
        postgres.stop(folder)


def test_a_killed_process_leaves_a_server_that_the_next_start_adopts(data_dir, python) -> None:
    first = python(ENSURE, data_dir, 600)
    url, pid = first.stdout.readline().split()
    first.kill()
    first.wait()
    assert postgres.ensure_running(data_dir) == url
    assert pid_of(data_dir) == int(pid)
    assert ask(url, "SELECT 1") == "1"


def test_two_starts_at_once_make_one_server(data_dir, python) -> None:
    both = [python(ENSURE, data_dir, 0), python(ENSURE, data_dir, 0)]
    told = {process.communicate()[0] for process in both}
    assert len(told) == 1
    assert ask(told.pop().split()[0], "SELECT 1") == "1"


def test_a_crash_loses_nothing_that_was_committed(data_dir: Path, wait_until) -> None:
    url = postgres.ensure_running(data_dir)
    ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(pid_of(data_dir), signal.SIGKILL)
    wait_until(lambda: postgres.status(data_dir).pid is None)
    assert postgres.ensure_running(data_dir) == url
    assert ask(url, "SELECT answer FROM kept") == "42"


def test_a_stale_lock_whose_number_means_another_process_now_is_no_obstacle(data_dir) -> None:
    postgres.ensure_running(data_dir)
    lock = data_dir / "postmaster.pid"
    socket_lock = server.sockets(data_dir.resolve()) / ".s.PGSQL.5432.lock"
    held, socket_held = lock.read_text(), socket_lock.read_text()
    owner, folder = data_dir.stat().st_uid, socket_lock.parent
    pid = pid_of(data_dir)
    postgres.stop(data_dir)
    stranger = subprocess.Popen(["sleep", "600"], **({"user": owner} if ROOT else {}))
    try:
        lock.write_text(held.replace(str(pid), str(stranger.pid), 1))
        folder.mkdir(mode=0o700)
        os.chown(folder, owner, -1)
        socket_lock.write_text(socket_held.replace(str(pid), str(stranger.pid), 1))
        assert postgres.status(data_dir).pid is None
        assert ask(postgres.ensure_running(data_dir), "SELECT 1") == "1"
    finally:
        stranger.kill()
        stranger.wait()


def test_data_moved_under_a_running_server_are_left_alone(data_dir: Path, tmp_path: Path) -> None:
    postgres.ensure_running(data_dir)
    pid = pid_of(data_dir)
    moved = tmp_path / "elsewhere" / "postgres"
    moved.parent.mkdir()
    data_dir.rename(moved)
    try:
        with pytest.raises(LaunchError, match=f"kill {pid}"):
            postgres.ensure_running(moved)
    finally:
        moved.rename(data_dir)


def test_a_server_whose_data_were_deleted_gives_way_to_a_new_one(data_dir: Path) -> None:
    url = postgres.ensure_running(data_dir)
    ask(url, "CREATE TABLE gone (id int)")
    shutil.rmtree(data_dir)
    assert postgres.ensure_running(data_dir) == url
    assert ask(url, "SELECT to_regclass('gone') IS NULL") == "True"


def test_the_last_holder_stops_the_server(data_dir: Path) -> None:
    first, second = postgres.Hold(data_dir), postgres.Hold(data_dir)
    first.release()
    assert ask(second.url, "SELECT 1") == "1"
    second.release()
    assert postgres.status(data_dir).pid is None
    assert not server.sockets(data_dir.resolve()).exists()


def test_a_killed_holder_does_not_count(data_dir, python) -> None:
    program = (
        "import sys, time; from pathlib import Path; from greenward.launch import postgres\n"
        "hold = postgres.Hold(Path(sys.argv[1])); print('held', flush=True); time.sleep(600)"
    )
    other = python(program, data_dir)
    assert other.stdout.readline() == "held\n"
    mine = postgres.Hold(data_dir)
    other.kill()
    other.wait()
    mine.release()
    assert postgres.status(data_dir).pid is None


def test_a_holder_that_ends_stops_its_server(data_dir, python) -> None:
    program = (
        "import sys; from pathlib import Path; from greenward.launch import postgres\n"
        "hold = postgres.Hold(Path(sys.argv[1])); print(postgres.status(Path(sys.argv[1])).pid)"
    )
    assert int(python(program, data_dir).communicate()[0]) > 0
    assert postgres.status(data_dir).pid is None


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"PG_VERSION": "16\n"}, "made by PostgreSQL 16"),
        ({"PG_VERSION": ""}, "(unknown)"),
        ({"notes.txt": "mine"}, "holds files but no database"),
    ],
)
def test_a_folder_of_something_else_is_refused_and_untouched(data_dir, files, says) -> None:
    data_dir.mkdir(parents=True)
    for name, text in files.items():
        (data_dir / name).write_text(text)
    with pytest.raises(LaunchError) as refused:
        postgres.ensure_running(data_dir)
    assert says in str(refused.value)
    assert str(data_dir) in str(refused.value)
    assert {path.name: path.read_text() for path in data_dir.iterdir()} == files


def test_a_full_disk_is_said_before_anything_is_made(data_dir, monkeypatch) -> None:
    monkeypatch.setattr(server, "FREE_BYTES", 1 << 60)
    with pytest.raises(LaunchError, match="The disk is full"):
        postgres.ensure_running(data_dir)
    assert not data_dir.exists()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ('FATAL:  could not write lock file "postmaster.pid": No space left on device', "is full"),
        ("FATAL:  could not create shared memory segment: No space left on device", "memory"),
        ("PANIC:  could not locate a valid checkpoint record", "damaged"),
        ("FATAL:  data directory has invalid permissions", "permission denied"),
        ("LOG:  starting\nFATAL:  something new", "something new"),
        ("", "said nothing"),
    ],
)
def test_the_servers_last_words_become_one_sentence(told: str, says: str) -> None:
    assert says in str(explain(told, Path("/srv/data")))


def test_a_start_that_fails_tells_why(data_dir: Path) -> None:
    postgres.ensure_running(data_dir)
    postgres.stop(data_dir)
    (data_dir / "postgresql.auto.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(LaunchError, match="no_such_setting|configuration"):
        postgres.ensure_running(data_dir)


def test_a_path_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file")
    with pytest.raises(LaunchError, match="Cannot prepare the folder"):
        postgres.ensure_running(tmp_path / "var" / "postgres")


@pytest.mark.skipif(not ROOT, reason="only root changes accounts")
class TestAsRoot:
    def test_the_server_runs_as_nobody_below_a_private_folder(self, tmp_path: Path) -> None:
        private = tmp_path / "private"
        private.mkdir(mode=0o700)
        folder = private / "postgres"
        try:
            postgres.ensure_running(folder)
            assert Path(f"/proc/{pid_of(folder)}").stat().st_uid == account_for(folder).uid != 0
            assert private.stat().st_mode & 0o777 == 0o700
        finally:
            postgres.stop(folder)

    def test_it_runs_as_the_owner_of_existing_data(self, tmp_path: Path) -> None:
        os.chown(tmp_path, 4711, 4711)
        with pytest.raises(LaunchError, match="account to run it under is unknown"):
            account_for(tmp_path)
        os.chown(tmp_path, 1, 1)
        assert account_for(tmp_path).uid == 1

    def test_another_users_data_are_refused(self) -> None:
        with tempfile.TemporaryDirectory(dir="/tmp") as folder:
            Path(folder).chmod(0o755)
            assert "belong to 'root'" in as_nobody(lambda: account_for(Path(folder)))

    def test_programs_in_a_private_environment_are_copied_to_where_nobody_can_run_them(
        self, tmp_path: Path
    ) -> None:
        site = tmp_path / "private" / "site-packages"
        source = binaries.installed()
        shutil.copytree(source, site / binaries.PACKAGE / source.name)
        (site / binaries.PACKAGE / "__init__.py").touch()
        libraries = source.parent.parent / f"{binaries.PACKAGE}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, site / libraries.name)
        (site / binaries.PACKAGE).chmod(0o700)
        program = "from pathlib import Path; from greenward.launch import binaries\n"
        program += "import sys; print(binaries.readable_by_all(Path(sys.argv[1])))"
        with tempfile.TemporaryDirectory(dir="/tmp") as cache:
            copies = [
                subprocess.check_output(
                    [sys.executable, "-c", program, cache],
                    env={**os.environ, "PYTHONPATH": str(site)},
                    text=True,
                ).strip()
                for _ in range(2)
            ]
            assert copies[0] == copies[1]
            assert copies[0].startswith(cache)
            for name in ("initdb", "postgres"):
                version = subprocess.check_output(
                    [f"{copies[0]}/bin/{name}", "--version"], user="nobody", env={}, text=True
                )
                assert f"(PostgreSQL) {binaries.MAJOR}." in version


def as_nobody(action) -> str:
    """The message of the LaunchError that `action` raises in a child that runs as nobody."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setuid(65534)
            action()
        except LaunchError as error:
            os.write(writing, str(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        return told.read()


def test_status_of_nothing_is_nothing(data_dir: Path) -> None:
    assert postgres.status(data_dir).pid is None
    assert postgres.stop(data_dir) is False
    assert not data_dir.parent.exists()


def test_a_stopped_server_is_gone(data_dir: Path) -> None:
    postgres.ensure_running(data_dir)
    pid = pid_of(data_dir)
    assert postgres.stop(data_dir) is True
    assert not server.is_ours(data_dir.resolve(), pid)
    assert not (data_dir / "postmaster.pid").exists()
