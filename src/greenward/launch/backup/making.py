"""Makes a backup while the site runs: the tables as they were at one moment, then the files. A file
is on disk before a row names it, so the files of every row are among them.
"""

from __future__ import annotations

import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import IsolationLevel

from greenward import __version__

from . import folder, secrets
from .archive import FILES, SECRETS, TABLES, Manifest, Progress, Table, Writer
from .tables import Database

NAME = "greenward-{:%Y%m%dT%H%M%SZ}.zip"


def make(
    url: str, home: Path, target: Path, progress: Progress, passphrase: str = ""
) -> tuple[Path, Manifest]:
    """Write a backup to `target`, a file or a folder; where it is and what it holds.

    With a passphrase the private keys go along, encrypted. The file appears when it is whole, and
    only its owner may read it. Raises LaunchError, OSError.
    """
    now = datetime.now(UTC)
    path = target / NAME.format(now) if target.is_dir() else target
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    manifest = Manifest(now.isoformat(timespec="seconds"), __version__, [])
    sealed = secrets.sealed(folder.private_keys(home), passphrase) if passphrase else b""
    try:
        with open(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", compresslevel=6) as archive:
                writer = Writer(archive, manifest)
                _tables(url, writer, manifest, progress)
                _files(home, {draft, path}, writer, progress)
                if sealed:
                    writer.put(SECRETS, [sealed])
                writer.close()
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return path, manifest


def _tables(url: str, writer: Writer, manifest: Manifest, progress: Progress) -> None:
    with psycopg.connect(url) as connection:
        connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True
        database = Database(connection)
        found = database.columns()
        manifest.migrations = database.migrations()
        for done, (name, columns) in enumerate(found.items()):
            progress(name, done, len(found))
            writer.put(f"{TABLES}{name}.copy", database.copied_out(name, columns))
            manifest.tables[name] = Table(columns, database.count(name))
        progress("tables", len(found), len(found))
        manifest.sequences = database.sequences()  # last: never behind a row that was copied


def _files(home: Path, ours: set[Path], writer: Writer, progress: Progress) -> None:
    found = [path for path in folder.plain_files(home) if home / path not in ours]
    for done, path in enumerate(found):
        progress(path.as_posix(), done, len(found))
        if (home / path).exists():  # a draft of another process may have gone
            writer.put(f"{FILES}{path.as_posix()}", folder.chunks(home / path), packed=False)
    progress("files", len(found), len(found))
