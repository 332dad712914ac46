"""A backup holds everything and a restore brings it back, row by row and file by file; what is
damaged, of another release or in the way is refused with nothing changed.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from psycopg.conninfo import make_conninfo

from greenward.bureau.casework.documents import keep
from greenward.bureau.certificates.keys import ring
from greenward.bureau.enforcement.draws import vault
from greenward.launch import backup, postgres
from greenward.launch.backup.tables import Database
from greenward.launch.errors import LaunchError
from tests.certificates.kit import building, issued
from tests.fixtures.processes import run

pytestmark = pytest.mark.django_db(transaction=True)
PASSPHRASE = "three horses and a lighthouse"
COPY = "greenward_backup_copy"
DRAW = "CQ-2026-1"


def quiet(what: str, done: int, total: int) -> None:
    assert 0 <= done <= total, what


@pytest.fixture
def empty(test_database: str) -> Iterator[str]:
    """A second database with this release's tables, as new."""
    name = f"{COPY}_{connection.settings_dict['NAME']}"
    template = connection.settings_dict["NAME"]
    connections.close_all()
    admin = make_conninfo(test_database, dbname="postgres")
    with psycopg.connect(admin, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield make_conninfo(test_database, dbname=name)
    with psycopg.connect(admin, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    place = tmp_path / "home"
    settings.HOME, settings.KEYS, settings.DOCUMENTS = place, place / "keys", place / "documents"
    (place / "exports").mkdir(parents=True)
    (place / "exports" / "made.csv").write_text("made again at any time")
    return place


@pytest.fixture
def made(home: Path, empty: str, officer: Any, director: Any, futian: Any) -> Any:
    """An installation with people, a certificate, the log of its acts, documents and a job, and the
    secret of a draw."""
    certificate = issued(officer, director, building(futian, completed_on=date(2010, 1, 1)))
    building(futian, "back\\slash\ttab\nline", owner=None, address="\\N")
    for content in (b"a survey", b"\x00\xff" * 70_000):
        keep(officer, io.BytesIO(content), "survey.pdf", "application/pdf")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
            " VALUES ('default', 'import', '{\"run\": 1}')"
        )
    vault.make(DRAW)
    return certificate


def rows(url: str) -> dict[str, list[bytes]]:
    """Every table as sorted COPY lines, and what each sequence gave last."""
    with psycopg.connect(url) as found:
        database = Database(found)
        content = {
            name: sorted(b"".join(database.copied_out(name, columns)).splitlines())
            for name, columns in database.columns().items()
        }
        return {**content, "(sequences)": sorted(database.sequences().items())}


def files(home: Path, *but: str) -> dict[str, str]:
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in home.rglob("*")
        if path.is_file() and path.suffix not in but and "exports" not in path.parts
    }


def saved(test_database: str, home: Path, tmp_path: Path, passphrase: str = "") -> Path:
    return backup.make(test_database, home, tmp_path, quiet, passphrase)[0]


def test_everything_comes_back(made, test_database, empty, home, tmp_path):
    path = saved(test_database, home, tmp_path)
    new = tmp_path / "new"
    done = backup.restore(empty, new, path, quiet)
    assert rows(empty) == rows(test_database)
    assert len(rows(empty)["certificates_certificate"]) == 1
    assert files(new) == files(home, ".key")
    assert {"certificate-1.pub"} == {p.name for p in (new / "keys").iterdir()}
    assert not (new / "draws").exists() and vault.read(DRAW).hex().encode() not in path.read_bytes()
    assert (done.keys, done.aside) == (False, None)
    assert path.stat().st_mode & 0o077 == 0


def test_the_guards_are_on_again_and_new_rows_find_their_numbers(
    made, test_database, empty, home, tmp_path
):
    backup.restore(empty, tmp_path / "new", saved(test_database, home, tmp_path), quiet)
    with psycopg.connect(empty, autocommit=True) as found:
        off = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'"
        assert found.execute(off).fetchone() == (0,)
        with pytest.raises(psycopg.Error, match="is refused"):
            found.execute("DELETE FROM casework_auditevent")
        known = found.execute("SELECT max(id) FROM registry_building").fetchone()[0]
        number = "SELECT nextval(pg_get_serial_sequence('registry_building', 'id'))"
        assert found.execute(number).fetchone()[0] > known


