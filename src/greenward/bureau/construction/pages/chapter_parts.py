"""The parts of a chapter as pages show them: what each says, what changed, what it settles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from greenward.bureau.casework.words import in_language
from greenward.law.language import facts_of
from greenward.web import numbers

from .. import saying
from ..chapters.contents import PARTS, Part, contents_of, known
from ..chapters.reviewing import READS
from ..chapters.versions import changes
from ..course import Leg, Step, course
from ..forms.chapters import ChapterForm
from ..law import Law, law_of
from ..models import Chapter, Project
from ..models.chapters import Budgeted

UNITS = {
    "energy_target": "kWh/(m²·a)",
    "emission_target": "kgCO₂/(m²·a)",
    "saving_rate": "%",
    "renewable_share": "%",
    "prefabrication_rate": "%",
}


@dataclass(frozen=True)
class Row:
    """One column of a version in words, beside the version before."""

    label: Any
    now: str
    before: str
    changed: bool
    difference: str
    long: bool = False


@dataclass(frozen=True)
class Shown:
    """One part with its rows."""

    part: Part
    rows: Sequence[Row]

    @property
    def changed(self) -> bool:
        return any(row.changed for row in self.rows)


@dataclass(frozen=True)
class DraftPart:
    """One part of the draft: its fields, where its values come from, what it settles."""

    part: Part
    fields: Sequence[BoundField]
    filled: bool
    carried: bool
    settles: Sequence[str]
    earlier: str
    """What the version before says, where it is not carried over by itself."""


def differences(chapter: Chapter, before: Chapter | None) -> list[Shown]:
    """The parts of a version, each beside the version before: what changed, numbers with differences."""
    now = contents_of(chapter)
    then = contents_of(before) if before else None
    found = {change.column: change for change in changes(then, now)} if then else {}
    return [
        Shown(
            part,
            [
                Row(
                    Chapter._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
                    words(name, now[name]),
                    words(name, then[name]) if then else "",
                    name in found,
                    difference(name, found[name].difference) if name in found else "",
                    name == "technical_path",
                )
                for name in part.columns
            ],
        )
        for part in PARTS
    ]


def draft_parts(draft: Chapter, form: ChapterForm, law: Law) -> list[DraftPart]:
    """The parts of a draft in the order of the chapter. `draft.carried_from` is read."""
    contents = contents_of(draft)
    source = contents_of(draft.carried_from) if draft.carried_from else None
    entries = {entry.name: entry for entry in law.edition.vocabulary}
    return [
        DraftPart(
            part,
            form.fields_of(part),
            part.filled(contents),
            part.name in draft.carried,
            [in_language(entries[fact].label) for fact in part.facts if fact in entries],
            _earlier(part, contents, source),
        )
        for part in PARTS
    ]


def _earlier(part: Part, contents: dict[str, Any], source: dict[str, Any] | None) -> str:
    if source is None or part.carries or not part.empty(contents) or part.empty(source):
        return ""
    return "; ".join(words(name, source[name]) for name in part.columns if known(source[name]))


def words(column: str, value: Any) -> str:
    """A column's value in words with its unit; a dash where it is not filled in."""
    if not known(value):
        return saying.NOTHING
    if column == "star":
        return saying.stars(value)
    if column == "industrialised":
        return _("yes, it is required") if value else _("no, it is not required")
    if column == "cost_fen":
        return numbers.yuan(value)
    if column == "budgeted":
        return str(Budgeted(value).label)
    if isinstance(value, Decimal):
        return f"{numbers.number(value)} {UNITS[column]}"
    return str(value)


def difference(column: str, value: Decimal | int | None) -> str:
    """A difference with its sign and unit; "" where there is none to count."""
    if value is None:
        return ""
    sign = "+" if value > 0 else "−"
    if column == "star":
        return f"{sign}{abs(value)} ★"
    if column == "cost_fen":
        return f"{sign}{numbers.yuan(abs(int(value)))}"
    return f"{sign}{numbers.number(abs(value))} {UNITS[column]}"


def legs_of(project: Project) -> list[Leg]:
    """The gates of a project that read its chapter, as they stand."""
    law = law_of(project.area)
    return [leg for leg in course(law, project) if READS & set(facts_of(leg.gate))]


def decided_on(legs: Iterable[Leg]) -> list[str]:
    """The passed gates that stand on the chapter: a change of it asks for a reason."""
    return [in_language(leg.gate.title) for leg in legs if leg.step is Step.PASSED]
