"""Documents by content: stored once under their SHA-256, never changed.

A file is on disk (fsync, and its folder too) before its row exists, so a row never points at
nothing; a file whose row never came is swept after a day. What people upload comes in by `taken`,
which tells its type by its content; `keep` is for files another reader judges, the importer's;
`keep_own` for what the house itself made.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor

from .contents import FileType, Refused, recognise, tidy_name
from .models import Document

CHUNK = 2**20
COMING, QUARANTINE, PREVIEWS = "coming", "quarantine", "previews"
"""Folders beside the documents: files on their way in, infected ones, pictures of first pages."""
LOCK = 7_032_041
"""Advisory locks of contents: shared by those who store one, alone for the sweep."""


class Upload(Protocol):
    """A file on its way in: Django's uploaded files and `ContentFile` are such."""

    name: str | None

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Received:
    """A file that is on disk under a name of ours, not yet a document."""

    path: Path
    sha256: str
    size: int
    name: str = ""
    type: FileType | None = None


def place(sha256: str, folder: str = "") -> Path:
    """Where a content lies: two letters of its hash, then the hash; nothing a person wrote."""
    return Path(settings.DOCUMENTS, folder, sha256[:2], sha256)


def path_of(document: Document) -> Path:
    return place(document.sha256)


@contextmanager
def taken(upload: Upload) -> Iterator[Received]:
    """An upload on disk, its type told by its content; gone after the block unless stored.

    Raises Refused: empty, too large, of no accepted type, damaged, dangerous, or known as infected.
    """
    name = tidy_name(upload.name or "")
    with received(upload) as found:
        _check_not_infected(found.sha256)
        kind = recognise(found.path, name)
        yield Received(found.path, found.sha256, found.size, name, kind)


@contextmanager
def received(content: Any, limit: int | None = None) -> Iterator[Received]:
    """A stream written to disk a piece at a time; gone after the block unless stored."""
    most = limit or settings.UPLOAD_LIMIT
    folder = Path(settings.DOCUMENTS, COMING)
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as target:
        path = Path(target.name)
        try:
            while chunk := content.read(CHUNK):
                size += len(chunk)
                if size > most:
                    raise Refused(
                        _("The file is larger than %(limit)s MB. Make it smaller or divide it.")
                        % {"limit": most >> 20}
                    )
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
            yield Received(path, digest.hexdigest(), size)
        finally:
            path.unlink(missing_ok=True)


def store(actor: Actor, found: Received, name: str, media_type: str) -> Document:
    """Make a received file a document; the same content is the same document.

    In the caller's transaction, if one is open. Raises Refused for a content known as infected.
    """
    with transaction.atomic():
        _hold(found.sha256)
        _check_not_infected(found.sha256)
        target = place(found.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(found.path, target)
        for folder in (target.parent, target.parent.parent):
            sync(folder)
        document, _made = Document.objects.get_or_create(
            sha256=found.sha256,
            defaults={
                "size": found.size,
                "media_type": media_type,
                "name": tidy_name(name),
                "added_by": actor.user,
                "scan": Document.Scan.WAITING if settings.SCANNER else Document.Scan.NOT_SCANNED,
            },
        )
    return document


def keep(actor: Actor, content: BinaryIO, name: str, media_type: str) -> Document:
    """Store a file whose type somebody else judges. Raises Refused when it is too large."""
    with received(content) as found:
        return store(actor, found, name, _told(found.path) or media_type)


def keep_own(actor: Actor, content: bytes, name: str, media_type: str) -> Document:
    """Store what the house itself made: its type is known, so no reader is asked for it."""
    with received(BytesIO(content)) as found:
        return store(actor, found, name, media_type)


def lock_away(document: Document) -> None:
    """Put an infected content where nothing serves it from; its row stays and says so."""
    target = place(document.sha256, QUARANTINE)
    target.parent.mkdir(parents=True, exist_ok=True)
    place(document.sha256, PREVIEWS).unlink(missing_ok=True)
    source = path_of(document)
    if source.exists():
        source.chmod(0o400)
        os.replace(source, target)
        sync(target.parent)


def _told(path: Path) -> str:
    """The media type by content; empty for what is no accepted type, which is no error here."""
    try:
        return recognise(path, "").media_type
    except Refused:
        return ""


def _check_not_infected(sha256: str) -> None:
    if Document.objects.filter(pk=sha256, scan=Document.Scan.INFECTED).exists():
        raise Refused(
            _(
                "A virus was found in this very file before. Clean your computer, make the file anew and file that."
            )
        )


def _hold(sha256: str) -> None:
    """Until the transaction ends the sweep leaves this content alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [LOCK, lock_of(sha256)])


def lock_of(sha256: str) -> int:
    return int(sha256[:7], 16)


def sync(folder: Path) -> None:
    """Have the disk keep the names in a folder: a file is safe only when its name is (fsync)."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
