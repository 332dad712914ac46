"""One import from its beginning to its end: kept as a run, done in one act, told in counts.

`start` keeps the file and writes down what is to be done; `run_import` does it, in a job or at
once. Two imports take turns. A dry run does everything and takes it all back except the account of
it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.documents import keep, path_of
from greenward.bureau.casework.errors import UsageError
from greenward.bureau.registry import kinds
from greenward.bureau.registry.models import ImportChange, ImportRun, LeftOutCell, RefusedRow
from greenward.bureau.registry.reading import UnreadableFile, open_file, read_table
from greenward.engine import fetch, store

from .columns import UNIT, Parsed, parse, wanted_columns
from .fields import Holds
from .profiles import Profile, ProfileError, check
from .progress import Progress
from .work import Counts, Importer, Report, Work

LOCK = 7_032_006
"""Advisory lock of imports: they take turns, so that none matches against half of another."""
PREVIEW_ROWS = 20
BATCH = 5_000
MEDIA_TYPE = "application/octet-stream"


class NotImportable(UsageError):
    """The profile does not fit the kind of import; the text says which one does."""


def start(
    actor: Actor,
    kind: str,
    content: BinaryIO,
    file_name: str,
    profile: Profile,
    area: Area,
    *,
    dry_run: bool = False,
) -> ImportRun:
    """Keep the file and write down the import that is to be run.

    Raises PermissionDenied, NotImportable, or UnreadableFile where the file is too large.
    """
    if not actor.may(f"import_{kind}", area.path):
        raise PermissionDenied(_("Your duty post does not include this act."))
    _rows_of(kinds.importer(kind), profile)
    size = content.seek(0, 2)
    content.seek(0)
    if size > settings.UPLOAD_LIMIT:
        raise UnreadableFile("too_large", limit=settings.UPLOAD_LIMIT >> 20)
    document = keep(actor, content, file_name, MEDIA_TYPE)
    return ImportRun.objects.create(
        kind=kind,
        profile=profile.body,
        profile_name=profile.name,
        document=document,
        file_name=Path(file_name).name[:255],
        area=area,
        dry_run=dry_run,
        actor=actor.user,
        actor_name=actor.name,
    )


def run_import(run_id: int, report: Report | None = None) -> ImportRun:
    """Do an import that was started. A run that is done already is left as it is.

    A file that cannot be read leaves the run *failed* with the reason; a refused row does not.
    Called again for a run that broke off, it begins anew: nothing of it was committed. A lost
    database is raised, so that a worker tries again.
    """
    run = ImportRun.objects.select_related("area", "document", "actor").get(pk=run_id)
    if run.state in (ImportRun.State.DONE, ImportRun.State.FAILED):
        return run
    run.state, run.progress = ImportRun.State.RUNNING, 0
    run.save(update_fields=["state", "progress"])
    actor = Actor.of(run.actor) if run.actor else Actor.operator()
    with Progress(run.pk, report) as progress:
        try:
            _act(run, actor, progress)
        except UnreadableFile as error:
            _fail(run, error.code, error.params)
        except (PermissionDenied, ProfileError, NotImportable) as error:
            _fail(run, "not_allowed", {"why": str(error)})
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            failed(run.pk)
            raise
    return run


def failed(run_id: int, reason: str = "") -> None:
    """Mark a run as broken off, for whoever waits for it (`casework.jobs`)."""
    _fail(ImportRun.objects.get(pk=run_id), "broken_off", {})


def _act(run: ImportRun, actor: Actor, report: Report) -> None:
    importer = kinds.importer(run.kind)
    profile = check(run.profile, run.profile_name)
    holds = _rows_of(importer, profile)
    with act(actor, f"import_{run.kind}", run, area=run.area) as event:
        work, parsed = _read(run, actor, profile, holds, report)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        parsed, counts = _take(importer, work, parsed)
        _account(work, parsed, counts)
        event.note(
            file=run.document_id,
            profile=run.profile_name,
            dry_run=run.dry_run,
            rows=run.rows,
            refused=run.refused,
            created=run.created,
            updated=run.updated,
        )


def _rows_of(importer: Importer, profile: Profile) -> Holds:
    holds = importer.holds(profile)
    if holds is None:
        said = _("The profile %(profile)s maps no rows for this import: it holds %(holds)s.")
        what = {"profile": profile.name, "holds": ", ".join(profile.holds)}
        raise NotImportable({"profile": said % what})
    return holds


def _read(
    run: ImportRun, actor: Actor, profile: Profile, holds: Holds, report: Report
) -> tuple[Work, Parsed]:
    wanted, places = wanted_columns(profile, holds)
    source = open_file(path_of(run.document), profile.layout)
    report(5)
    table = read_table(source, profile.layout, wanted)
    if not table.rows:
        raise UnreadableFile("no_rows")
    report(25)
    parsed = parse(table, profile, holds, places, timezone.localdate())
    report(45)
    return Work(run, actor, profile, holds, table, places, report), parsed


def _take(importer: Importer, work: Work, parsed: Parsed) -> tuple[Parsed, Counts]:
    """Write everything; of a dry run take it back at once, all but the account of the changes."""
    with transaction.atomic():
        parsed, counts = importer.take(work, parsed)
        if work.run.dry_run:
            told = fetch(CHANGES, CHANGE_TYPES, {"run": work.run.pk})
            transaction.set_rollback(True)
        else:
            importer.settle(work, parsed)
    if work.run.dry_run:
        store(ImportChange._meta.db_table, told.with_columns(undone_by=pl.lit("")))
    work.report(90)
    return parsed, counts


CHANGES = """
    SELECT run_id, CASE WHEN action <> 'created' THEN building_id END, label, row, rows::text, action,
           matched_on, before::text, after::text
    FROM registry_importchange WHERE run_id = %(run)s ORDER BY id
