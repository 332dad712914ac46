"""The demo city: 3,000 invented buildings in 11 districts over three years, judged for real, and the
projects of two cities on their way from the land to the keys.

Nothing here is special to the product: the register and the figures come in through the importer
from files a visitor can look at, the standard rows through the standards desk. Only the people and
the numbers are made up, and every page says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

Say = Callable[[str], None]
MARK = "demo-city"


@dataclass(frozen=True)
class Loaded:
    """What was put in, and where the two bad files are to try the importer on."""

    buildings: int
    years: int
    bad_files: tuple[Path, ...]


def banner(request: HttpRequest) -> str:
    """The line on top of every page of the demo; who is not signed in reads where to look first."""
    said = _(
        "This city is invented. Its buildings, people and figures are made up, and its standard "
        "rows were confirmed by a fictional official."
    )
    user = getattr(request, "user", None)
    return said if user is not None and user.is_authenticated else f"{said} {first_look()}"


def first_look() -> str:
    """Where a visitor sees most at once."""
    return _(
        "Look first: “developer” has projects in every stage from land to keys, “planning” and "
        "“futian” decide on them, “jinzhou” has another city's law and its 59 projects of 2020."
    )


def is_loaded() -> bool:
    return (Path(settings.HOME) / MARK).exists()


def load(say: Say, today: date) -> Loaded:
    """Make the city in an empty database: people, law, standards, register, years, records."""
    from greenward.bureau.accounts.actors import Actor
    from greenward.bureau.accounts.models import Organisation
    from greenward.bureau.standards.editions import publish
    from greenward.law.jinzhou import PACK as JINZHOU
    from greenward.law.shenzhen import PACK as SHENZHEN

    from . import desk, files, invent, people, records

    operator = Actor.operator()
    say(_("Districts, people and the law"))
    city = people.settle()
    publish(operator, SHENZHEN)
    publish(operator, JINZHOU)
    say(_("Standards, confirmed by a fictional official"))
    desk.confirm_standards(operator, city)
    found = invent.city()
    say(_("The register: %(count)s buildings") % {"count": f"{len(found):,}"})
    files.import_register(operator, city, found)
    years = sum(len(b.figures) for b in found)
    say(_("Energy: %(count)s building-years") % {"count": f"{years:,}"})
    files.import_years(operator, city, found)
    say(_("Audits, metering and orders to correct"))
    records.file_records(found)
    people.enrol_owner(Organisation.objects.get(owned_buildings__name=invent.SHOWN))
    bad = files.write_bad_files()
    (Path(settings.HOME) / MARK).write_text(today.isoformat())
    return Loaded(len(found), years, bad)
