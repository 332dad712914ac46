"""The commands `greenward standards …` and `greenward law …`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table as Sheet

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.errors import UsageError
from greenward.law.language import Text
from greenward.law.standards.seeds import LEVELS, Head

from . import editions, services
from .models import PublishedEdition, RowState, Standard, StandardInUse, StandardRow
from .services import Attestation
from .tables import read_file
from .views import told


def run_seed(console: Console | None = None) -> None:
    """Enter the tables shipped with Greenward as proposals; what is on file stays as it is."""
    for entered in services.seed(Actor.operator()):
        (console or Console()).print(told(entered))


def run_import(
    file: Path,
    dry_run: bool = False,
    *,
    code: str = "",
    title: str = "",
    level: str = "local",
    method: str = Standard.Method.ELECTRICITY,
    unit: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
    complete: bool = False,
    source: str = "",
    confirmed_by: str = "",
    dated: date | None = None,
    use: str = "",
    console: Console | None = None,
) -> services.Entered:
    """Enter an authority's own table from a file, whole or not at all.

    A TOML file says all about itself; for CSV and XLSX the options say what the sheet does not.
    `confirmed_by`, `source` and `dated` together confirm every row at once; `use` is the division
    code of the city that applies the table from its first day on.
    """
    if level not in LEVELS:
        raise UsageError(_("--level is national or local."))
    if method not in Standard.Method.values:
        known = ", ".join(Standard.Method.values)
        raise UsageError(_("--method is one of: %(known)s.") % {"known": known})
    if bool(confirmed_by) != bool(dated) or (confirmed_by and not source):
        raise UsageError(_("To confirm at once give all of --confirmed-by, --source and --dated."))
    if file.suffix.casefold() != ".toml" and not (code and title and source):
        raise UsageError(_("For a sheet give --code, --title and --source; a TOML file says them."))
    shared = {"unit": unit, "first_day": first_day, "last_day": last_day, "source": source}
    head = Head(code, Text(title, title), level, method, complete)
    table = read_file(file.name, file.read_bytes(), head, {k: v for k, v in shared.items() if v})
    said = Attestation(confirmed_by, source, dated) if confirmed_by and dated else None
    with transaction.atomic():
        entered = services.import_table(
            Actor.operator(), table, attestation=said, use_in=_area(use) if use else None
        )
        transaction.set_rollback(dry_run)
    (console or Console()).print(told(entered))
    if dry_run:
        (console or Console()).print(_("Dry run: nothing was written."))
    return entered


def run_confirm(rows: list[int], official: str, source: str, dated: date) -> int:
    """Confirm rows by number; give how many were confirmed."""
    found = list(StandardRow.objects.filter(pk__in=rows))
    if missing := sorted(set(rows) - {row.pk for row in found}):
        raise UsageError(
            _("There is no row %(rows)s; see greenward standards list.")
            % {"rows": ", ".join(map(str, missing))}
        )
    confirmed = services.confirm(Actor.operator(), found, Attestation(official, source, dated))
    said = ngettext("%(n)s row confirmed.", "%(n)s rows confirmed.", confirmed)
    Console().print(said % {"n": confirmed})
    return confirmed


def run_use(
    standard: str, area: str, purpose: str, first_day: date, last_day: date | None
) -> StandardInUse:
    """Record that a city applies a standard."""
    if purpose not in StandardInUse.Purpose.values:
        raise UsageError(
            _("A standard is used for: %(known)s.")
            % {"known": ", ".join(StandardInUse.Purpose.values)}
        )
    use = services.use_standard(
        Actor.operator(),
        area=_area(area),
        standard=the_standard(standard),
        first_day=first_day,
        last_day=last_day,
        purpose=purpose,
    )
    Console().print(
        _("%(area)s applies %(standard)s from %(day)s.")
        % {"area": use.area, "standard": use.standard, "day": first_day}
    )
    return use


def run_list(
    standard: str | None = None, unconfirmed: bool = False, console: Console | None = None
) -> None:
    """Print rows with number, value, unit, dates, evidence and state."""
    console = console or Console()
    rows = StandardRow.objects.with_word().select_related("standard")
    if standard:
        rows = rows.filter(standard=the_standard(standard))
    shown = [row for row in rows if not unconfirmed or row.state is RowState.UNDECIDED]
    sheet = Sheet()
    for heading in (
        _("Row"),
        _("Standard"),
        _("What the row states"),
        _("Value"),
        _("In force"),
        _("State"),
    ):
        sheet.add_column(heading, justify="right" if heading == _("Value") else "left")
    for row in shown:
        days = f"{row.first_day} – {row.last_day or ''}"
        value = f"{row.written} {row.unit}"
        state = f"{row.state.label} · {row.evidence}"
        sheet.add_row(str(row.pk), row.standard.code, row.what, value, days, state)
    console.print(sheet if shown else _("No such row is on file."))
    for one in Standard.objects.filter(rows=None) if not standard else ():
        console.print(_("%(standard)s: no value is on file.") % {"standard": one})


def run_publish(city: str | None = None, console: Console | None = None) -> PublishedEdition:
    """Publish the edition that the city's pack states today."""
    cities = Area.objects.filter(parent=None).exclude(pack="")
    found = list(cities.filter(code=city) if city else cities)
    if len({area.pack for area in found}) != 1:
        known = ", ".join(cities.values_list("code", flat=True)) or "—"
        raise UsageError(
            _("Say which city with --city. Cities on file: %(known)s.") % {"known": known}
        )
    row = editions.publish(Actor.operator(), editions.pack_named(found[0].pack))
    (console or Console()).print(
        _("Edition %(hash)s of %(title)s is published.")
        % {"hash": row.hash[:12], "title": row.edition.title.in_(get_language() or "zh")}
    )
    return row


def run_editions(console: Console | None = None) -> None:
    """Print the published editions, newest first."""
    sheet = Sheet()
    for heading in (_("Edition"), _("City pack"), _("Published"), _("Published by"), _("Duties")):
        sheet.add_column(heading)
    for row in PublishedEdition.objects.order_by("-published_at"):
        day = f"{row.published_at:%Y-%m-%d}"
        duties = str(len(row.edition.duties))
        sheet.add_row(row.hash[:12], row.pack, day, row.published_by, duties)
    (console or Console()).print(sheet)


def the_standard(code: str) -> Standard:
    """A standard by its number."""
    try:
        return Standard.objects.get(code=code)
    except Standard.DoesNotExist:
        known = ", ".join(Standard.objects.values_list("code", flat=True)) or "—"
        raise UsageError(
            _("There is no standard %(code)s on file. Known: %(known)s.")
            % {"code": code, "known": known}
        ) from None


def _area(code: str) -> Area:
    try:
        return Area.objects.get(code=code)
    except Area.DoesNotExist:
        raise UsageError(
            _("There is no area %(code)s; see greenward areas list.") % {"code": code}
        ) from None