"""
CHANGE_TYPES = {
    "run_id": "int",
    "building_id": "int",
    "label": "text",
    "row": "int",
    "rows": "text",
    "action": "text",
    "matched_on": "text",
    "before": "text",
    "after": "text",
}


# --- the account of it ------------------------------------------------------------------------


def _account(work: Work, parsed: Parsed, counts: Counts) -> None:
    run, table = work.run, work.table
    run.refused = _keep_refused(work, parsed.problems)
    run.left_out = _keep_left_out(run, parsed)
    run.rows, run.blank, run.accepted = table.rows, table.blank, parsed.frame.height
    run.created, run.updated, run.unchanged = counts.created, counts.updated, counts.unchanged
    run.sheet, run.headings = table.sheet[:120], table.headings
    run.preview = _preview(parsed, work)
    _finish(run, ImportRun.State.DONE)


def _keep_refused(work: Work, problems: pl.DataFrame) -> int:
    """One line a refused row: the first thing wrong with it, the others in `more`."""
    hard = problems.filter(~pl.col("soft")).sort("row", "rank", maintain_order=True)
    rows: dict[int, list[dict[str, Any]]] = {}
    for row, _rank, column, value, code, params, _soft in hard.iter_rows():
        said = {"column": column, "value": value, "code": code, "params": json.loads(params)}
        rows.setdefault(row, []).append(said)
    lines = _refusals(work, rows)
    while batch := list(islice(lines, BATCH)):
        store(RefusedRow._meta.db_table, pl.DataFrame(batch, schema=REFUSED, orient="row"))
    return len(rows)


REFUSED = ["run_id", "row", "column", "value", "code", "params", "more", "cells"]


def _refusals(work: Work, rows: dict[int, list[dict[str, Any]]]) -> Iterator[tuple[Any, ...]]:
    """The refused rows with their cells, which are read from the file once more."""
    for row, cells in work.table.cells(rows):
        first, *more = rows[row]
        said = first["column"], first["value"], first["code"], _json(first["params"])
        yield work.run.pk, row, *said, _json(more), _json(cells)


def _keep_left_out(run: ImportRun, parsed: Parsed) -> int:
    """The cells passed over in accepted rows."""
    accepted = parsed.frame["row"].implode()
    soft = parsed.problems.filter("soft", pl.col("row").is_in(accepted))
    if soft.height:
        names = ["row", "column", "value", "code", "params"]
        frame = soft.sort("row").select(pl.lit(run.pk).alias("run_id"), *names)
        store(LeftOutCell._meta.db_table, frame)
    return soft.height


def _preview(parsed: Parsed, work: Work) -> list[dict[str, object]]:
    """The first rows as they were understood: fields and values, with the unit where one is kept."""
    shown = []
    at = work.table.places
    inside = [place for place in work.places if place.cells is not None]
    names = [place.name for place in sorted(inside, key=lambda one: at[one.cells] or 0)]
    for row in parsed.frame.sort("row").head(PREVIEW_ROWS).iter_rows(named=True):
        fields = [
            (name, " ".join(filter(None, [row[name], row.get(UNIT + name)])))
            for name in names
            if row.get(name) is not None
        ]
        shown.append({"row": row["row"], "matched_on": row["matched_on"], "fields": fields})
    return shown


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _fail(run: ImportRun, code: str, params: dict[str, str | int]) -> None:
    run.error = {"code": code, "params": params}
    _finish(run, ImportRun.State.FAILED)


def _finish(run: ImportRun, state: ImportRun.State) -> None:
    run.state, run.progress, run.finished_at = state, 100, timezone.now()
    run.save()
