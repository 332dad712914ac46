"""The commands `greenward assess` and `greenward explain`."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.registry.models import Building
from greenward.law.sentence import as_text

from .explaining import NothingToExplain, explain_building
from .models import Assessment
from .services import assess


class UsageError(Exception):
    """The command's words do not fit what is on file."""


def run_assess(on: date, city: str | None) -> Assessment:
    """Assess one city, or the only one there is, and print what the law said."""
    area = the_city(city)
    run = assess(Actor.operator(), area, on)
    print_summary(run)
    return run


def the_city(code: str | None) -> Area:
    cities = Area.objects.filter(parent=None).exclude(pack="")
    found = list(cities.filter(code=code) if code else cities[:2])
    if len(found) == 1:
        return found[0]
    known = ", ".join(cities.values_list("code", flat=True)) or _("none yet")
    if not found:
        raise UsageError(
            _(
                "There is no such city. Cities on file: %(known)s. Add one with `greenward areas add`."
            )
            % {"known": known}
        )
    raise UsageError(_("Say which city with --city. Cities on file: %(known)s.") % {"known": known})


def print_summary(run: Assessment, console: Console | None = None) -> None:
    """The verdicts by duty as a table, and what changed since the last assessment."""
    console = console or Console()
    table = Table(title=_("%(city)s on %(day)s") % {"city": run.city, "day": run.on})
    table.add_column(_("Duty"))
    for heading in (_("✓ satisfied"), _("✕ breached"), _("? unknown"), _("– n/a"), _("owed")):
        table.add_column(heading, justify="right")
    for duty, found in sorted(run.counts.items(), key=lambda item: _order(item[0])):
        keys = ("satisfied", "breached", "unknown", "not_applicable", "owed")
        table.add_row(duty, *(f"{found[key]:,}" for key in keys))
    console.print(table)
    console.print(
        _("Since the last assessment: %(begun)s findings are new or changed, %(ended)s ended.")
        % {"begun": f"{run.changes['begun']:,}", "ended": f"{run.changes['ended']:,}"}
    )


def _order(duty: str) -> list[tuple[str, int]]:
    """The order of the text: 6.2 before 25.2, 27.1 before 27.2.1, whatever letters stand before."""
    parts = (re.fullmatch(r"(\D*)(\d*)", part) for part in duty.split("."))
    return [(found[1], int(found[2] or 0)) if found else ("", 0) for found in parts]


def run_explain(building: str, duty: str, on: date, lang: str, year: int | None) -> str:
    """The explanation of one duty on one building as text."""
    found = explain_building(the_building(building), duty, on, lang, year)
    source = {"zh": "法规版本 {} · 评估日期 {}", "en": "Edition {} · asked as of {}"}[
        "zh" if lang.startswith("zh") else "en"
    ]
    head = f"{the_building(building)}" + (f" · {found.year}" if found.year else "")
    return f"{head}\n{as_text(found.explanation)}{source.format(found.edition[:12], on)}"


def the_building(key: str) -> Building:
    """By building code, by any identifier, or by ``#`` and the register's own number."""
    wanted = Q(code=key) | Q(identifiers__value=key)
    if key.lstrip("#").isdigit() and key.startswith("#"):
        wanted = Q(pk=int(key[1:]))
    found = list(Building.objects.filter(wanted).distinct().select_related("area")[:2])
    if not found:
        raise UsageError(_("No building carries the code or identifier %(key)s.") % {"key": key})
    if len(found) > 1:
        raise UsageError(
            _("More than one building carries %(key)s: use the building code, or # and its number.")
            % {"key": key}
        )
    return found[0]


__all__ = ["NothingToExplain", "UsageError", "run_assess", "run_explain"]
