"""The file of a backup: a ZIP with a manifest that names every entry, its size and its SHA-256."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from greenward.launch.errors import LaunchError

FORMAT, MANIFEST, SECRETS = 1, "manifest.json", "secrets.json"
TABLES, FILES = "tables/", "home/"
CHUNK = 2**20

Progress = Callable[[str, int, int], None]
"""Takes what is worked on, how many parts are done and how many there are."""


@dataclass
class Entry:
    """One part of the archive."""

    size: int
    sha256: str


@dataclass
class Table:
    """The columns in the order they were copied, and how many rows there were."""

    columns: list[str]
    rows: int


@dataclass
class Manifest:
    """What an archive holds and what it needs. `migrations` are pairs of app and name."""

    made_at: str
    release: str
    migrations: list[list[str]]
    tables: dict[str, Table] = field(default_factory=dict)
    sequences: dict[str, int | None] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> list[str]:
        return [name for name in self.entries if name.startswith(FILES)]

    def written(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def read(cls, raw: bytes) -> Manifest:
        """Raises ValueError, KeyError or TypeError when it is no manifest."""
        data: dict[str, Any] = json.loads(raw)
        tables = {name: Table(**table) for name, table in data.pop("tables").items()}
        entries = {name: Entry(**entry) for name, entry in data.pop("entries").items()}
        return cls(**data, tables=tables, entries=entries)


class Writer:
    """Puts parts into an archive and notes their sizes and hashes in its manifest."""

    def __init__(self, target: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip, self._manifest = target, manifest

    def put(self, name: str, chunks: Iterable[bytes], *, packed: bool = True) -> None:
        about = zipfile.ZipInfo(name)
        about.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(about, "w", force_zip64=True) as entry:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                entry.write(chunk)
        self._manifest.entries[name] = Entry(size, digest.hexdigest())

    def close(self) -> None:
        self._zip.writestr(MANIFEST, self._manifest.written())


def opened(path: Path) -> tuple[zipfile.ZipFile, Manifest]:
    """The archive and its manifest. Raises LaunchError when it is none, or of a later format."""
    try:
        archive = zipfile.ZipFile(path)
        manifest = Manifest.read(archive.read(MANIFEST))
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError) as error:
        raise damaged(path, "it is not a whole backup of Greenward") from error
    if manifest.format != FORMAT:
        raise LaunchError(
            f"The backup has format {manifest.format}; this release reads {FORMAT}",
            where=path,
            remedy="Use the release that made it.",
        )
    for name in manifest.entries:
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts:
            raise damaged(path, f"{name} would be written outside the installation")
    return archive, manifest


def verify(path: Path, archive: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> None:
    """Read every entry and compare it with the manifest. Raises LaunchError at the first that is
    missing, too many or not as it was."""
    extra = set(archive.namelist()) - set(manifest.entries) - {MANIFEST}
    if extra:
        raise damaged(path, f"{min(extra)} is not in its manifest")
    for done, (name, entry) in enumerate(manifest.entries.items()):
        progress("checking", done, len(manifest.entries))
        try:
            with archive.open(name) as content:
                found = digest_of(content)
        except (zipfile.BadZipFile, KeyError, EOFError, OSError, ValueError) as error:
            raise damaged(path, f"{name} cannot be read") from error
        except Exception as error:  # what the unpacker says of broken data is its own (zlib.error)
            raise damaged(path, f"{name} cannot be unpacked") from error
        if found != entry:
            raise damaged(path, f"{name} is not as it was")
    progress("checking", len(manifest.entries), len(manifest.entries))


def digest_of(content: IO[bytes]) -> Entry:
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return Entry(size, digest.hexdigest())


def damaged(path: Path, why: str) -> LaunchError:
    return LaunchError(
        f"The backup is damaged: {why}",
        where=path,
        remedy="Nothing was changed. Use another copy of it, or an earlier backup.",
    )
