"""What the developer enters once for the handover papers: texts, warranty periods, indicators, the
list of equipment (Article 18). A warranty below its legal floor is refused as it is entered.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.construction.models import Project
from greenward.bureau.construction.recording import recorded
from greenward.bureau.letters.printing import check_printable
from greenward.law.warranty import Length, Part, compare

from . import contents, warranties
from .indicators import KINDS
from .models import Equipment, Indicator, Warranty
from .rooms import NAMES, Room

TEXTS = ("measures", "protection", "scope", "other_duties", "liability", "use")
COLUMNS = ("name", "place", "model", "amount", "use")
"""The columns of a list of equipment, in this order; the first row may be their heads."""
MOST_ROWS = 500


def enter_particulars(
    actor: Actor,
    project: Project,
    *,
    texts: Mapping[str, str],
    insulated: bool | None,
    design_life: int | None,
    periods: Mapping[Part, Length | None],
) -> None:
    """Enter texts and warranty periods, all at once. Raises ValidationError for every period below
    its floor, with the floor and its source; one that cannot be judged is kept and shown as such."""
    for text in texts.values():
        check_printable(text)
    with recorded(actor, project, "prepare_papers") as event:
        said = contents.particulars_of(project)
        for name in TEXTS:
            setattr(said, name, texts.get(name, "").strip())
        said.insulated, said.design_life = insulated, design_life
        day = contents.material(project).on
        if wrong := warranties.below(compare(periods, day, design_life)):
            raise ValidationError(wrong)
        said.save()
        _keep_periods(project, periods)
        event.note(periods={part: _plain(length) for part, length in periods.items()})


def enter_indicators(actor: Actor, project: Project, values: Mapping[str, str]) -> None:
    """Enter the promised values by indicator; an empty one is taken out."""
    for value in values.values():
        check_printable(value)
    with recorded(actor, project, "prepare_papers") as event:
        given = {name: value.strip() for name, value in values.items() if name in KINDS}
        project.indicators.exclude(name__in=[n for n, v in given.items() if v]).delete()
        for name, value in given.items():
            if value:
                Indicator.objects.update_or_create(
                    project=project, name=name, defaults={"value": value}
                )
        event.note(indicators=given)


def add_equipment(actor: Actor, project: Project, rows: Iterable[Mapping[str, str]]) -> int:
    """Add rows to the list of equipment; give their number. Raises ValidationError by row."""
    with recorded(actor, project, "prepare_papers") as event:
        made = [_equipment(project, number, row) for number, row in enumerate(rows, start=1)]
        if project.equipment.count() + len(made) > MOST_ROWS:
            raise ValidationError(_("The list may have %(most)s rows.") % {"most": MOST_ROWS})
        Equipment.objects.bulk_create(made)
        event.note(equipment=len(made))
    return len(made)


def remove_equipment(actor: Actor, project: Project, row: Equipment) -> None:
    """Take a row out of the list; papers that were issued with it keep it."""
    with recorded(actor, project, "prepare_papers") as event:
        event.note(removed=row.name)
        row.delete()


def equipment_rows(text: str) -> list[dict[str, str]]:
    """The rows of a list of equipment pasted from a spreadsheet or of a CSV file: name, where, make
    and model, how many, how it is used. A head row and empty lines are left out."""
    lines = text.lstrip("\ufeff").splitlines()
    tabs = bool(lines) and "\t" in lines[0]
    rows = csv.reader(io.StringIO("\n".join(lines)), delimiter="\t" if tabs else ",")
    found = [dict(zip(COLUMNS, (c.strip() for c in row), strict=False)) for row in rows if row]
    return found[1:] if found and _room(found[0].get("place", "")) is None else found


def _equipment(project: Project, number: int, row: Mapping[str, str]) -> Equipment:
    place = _room(row.get("place", ""))
    if place is None:
        raise ValidationError(
            _("Row %(number)s: “%(place)s” is no place of the list. Use one of: %(places)s.")
            % {
                "number": number,
                "place": row.get("place", ""),
                "places": "、".join(text.zh for text in NAMES.values()),
            }
        )
    made = Equipment(project=project, **{**_texts(row), "place": place})
    try:
        made.clean_fields(exclude=["project"])
        for value in _texts(row).values():
            check_printable(value)
    except ValidationError as error:
        raise ValidationError(
            [_("Row %(number)s: %(why)s") % {"number": number, "why": w} for w in error.messages]
        ) from error
    return made


def _texts(row: Mapping[str, str]) -> dict[str, str]:
    return {name: row.get(name, "") for name in COLUMNS if name != "place"}


def _room(said: str) -> Room | None:
    """A room by its name in either language or its key."""
    words = said.strip().casefold()
    for room, text in NAMES.items():
        if words in {room.value, text.zh, text.en.casefold()}:
            return room
    return None


def _keep_periods(project: Project, periods: Mapping[Part, Length | None]) -> None:
    for part, length in periods.items():
        if length is None:
            project.warranties.filter(part=part).delete()
        else:
            fields = {"number": length.number, "count": length.unit}
            Warranty.objects.update_or_create(project=project, part=part, defaults=fields)


def _plain(length: Length | None) -> Any:
    return None if length is None else f"{length.number} {length.unit}"
