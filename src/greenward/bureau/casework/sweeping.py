"""What a crash left behind: files on their way in, contents whose row never came, orphan pictures.

A file a day old with no row belongs to nothing: its act was taken back or the machine stopped.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app

from .documents import COMING, LOCK, PREVIEWS, lock_of, place
from .models import Document

DAY = 24 * 3600
"""Seconds."""

log = logging.getLogger(__name__)


@app.periodic(cron="41 3 * * *")
@app.task(name="greenward.sweep_documents", queueing_lock="greenward.sweep_documents")
def nightly(timestamp: int = 0) -> None:
    log.info("documents swept: %s files", sweep())


def sweep() -> int:
    """Remove what is a day old and belongs to nothing; give the number of files."""
    before, removed = time.time() - DAY, 0
    for path in _files(Path(settings.DOCUMENTS, COMING)):
        if _older(path, before):
            path.unlink(missing_ok=True)
            removed += 1
    for folder in _folders(Path(settings.DOCUMENTS)):
        removed += sum(_drop(name, before) for name in _orphans(folder))
    for folder in _folders(Path(settings.DOCUMENTS, PREVIEWS)):
        for name in _orphans(folder):
            (folder / name).unlink(missing_ok=True)
            removed += 1
    return removed


def _drop(sha256: str, before: float) -> bool:
    """Remove one content, unless it is being stored right now or was stored since."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, lock_of(sha256)])
        path = place(sha256)
        if not cursor.fetchone()[0] or not _older(path, before):
            return False
        if Document.objects.filter(pk=sha256).exists():
            return False
        path.unlink()
        return True


def _orphans(folder: Path) -> set[str]:
    names = {path.name for path in _files(folder)}
    return names - set(Document.objects.filter(pk__in=names).values_list("pk", flat=True))


def _folders(root: Path) -> Iterator[Path]:
    if root.is_dir():
        yield from (one for one in root.iterdir() if one.is_dir() and len(one.name) == 2)


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (one for one in folder.iterdir() if one.is_file())


def _older(path: Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False
