"""The planning officer's review on screen (Article 13.2): the new version beside the one before, the law's
own reading beside it, and the opinion.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from greenward.bureau.casework.words import in_language
from greenward.law.language import facts_of
from greenward.web.answering import form_page, form_view, refusing, sent

from .. import saying
from ..chapters import reading
from ..chapters.contents import contents_of, missing
from ..chapters.reviewing import grounds, review
from ..course import Leg
from ..forms.chapters import ReviewForm
from ..law import Law, law_of
from ..models import Chapter, Project
from .chapter_parts import decided_on, differences, legs_of
from .chapters import project_with_chapters, to_chapter, to_chapters
from .common import MARKS, check_may, crumbs


@login_required
@form_view
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Review the newest version of the planning stage."""
    project = project_with_chapters(request, pk)
    check_may(request.actor, project, "review_chapter")
    chapter = reading.newest(project.pk, reading.REVIEWED)
    if chapter is None:
        raise Http404
    chapter.project = project
    legs = legs_of(project)
    decided = decided_on(legs)
    form = ReviewForm(*sent(request), decided=bool(decided))
    if form.is_valid():
        with refusing(form):
            review(request.actor, chapter, **form.cleaned_data)
            messages.success(request, _("Your opinion is on record; the writer reads it."))
            return redirect("construction:chapter", project.pk, reading.REVIEWED.value)
    shown = _shown(project, chapter, legs)
    return form_page(request, "construction/review.html", form, decided=decided, **shown)


def _shown(project: Project, chapter: Chapter, legs: list[Leg]) -> dict[str, Any]:
    law, before = law_of(project.area), reading.before(chapter)
    parts = differences(chapter, before)
    application = next((leg.application for leg in legs if leg.application), None)
    return {
        "project": project,
        "chapter": chapter,
        "before": before,
        "parts": parts,
        "changes": sum(row.changed for part in parts for row in part.rows),
        "missing": missing(contents_of(chapter)),
        "reading": law_lines(law, project),
        "attachments": list(chapter.attachments.all()),
        "application": application,
        "ask": reverse(
            "casework:act",
            args=[
                application.matter_id if application else project.matter_id,
                "request_correction",
            ],
        ),
        "crumbs": crumbs(
            project,
            to_chapters(project),
            to_chapter(project, reading.REVIEWED),
            (_("Review"), ""),
        ),
    }


def law_lines(law: Law, project: Project) -> list[dict[str, Any]]:
    """Each ground that reads the chapter or a star: how it stands, and the numbers it compares."""
    entries = {entry.name: entry for entry in law.edition.vocabulary}
    found = []
    for gate, ground in grounds(law, project):
        names = [name for name in facts_of(ground.ground.requires) if name in entries]
        found.append(
            {
                "mark": MARKS[ground.truth]
                if ground.asked.truth is not False
                else "not_applicable",
                "text": capfirst(in_language(ground.ground.text)),
                "gate": in_language(gate.title),
                "article": saying.article(ground.ground.article, ground.ground.instrument),
                "facts": [
                    (
                        saying.fact(entries[name]),
                        saying.value(entries[name], project.facts.get(name)),
                    )
                    for name in names
                    if entries[name].kind != "flag"
                ],
                "missing": [saying.fact(entries[n]) for n in ground.missing if n in entries],
            }
        )
    return found
