"""Exports as acts: a CSV starts at once, an XLSX or Parquet file is made by a worker.

Every export leaves one audit row. A file belongs to the person who asked, and is made with what
that person may see when it is made.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone, translation

from greenward.bureau.accounts.actors import Actor

from . import jobs
from .acts import act
from .exports import CSV, Table, csv_blocks, named
from .files import write_file
from .models import Export

KEEP = timedelta(days=7)
"""How long a finished file waits to be fetched."""
UNDER_WAY = (Export.State.WAITING, Export.State.RUNNING)


def stream_csv(actor: Actor, *, table: Table, filters: QueryDict) -> Iterator[bytes]:
    """Record the export, then give the list block by block."""
    with act(actor, "export") as event:
        select = table.query(actor, filters)
        event.note(list=table.name, format=CSV)
        event.personal(filters=filters.urlencode())  # may hold the name somebody looked for
    return csv_blocks(table, select)


def ask(actor: Actor, *, table: Table, format: str, filters: QueryDict) -> Export:
    """Ask a worker for a file; asking again while it is being made gives the same one."""
    query = {"filters": filters.urlencode(), "language": translation.get_language()}
    asked = {"owner": actor.user, "kind": table.name, "format": format, "query": query}
    with act(actor, "export") as event:
        export = Export.objects.filter(**asked, state__in=UNDER_WAY).first()
        if export is None:
            export = Export.objects.create(**asked)
            jobs.enqueue("export", export.pk)
        event.subject = export
        event.note(list=table.name, format=format)
        event.personal(filters=query["filters"])
    return export


def path_of(export: Export) -> Path:
    return Path(settings.EXPORTS) / export.path


def make(pk: int) -> None:
    """Make the file of an export that waits; safe to repeat."""
    export = Export.objects.select_related("owner").get(pk=pk)
    if export.state == Export.State.READY:
        return
    export.state = Export.State.RUNNING
    export.save(update_fields=["state"])
    with translation.override(export.query["language"]):
        name = f"{export.pk}/{export.kind}-{timezone.localdate()}.{export.format}"
        rows = write(
            Path(settings.EXPORTS) / name,
            table=named(export.kind),
            format=export.format,
            actor=Actor.of(export.owner),
            filters=QueryDict(export.query["filters"]),
            progress=lambda done, total: _tell(pk, done, total),
        )
    Export.objects.filter(pk=pk).update(
        state=Export.State.READY,
        path=name,
        rows_done=rows,
        rows_total=rows,
        ready_at=timezone.now(),
    )
    _tidy()


def failed(pk: int, reason: str) -> None:
    Export.objects.filter(pk=pk).update(state=Export.State.FAILED, error=reason)


def write(
    path: Path,
    *,
    table: Table,
    format: str,
    actor: Actor,
    filters: QueryDict,
    progress: Callable[[int, int], None],
) -> int:
    """Write a list to a file that appears whole; give the number of rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        rows = write_file(draft, table, table.query(actor, filters), format, progress)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return rows


def _tell(pk: int, done: int, total: int) -> None:
    Export.objects.filter(pk=pk).update(rows_done=done, rows_total=total)


def _tidy() -> None:
    """Drop files that nobody fetched for a week."""
    for export in Export.objects.filter(asked_at__lt=timezone.now() - KEEP):
        shutil.rmtree(Path(settings.EXPORTS) / str(export.pk), ignore_errors=True)
        export.delete()
