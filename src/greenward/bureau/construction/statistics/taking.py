"""The figures and the lists behind them as files: every line with stage, counts, unit and days (B11)."""

from __future__ import annotations

import json
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.exports import Column, Kind, Select, Table, of

from ..models import Project
from .asking import behind, green_words, read
from .counting import TOTALS, reached
from .ratio import Unit
from .stages import Stage

ROWS = """, total (name, district, star, all_districts, all_stars, projects, green_projects, unknown,
    area, green_area, unmeasured) AS ({totals})
SELECT %s::jsonb ->> total.name, coalesce(%s::jsonb ->> total.district, total.district), total.star,
    %s::jsonb ->> unit.name, green, whole, trunc(green / nullif(whole, 0), 4), not_known,
    %s::date, %s::date, %s::jsonb ->> total.name
FROM total
    JOIN unnest(%s::text[]) WITH ORDINALITY AS place (name, position) ON place.name = total.name
    CROSS JOIN LATERAL (VALUES (%s, green_projects::numeric, projects::numeric, unknown),
        (%s, green_area, area, NULL)) AS unit (name, green, whole, not_known)
WHERE all_stars = 1 OR star IS NOT NULL
ORDER BY position, all_districts DESC, all_stars DESC, district, star, unit.name DESC
"""


def figures(actor: Actor, filters: QueryDict) -> Select:
    """All shares of the page: of a stage, of a stage in a district, and of a stage by star."""
    question = read(actor, filters)
    if question is None:
        return Select(f"SELECT {', '.join(['NULL'] * len(FIGURES.columns))} WHERE false")
    asked, every = question.asked, question.asked.stages.every
    sql, params = reached(asked)
    districts = {area.code: str(area) for area in asked.city.parts.all()}
    units = {Unit.PROJECTS: _("projects"), Unit.AREA: "m²"}
    return Select(
        sql + ROWS.format(totals=TOTALS),
        [
            *params,
            _words(every, lambda stage: stage.words),
            json.dumps(districts),
            json.dumps({unit.value: str(words) for unit, words in units.items()}),
            *(asked.since, asked.cut_off),
            _words(every, lambda stage: green_words(stage, question.law)),
            [stage.name for stage in every],
            *(Unit.PROJECTS.value, Unit.AREA.value),
        ],
    )


def _words(every: tuple[Stage, ...], say: Any) -> str:
    return json.dumps({stage.name: str(say(stage)) for stage in every})


def projects(actor: Actor, filters: QueryDict) -> Select:
    """The projects behind one number."""
    question = read(actor, filters)
    area = "area__name_zh" if (get_language() or "zh").startswith("zh") else "area__name_en"
    found = behind(question, filters) if question else Project.objects.none()
    return of(found.values_list("code", "name", area, "developer__name", "floor_area", "next_gate"))


FIGURES = Table(
    "project_figures",
    gettext_lazy("Green share of projects"),
    [
        Column("stage", gettext_lazy("Stage")),
        Column("district", gettext_lazy("District")),
        Column("star", gettext_lazy("Star"), Kind.INT),
        Column("unit", gettext_lazy("Unit")),
        Column("green", gettext_lazy("Green (numerator)"), Kind.DECIMAL),
        Column("whole", gettext_lazy("All that reached the stage (denominator)"), Kind.DECIMAL),
        Column("share", gettext_lazy("Share"), Kind.DECIMAL, 4),
        Column("unknown", gettext_lazy("Not known"), Kind.INT),
        Column("since", gettext_lazy("Reached since"), Kind.DATE),
        Column("cut_off", gettext_lazy("Up to (cut-off day)"), Kind.DATE),
        Column("green_by", gettext_lazy("Green by")),
    ],
    figures,
)
PROJECTS = Table(
    "projects_of_figure",
    gettext_lazy("The projects behind a number"),
    [
        Column("code", gettext_lazy("Number of the project")),
        Column("name", gettext_lazy("Project")),
        Column("area", gettext_lazy("Area")),
        Column("developer", gettext_lazy("Developer")),
        Column("floor_area", gettext_lazy("Floor area, m²"), Kind.DECIMAL),
        Column("next_gate", gettext_lazy("Next is")),
    ],
    projects,
)
