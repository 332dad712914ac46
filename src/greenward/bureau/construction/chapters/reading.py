"""Which version of a chapter holds: the newest handed in of a stage, with the newest word on it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from ..models.chapters import BegunStage, Chapter, ChapterReview, Stage

REVIEWED = Stage.PLANNING
"""The stage whose chapter the planning authority reviews with the permit (Article 13.2)."""


def with_word(rows: QuerySet[Chapter]) -> QuerySet[Chapter]:
    """Chapters with `conforms`: the newest review of each; None while nobody reviewed it."""
    newest = ChapterReview.objects.filter(chapter=OuterRef("pk")).order_by("-pk")
    return rows.annotate(conforms=Subquery(newest.values("conforms")[:1]))


def standing(projects: Sequence[int]) -> dict[int, dict[Stage, Chapter]]:
    """The newest version handed in of every stage of some projects: one query."""
    rows = with_word(Chapter.objects.filter(project__in=projects, handed_in_at__isnull=False))
    found: dict[int, dict[Stage, Chapter]] = {}
    for chapter in rows.order_by("project_id", "stage", "-version").distinct("project_id", "stage"):
        found.setdefault(chapter.project_id, {})[Stage(chapter.stage)] = chapter
    return found


def begun(projects: Sequence[int]) -> dict[int, dict[Stage, BegunStage]]:
    """The stages of some projects that have begun: one query."""
    found: dict[int, dict[Stage, BegunStage]] = {}
    for row in BegunStage.objects.filter(project__in=projects):
        found.setdefault(row.project_id, {})[Stage(row.stage)] = row
    return found


def newest(project: int, stage: Stage) -> Chapter | None:
    """The newest version of a stage that was handed in."""
    return standing([project]).get(project, {}).get(stage)


def before(chapter: Chapter) -> Chapter | None:
    """The version handed in before one: of the same stage, else of the nearest stage before it."""
    rows = Chapter.objects.filter(project=chapter.project_id, handed_in_at__isnull=False)
    same = rows.filter(stage=chapter.stage, version__lt=chapter.version)
    return same.order_by("-version").first() or stage_before(chapter.project_id, chapter.stage)


def stage_before(project: int, stage: str) -> Chapter | None:
    """The newest version handed in of the nearest stage before one that has any."""
    held = standing([project]).get(project, {})
    return next((held[one] for one in Stage(stage).earlier if one in held), None)