def test_the_private_keys_come_back_with_the_passphrase_alone(
    made, test_database, empty, home, tmp_path
):
    path = saved(test_database, home, tmp_path, PASSPHRASE)
    private = (home / "keys" / "certificate-1.key").read_bytes()
    secret = vault.read(DRAW)
    assert private not in path.read_bytes() and secret.hex().encode() not in path.read_bytes()
    new = tmp_path / "new"
    with pytest.raises(LaunchError, match="do not open"):
        backup.restore(empty, new, path, quiet, passphrase="another one entirely")
    done = backup.restore(empty, new, path, quiet, passphrase=PASSPHRASE)
    assert done.keys
    assert files(new) == files(home)
    for name in ("keys/certificate-1.key", f"draws/{DRAW}.key"):
        assert (new / name).stat().st_mode & 0o077 == 0
    settings.HOME, settings.KEYS = new, new / "keys"
    assert ring().signer().kid == "certificate-1"
    assert vault.read(DRAW) == secret


def test_a_short_passphrase_is_refused(made, test_database, home, tmp_path):
    with pytest.raises(LaunchError, match="too short"):
        saved(test_database, home, tmp_path, "short")
    assert not list(tmp_path.glob("*.zip"))


def test_a_snapshot_is_of_one_moment(made, test_database, empty, home, tmp_path):
    """Rows committed while the backup runs are in none of its tables."""
    before = rows(test_database)

    def meanwhile(what: str, done: int, total: int) -> None:
        if done == 1:
            with psycopg.connect(test_database) as other:
                other.execute("INSERT INTO accounts_organisation (name) VALUES (%s)", [what])

    path, _ = backup.make(test_database, home, tmp_path, meanwhile)
    backup.restore(empty, tmp_path / "new", path, quiet)
    found, now = rows(empty), rows(test_database)
    assert len(now["accounts_organisation"]) > len(before["accounts_organisation"])
    del found["(sequences)"], before["(sequences)"]
    assert found == before


def test_what_is_on_file_is_not_overwritten(made, test_database, empty, home, tmp_path):
    path = saved(test_database, home, tmp_path)
    backup.restore(empty, tmp_path / "new", path, quiet)
    with psycopg.connect(empty) as found:
        found.execute("INSERT INTO accounts_organisation (name) VALUES ('later')")
    changed = rows(empty)
    with pytest.raises(LaunchError, match="on file already"):
        backup.restore(empty, tmp_path / "new", path, quiet)
    assert rows(empty) == changed
    backup.restore(empty, tmp_path / "new", path, quiet, force=True)
    assert rows(empty) == rows(test_database)


def test_documents_alone_are_something_on_file(made, test_database, empty, home, tmp_path):
    path = saved(test_database, home, tmp_path)
    with pytest.raises(LaunchError, match="on file already"):
        backup.restore(empty, home, path, quiet)


def test_files_that_differ_are_kept_aside(made, test_database, empty, home, tmp_path):
    path, new = saved(test_database, home, tmp_path), tmp_path / "new"
    (new / "keys").mkdir(parents=True)
    (new / "keys" / "certificate-1.pub").write_text("another installation's")
    (new / "keys" / "certificate-1.key").write_text("its private key")
    done = backup.restore(empty, new, path, quiet)
    kept = {p.name: p.read_text() for p in (done.aside / "keys").iterdir()}
    assert set(kept) == {"certificate-1.pub", "certificate-1.key"}
    assert files(new / "keys") == files(home / "keys", ".key")


def test_a_restore_goes_in_alone(made, test_database, empty, home, tmp_path):
    path = saved(test_database, home, tmp_path)
    with psycopg.connect(empty), pytest.raises(LaunchError, match="Other programs"):
        backup.restore(empty, tmp_path / "new", path, quiet)


def test_another_release_is_refused(made, test_database, empty, home, tmp_path):
    path = saved(test_database, home, tmp_path)
    with psycopg.connect(empty) as found:
        found.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('x','9',now())")
    with pytest.raises(LaunchError, match="of release"):
        backup.restore(empty, tmp_path / "new", path, quiet)


