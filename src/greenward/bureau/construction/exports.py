"""The list of projects that can be taken away, under the filters of its page (`forms.filters`)."""

from __future__ import annotations

from django.db.models import Case, CharField, IntegerField, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.exports import Column, Kind, Select, Table, of
from greenward.bureau.casework.words import in_language
from greenward.bureau.registry.models import Function

from .course import WORDS
from .forms.filters import ProjectFilter
from .models import Project
from .selectors import laws, matching, titles


def _query(actor: Actor, filters: QueryDict) -> Select:
    gates = titles(laws().values())
    form = ProjectFilter(filters, actor=actor, titles=gates)
    found = matching(Project.objects.visible_to(actor), form.asked)
    area = "area__name_zh" if (get_language() or "zh").startswith("zh") else "area__name_en"
    shown = found.annotate(
        gate_words=_words("next_gate", {id: in_language(title) for id, title in gates.items()}),
        step_words=_words("next_step", {step.value: str(text) for step, text in WORDS.items()}),
        function_words=_words("function", {code: str(text) for code, text in Function.choices}),
        land=_star("land_star"),
        permitted=_star("permit_star"),
        accepted=_star("accepted_star"),
    )
    return of(_rows(shown, area))


def _rows(shown: QuerySet[Project], area: str) -> QuerySet[Project, tuple[object, ...]]:
    return shown.order_by("-opened_at", "-pk").values_list(
        "code", "name", "gate_words", "step_words", "developer__name", area, "function_words",
        "floor_area", "land", "permitted", "accepted", "regime_on", "opened_at", "matter__closed_at",
    )  # fmt: skip


def _words(column: str, said: dict[str, str]) -> Case:
    whens = [When(**{column: key}, then=Value(words)) for key, words in said.items()]
    return Case(*whens, default=Value(""), output_field=CharField())


def _star(fact: str) -> Cast:
    return Cast(KeyTextTransform(fact, "facts"), IntegerField())


PROJECTS = Table(
    "projects",
    _("Projects"),
    [
        Column("code", _("Number of the project")),
        Column("name", _("Project")),
        Column("next_gate", _("Next is")),
        Column("next_step", _("How it stands")),
        Column("developer", _("Developer")),
        Column("area", _("Area")),
        Column("function", _("Function")),
        Column("floor_area", _("Floor area, m²"), Kind.DECIMAL),
        Column("land_star", _("Star of the land document"), Kind.INT),
        Column("permit_star", _("Star permitted"), Kind.INT),
        Column("accepted_star", _("Star accepted"), Kind.INT),
        Column("regime_on", _("The law of this day applies"), Kind.DATE),
        Column("opened_at", _("Opened"), Kind.TIME),
        Column("closed_at", _("Closed"), Kind.TIME),
    ],
    _query,
)
