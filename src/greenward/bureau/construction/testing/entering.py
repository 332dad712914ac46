"""Tests of air and sound as laboratories report them (Articles 17, 34, 35).

A row is one substance in one room, or one element. What is tested again supersedes the row on file,
with the reason; the earlier one stays. By the form a wrong row is told at once; of a table what can
be taken is taken, and the rest is refused row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation
from greenward.bureau.casework.models import Filing
from greenward.bureau.casework.words import in_language
from greenward.law.standards.indoors import CONCENTRATIONS
from greenward.law.standards.names import NAMES
from greenward.web.forms import lies_ahead

from ..models import AirTest, Project, SoundTest
from ..recording import recorded


@dataclass(frozen=True)
class Air:
    """One substance in one room. `averaging` is a name of the standards, "" where the report says
    nothing of it."""

    room: str
    pollutant: str
    value: Decimal
    unit: str
    averaging: str
    closed_hours: int | None
    tested_on: date
    report_number: str

    MODEL = AirTest

    @property
    def key(self) -> tuple[str, str]:
        return self.room, self.pollutant


@dataclass(frozen=True)
class Sound:
    """One element of the building, between the rooms named."""

    element: str
    metric: str
    rooms: str
    value: Decimal
    tested_on: date
    report_number: str

    MODEL = SoundTest

    @property
    def key(self) -> tuple[str, str]:
        return self.rooms, self.element


Row = Air | Sound
Test = AirTest | SoundTest
Key = tuple[str, str]
"""Where, and what."""


@dataclass(frozen=True)
class Entered:
    """What became of some rows: created anew, superseding an earlier test, or on file as they are."""

    created: int = 0
    superseding: int = 0
    unchanged: int = 0


def enter(
    actor: Actor,
    project: Project,
    laboratory: Organisation,
    rows: Sequence[Row],
    *,
    report: Filing | None = None,
    retest: str = "",
    because: str = "",
) -> Entered:
    """Enter tests of one laboratory. `retest`: why what was tested before was tested again; `because`:
    the reason of a change to what a decision stood on.

    Raises ValidationError for a test on file already with another figure and no reason, for a day
    ahead, and for two rows of the same thing.
    """
    with recorded(actor, project, "enter_tests", because=because) as event:
        _check_once(rows)
        said = {"laboratory": laboratory, "report": report, "because": retest}
        made = [_made(actor, project, row, before, said) for row, before in _paired(project, rows)]
        new = [one for one in made if one is not None]
        for model in (AirTest, SoundTest):
            model.objects.bulk_create([one for one in new if isinstance(one, model)])
        again = sum(one.supersedes_id is not None for one in new)
        done = Entered(len(new) - again, again, len(made) - len(new))
        event.note(laboratory=laboratory.pk, rows=len(rows), report=sha(report), **asdict(done))
        event.note(retest=retest)
    return done


def judge_anew(actor: Actor, project: Project) -> None:
    """Judge the tests by the standards as they are confirmed today; nothing is entered."""
    with recorded(actor, project, "judge_tests") as event:
        event.note(project=project.pk)


def on_file(project: Project, model: type[AirTest] | type[SoundTest]) -> dict[Key, Test]:
    """The standing tests of a project by what was tested where: one query."""
    rows = model.objects.standing().filter(project=project).order_by("pk")
    return {_key(test): test for test in rows}


def fault(row: Row) -> str:
    """Why a row cannot be taken, in words; "" when it can."""
    if ahead := lies_ahead(row.tested_on):
        return ahead
    if isinstance(row, Air):
        if row.pollutant not in NAMES["pollutant"]:
            return _("“%(said)s” is no pollutant known here.") % {"said": row.pollutant}
        if row.averaging and row.averaging not in NAMES["averaging"]:
            return _("“%(said)s” is no averaging time known here.") % {"said": row.averaging}
        if row.unit not in CONCENTRATIONS:
            return _("“%(said)s” is no unit of a concentration.") % {"said": row.unit}
        return _("A concentration is not below zero.") if row.value < 0 else ""
    if row.element not in NAMES["element"]:
        return _("“%(said)s” is no element known here.") % {"said": row.element}
    if row.metric not in NAMES["metric"]:
        return _("“%(said)s” is no acoustic quantity known here.") % {"said": row.metric}
    return "" if 0 <= row.value <= 200 else _("A value in dB lies between 0 and 200.")


def differs(row: Row, test: AirTest | SoundTest) -> bool:
    """Whether a row says something else than the test on file."""
    return any(getattr(test, name) != value for name, value in asdict(row).items())


def sha(report: Filing | None) -> str:
    return report.document_id if report else ""


def _paired(project: Project, rows: Sequence[Row]) -> list[tuple[Row, Test | None]]:
    """Each row with the test of the same on file."""
    known = {model: on_file(project, model) for model in {row.MODEL for row in rows}}
    return [(row, known[row.MODEL].get(row.key)) for row in rows]


def _named(row: Row) -> str:
    """A test in words: its place and what is tested there."""
    place, code = row.key
    names = NAMES["pollutant" if isinstance(row, Air) else "element"]
    return f"{place} · {in_language(names[code]) if code in names else code}"


def _made(
    actor: Actor, project: Project, row: Row, before: Test | None, said: dict[str, Any]
) -> Test | None:
    """The test a row becomes; None where it is on file as it is."""
    if wrong := fault(row):
        raise ValidationError(wrong)
    if before is None:
        said = said | {"because": ""}
    elif not differs(row, before) and before.laboratory_id == said["laboratory"].pk:
        return None
    elif not said["because"].strip():
        raise ValidationError(
            _("%(what)s was tested already. Say why it was tested again.") % {"what": _named(row)}
        )
    values = asdict(row) | said
    return row.MODEL(**values, project=project, entered_by=actor.user, supersedes=before)


def _key(test: Test) -> Key:
    if isinstance(test, AirTest):
        return test.room, test.pollutant
    return test.rooms, test.element


def _check_once(rows: Iterable[Row]) -> None:
    seen: set[Key] = set()
    for row in rows:
        if row.key in seen:
            raise ValidationError(_("%(what)s stands here twice.") % {"what": _named(row)})
        seen.add(row.key)