def flipped(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


def test_a_damaged_backup_changes_nothing(made, test_database, empty, home, tmp_path):
    """A flipped bit is found wherever it alters content; a ZIP also has fields that carry none."""
    path = saved(test_database, home, tmp_path)
    raw, whole = path.read_bytes(), backup.check(path, quiet)
    before, bad, found = rows(empty), tmp_path / "bad.zip", 0
    step = len(raw) // 60
    for content in (flipped(raw, at) for at in range(400, len(raw), step)):
        bad.write_bytes(content)
        try:
            assert backup.check(bad, quiet) == whole
        except LaunchError as error:
            found += 1
            assert "damaged" in str(error)
            with pytest.raises(LaunchError, match="damaged"):
                backup.restore(empty, tmp_path / "new", bad, quiet)
    assert found > 40
    for content in (raw[:-40], raw[: len(raw) // 2], b"", b"PK"):
        bad.write_bytes(content)
        with pytest.raises(LaunchError, match="damaged"):
            backup.restore(empty, tmp_path / "new", bad, quiet)
    assert rows(empty) == before
    assert not (tmp_path / "new" / "documents").exists()


def rewritten(path: Path, target: Path, change: Callable[[str, bytes], tuple[str, bytes]]) -> Path:
    """The archive with its parts changed and well packed again."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return target


def test_a_part_that_was_exchanged_is_found(made, test_database, empty, home, tmp_path):
    path, target = saved(test_database, home, tmp_path), tmp_path / "bad.zip"

    def exchanged(name: str, raw: bytes) -> tuple[str, bytes]:
        return name, raw.replace(b"440304A017", b"440304A018")

    def renamed(name: str, raw: bytes) -> tuple[str, bytes]:
        return name.replace("accounts_user.copy", "accounts_users.copy"), raw

    def escaping(name: str, raw: bytes) -> tuple[str, bytes]:
        if name != "manifest.json":
            return name, raw
        said = json.loads(raw)
        said["entries"]["home/../../outside"] = said["entries"]["tables/accounts_user.copy"]
        return name, json.dumps(said).encode()

    for change in (exchanged, renamed, escaping):
        with pytest.raises(LaunchError, match="damaged"):
            backup.restore(empty, tmp_path / "new", rewritten(path, target, change), quiet)


def test_the_commands_from_a_server_to_the_embedded_one(made, test_database, home, tmp_path):
    """From DATABASE_URL into a new folder with its own server, keys and all."""
    connections.close_all()
    settled = {"GREENWARD_BACKUP_PASSPHRASE": PASSPHRASE, "GREENWARD_HOME": str(home)}
    entered = run("log", "sequence", DATABASE_URL=test_database, **settled)
    assert entered.returncode == 0, entered.stderr
    done = run("backup", str(tmp_path), "--keys", DATABASE_URL=test_database, **settled)
    assert done.returncode == 0, done.stderr
    (path,) = tmp_path.glob("greenward-*.zip")
    before = rows(test_database)
    checked = run("backup", "--check", str(path), at=tmp_path, GREENWARD_HOME=None)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert hashlib.sha256(path.read_bytes()).hexdigest() in checked.stdout
    assert not (tmp_path / "var").exists()
    new = tmp_path / "new"
    settled |= {"GREENWARD_HOME": str(new), "DATABASE_URL": None}
    try:
        done = run("restore", str(path), "--keys", **settled)
        assert done.returncode == 0, done.stderr
        again = run("restore", str(path), "--keys", **settled)
        assert (again.returncode, "on file already" in again.stderr) == (1, True)
        genuine = run("certificate", "check", made.number, **settled)
        assert genuine.returncode == 0, genuine.stdout + genuine.stderr
        verified = run("log", "verify", **settled)
        assert verified.returncode == 0, verified.stdout + verified.stderr
        with postgres.Hold(new / "postgres") as hold:
            after = rows(hold.url)
        for name in ("accounts_user", "certificates_certificate", "registry_building"):
            assert after[name] == before[name], name
        assert files(new / "documents") == files(home / "documents")
        acts = b"".join(after["casework_auditevent"])
        assert b"\tback_up\t" not in acts
        assert b"\trestore\t" in acts
    finally:
        postgres.stop(new / "postgres")
