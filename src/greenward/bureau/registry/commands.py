"""What `greenward import …` does; the words of the commands are in `greenward.cli`."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.errors import UsageError

from . import reasons, refused, selectors
from .importing import profiles
from .importing.profiles import Profile
from .importing.runs import run_import as run
from .importing.runs import start
from .models import ImportProfile, ImportRun
from .selectors import Group
from .services import save_profile

SHOWN = 12
"""Reasons and preview rows printed; the file of refused rows has them all."""


def run_import(kind: str, file: Path, profile: str, area: str | None, dry_run: bool) -> int:
    """Import a file and print what became of it; 0 when it was read, 1 when it was not.

    Refused rows are no failure: they are counted, and written to a file with their reasons.
    """
    actor, console = Actor.operator(), Console()
    found = profiles.find(profile)
    place = the_area(area, found)
    with file.open("rb") as content:
        asked = start(actor, kind, content, file.name, found, place, dry_run=dry_run)
    done = _watched(asked, console)
    if done.state == ImportRun.State.FAILED:
        print_error(file, done)
        return 1
    print_result(done, console)
    return 0


def the_area(code: str | None, profile: Profile) -> Area:
    """The area of an import: the one named, the profile's own, or the only city there is."""
    constant = next(
        (c.constant for c in profile.columns if c.field.name == "area" and c.constant), None
    )
    if code or constant:
        area = Area.objects.filter(code=code or constant).first()
        if area:
            return area
        raise UsageError(_("No area has the code %(code)s.") % {"code": code or constant})
    cities = list(Area.objects.filter(parent=None)[:2])
    if len(cities) == 1:
        return cities[0]
    known = ", ".join(Area.objects.filter(parent=None).values_list("code", flat=True))
    raise UsageError(
        _("Say with --area where the rows belong. Cities on file: %(known)s.") % {"known": known}
        if known
        else _("There is no area on file yet. Add one: greenward areas add CODE --zh NAME.")
    )


def _watched(asked: ImportRun, console: Console) -> ImportRun:
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console,
        transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task(asked.file_name, total=100)
        return run(asked.pk, lambda percent: bar.update(task, completed=percent))


def print_error(file: Path, done: ImportRun) -> None:
    """One sentence and the remedy, on standard error."""
    code, params = done.error["code"], done.error["params"]
    Console(stderr=True, soft_wrap=True, highlight=False).print(
        f"{file}: {reasons.text(code, params)} {reasons.remedy(code, params)}", markup=False
    )


def print_result(done: ImportRun, console: Console) -> None:
    """The counts, the preview of a dry run, the reasons, and where the refused rows are."""
    if done.dry_run:
        console.print(_("Dry run: nothing was written."), style="bold")
        console.print(_preview(done))
    console.print(_counts(done))
    for title, groups in (
        (_("Refused rows"), selectors.refused_by_reason(done)),
        (_("Cells left out"), selectors.left_out_by_reason(done)),
    ):
        if groups:
            console.print(_reasons(title, groups))
    if done.refused:
        path = refused.write(done)
        console.print(
            _("The refused rows with their reasons: %(path)s") % {"path": path},
            soft_wrap=True,
            markup=False,
        )


def _counts(done: ImportRun) -> Table:
    table = Table(
        title=_("%(file)s, import %(number)s") % {"file": done.file_name, "number": done.pk}
    )
    counts = {
        _("rows"): done.rows,
        _("accepted"): done.accepted,
        _("refused"): done.refused,
        _("newly entered"): done.created,
        _("changed"): done.updated,
        _("unchanged"): done.unchanged,
        _("blank"): done.blank,
    }
    for name in counts:
        table.add_column(name, justify="right")
    table.add_row(*(f"{count:,}" for count in counts.values()))
    return table


def _reasons(title: str, groups: list[Group]) -> Table:
    table = Table(title=title)
    table.add_column(_("how many"), justify="right")
    for heading in (_("column"), _("for example row"), _("why"), _("what to do")):
        table.add_column(heading)
    for group in groups[:SHOWN]:
        table.add_row(
            f"{group.count:,}", group.column, str(group.first_row), group.text, group.remedy
        )
    return table


def _preview(done: ImportRun) -> Table:
    table = Table(title=_("The first rows as they were understood"))
    rows = [(row["row"], dict(row["fields"])) for row in done.preview[:SHOWN]]
    names = list(dict.fromkeys(name for _row, fields in rows for name in fields))
    for name in (_("row"), *names):
        table.add_column(name)
    for row, fields in rows:
        table.add_row(str(row), *(fields.get(name, "") for name in names))
    return table


# --- profiles ---------------------------------------------------------------------------------


def run_profile_save(file: Path) -> None:
    """Check a profile file and keep it under its name."""
    saved = save_profile(Actor.operator(), profiles.read(file))
    print(_("Saved: greenward import … --profile %(name)s") % {"name": saved.name})


def run_profile_list() -> None:
    """All profiles: saved and shipped."""
    table = Table()
    for heading in (_("profile"), _("rows are"), _("about"), _("saved by")):
        table.add_column(heading)
    by = dict(ImportProfile.objects.values_list("name", "saved_by"))
    for profile in selectors.profiles():
        held = by.get(profile.name, _("shipped"))
        table.add_row(profile.name, ", ".join(profile.holds), profile.about, held)
    Console().print(table)


def run_profile_show(name: str) -> None:
    """The profile as text, to be copied and changed."""
    print(profiles.text_of(name))
