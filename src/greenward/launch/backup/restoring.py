"""Restores a backup into an installation whose tables this release made: first everything is
checked, then the tables go in within one transaction, then the files take their places.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

from greenward.launch.errors import LaunchError

from . import folder, secrets
from .archive import CHUNK, FILES, SECRETS, TABLES, Manifest, Progress, damaged, opened, verify
from .tables import Database


@dataclass(frozen=True)
class Restored:
    """What was restored. `aside` is where files that differed were put."""

    manifest: Manifest
    keys: bool
    aside: Path | None


def restore(
    url: str,
    home: Path,
    path: Path,
    progress: Progress,
    *,
    passphrase: str = "",
    force: bool = False,
) -> Restored:
    """Restore the backup `path`. With a passphrase its private keys are restored too.

    Raises LaunchError, with nothing changed, when the backup is damaged or of another release,
    when other programs are connected, or when there is something on file and not `force`.
    """
    archive, manifest = opened(path)
    with archive:
        verify(path, archive, manifest, progress)
        private = _private(archive, passphrase, path)
        home.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(dir=home, prefix="restoring-"))
        try:
            with psycopg.connect(url) as connection:  # commits at its end
                database = Database(connection)
                _refuse(database, home, staged, manifest, path, force)
                _stage(archive, manifest, private, staged, progress)
                _load(database, archive, manifest, path, progress)
            aside = folder.put_in_place(staged, home)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    return Restored(manifest, bool(private), aside)


def _private(archive: zipfile.ZipFile, passphrase: str, path: Path) -> dict[str, bytes]:
    if not passphrase:
        return {}
    if SECRETS not in archive.namelist():
        raise LaunchError(
            "The backup holds no private keys",
            where=path,
            remedy="Restore it without --keys; then put the keys back from their own safe copy.",
        )
    return secrets.unsealed(archive.read(SECRETS), passphrase, path)


def _refuse(
    database: Database, home: Path, staged: Path, manifest: Manifest, path: Path, force: bool
) -> None:
    """Raise LaunchError when this backup cannot or should not go into this installation."""
    columns = {name: table.columns for name, table in manifest.tables.items()}
    if database.migrations() != manifest.migrations or database.columns() != columns:
        raise LaunchError(
            f"The backup is of release {manifest.release} with other tables than these",
            where=path,
            remedy="Restore it with the release that made it, then upgrade with `greenward migrate`.",
        )
    if database.others():
        raise LaunchError(
            "Other programs are connected to the database",
            where=home,
            remedy="Stop the site and its workers first.",
        )
    documents = home / "documents"
    if not force and (database.occupied() or (documents.exists() and any(documents.iterdir()))):
        raise LaunchError(
            "There is something on file already, and a restore would replace it",
            where=home,
            remedy="Make a backup of it, then use --force; or restore into a new GREENWARD_HOME.",
        )


def _stage(
    archive: zipfile.ZipFile,
    manifest: Manifest,
    private: dict[str, bytes],
    staged: Path,
    progress: Progress,
) -> None:
    names = manifest.files
    for done, name in enumerate(names):
        progress(name, done, len(names))
        target = staged / name.removeprefix(FILES)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as content, target.open("wb") as file:
            shutil.copyfileobj(content, file, CHUNK)
    for name, content in private.items():
        target = staged / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.touch(mode=0o600)
        target.write_bytes(content)
    progress("files", len(names), len(names))


def _load(
    database: Database, archive: zipfile.ZipFile, manifest: Manifest, path: Path, progress: Progress
) -> None:
    tables = list(manifest.tables)
    database.emptied(tables)
    for done, name in enumerate(database.in_order(tables)):
        progress(name, done, len(tables))
        table = manifest.tables[name]
        with archive.open(f"{TABLES}{name}.copy") as content:
            if database.copied_in(name, table.columns, content) != table.rows:
                raise damaged(path, f"{name} has not the number of rows it had")
    for name, last in manifest.sequences.items():
        database.set_sequence(name, last)
    database.guarded(tables)
    progress("tables", len(tables), len(tables))
