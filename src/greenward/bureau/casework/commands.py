"""What the commands `areas` and `export` do; the words are in `greenward.cli`."""

from __future__ import annotations

import sys
from pathlib import Path

from django.http import QueryDict
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area

from .acts import act
from .areas import import_areas, read_table, record_area
from .errors import UsageError
from .exporting import stream_csv, write
from .exports import CSV, named


def run_import_areas(file: Path) -> None:
    found = import_areas(Actor.operator(), read_table(file))
    print(_("%(count)s areas are on file as in the table.") % {"count": len(found)})


def run_add_area(
    code: str, name_zh: str, name_en: str, parent: str | None, pack: str, climate_zone: str
) -> None:
    area = record_area(
        Actor.operator(),
        code=code,
        name_zh=name_zh,
        name_en=name_en,
        parent=parent or "",
        pack=pack,
        climate_zone=climate_zone,
    )
    print(f"{area.path} {area}")


def run_list_areas() -> None:
    for area in Area.objects.all():
        depth = area.path.count("/") - 1
        print(f"{'  ' * depth}{area.code}  {area.name_zh}  {area.name_en}  {area.pack}")


def run_export(what: str, format: str, output: Path | None, where: list[str]) -> None:
    """Write a list to a file with a progress bar, or CSV to standard output."""
    table, actor, filters = named(what), Actor.operator(), _filters(where)
    filters.setdefault("year", "all")  # a page opens on the newest year; a whole list has all
    if output is None and format != CSV:
        raise UsageError(
            _("%(format)s needs a file: add --output FILE.") % {"format": format.upper()}
        )
    if output is None:
        for block in stream_csv(actor, table=table, filters=filters):
            sys.stdout.buffer.write(block)
        return
    screen = Console(stderr=True)
    bar = Progress(console=screen, disable=not screen.is_terminal)
    with act(actor, "export") as event, bar:
        event.note(list=what, format=format)
        event.personal(filters=filters.urlencode())
        task = bar.add_task(str(table.title), total=None)
        rows = write(
            output,
            table=table,
            format=format,
            actor=actor,
            filters=filters,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    print(_("%(rows)s rows in %(file)s") % {"rows": f"{rows:,}", "file": output})


def _filters(where: list[str]) -> QueryDict:
    filters = QueryDict(mutable=True)
    for condition in where:
        name, equals, value = condition.partition("=")
        if not equals:
            raise UsageError(_("--where %(given)s: write it as NAME=VALUE.") % {"given": condition})
        filters.appendlist(name, value)
    return filters
