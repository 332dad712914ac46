"""Green chapters on screen (Article 13): the four stages of a project, one version beside the one before
it, the draft with what is missing now, and who writes in a city.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.web.answering import form_page, form_view, refusing, sent, status_of, telling

from ..chapters import reading, writing
from ..chapters.contents import contents_of, has_chapters, holding_up, missing
from ..chapters.writers import in_words, may_write, name_writers, nameable, writers
from ..forms.chapters import AttachForm, ChapterForm, StageForm, WritersForm
from ..law import law_of
from ..models import Chapter, Project, Stage
from .chapter_parts import decided_on, differences, draft_parts, legs_of
from .common import FORM, Crumb, check_post, crumbs, may, project_of, roles_of, to_projects


@dataclass(frozen=True)
class StageLine:
    """One stage on the overview: its day, its writers, its newest version and the draft."""

    stage: Stage
    begun: Any
    writers: str
    chapter: Chapter | None
    draft: Chapter | None
    missing: int
    may_write: bool
    form: StageForm | None

    @property
    def to_review(self) -> bool:
        return (
            self.stage is reading.REVIEWED
            and self.chapter is not None
            and self.chapter.conforms is None  # type: ignore[attr-defined]
        )


@login_required
@require_GET
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """The chapters of a project, stage by stage: what is written, by whom, and what comes next."""
    return _overview(request, project_with_chapters(request, pk), {})


def _overview(
    request: HttpRequest, project: Project, forms: dict[Stage, StageForm]
) -> HttpResponse:
    actor, city = request.actor, project.area.path.split("/", 1)[0]
    return render(
        request,
        "construction/chapters.html",
        {
            "project": project,
            "lines": stage_lines(actor, project, forms),
            "may_begin": may(actor, project, "begin_stage"),
            "may_review": may(actor, project, "review_chapter"),
            "city": city,
            "may_name": actor.may("name_writers", f"{city}/"),
            "crumbs": crumbs(project, (_("Green chapters"), "")),
        },
        status=status_of(*forms.values()),
    )


def stage_lines(actor: Actor, project: Project, forms: dict[Stage, StageForm]) -> list[StageLine]:
    """The four stages: four queries."""
    held = reading.standing([project.pk]).get(project.pk, {})
    begun = reading.begun([project.pk]).get(project.pk, {})
    drafts = {
        Stage(row.stage): row for row in Chapter.objects.filter(project=project, handed_in_at=None)
    }
    named, roles = writers(project.area), roles_of(actor, project)
    official = actor.may("draft_chapter", project.area.path)
    return [
        StageLine(
            stage,
            begun.get(stage),
            in_words(named[stage]),
            held.get(stage),
            drafts.get(stage),
            len(missing(contents_of(drafts[stage]))) if stage in drafts else 0,
            official or bool(roles & set(named[stage])),
            forms.get(stage) or (StageForm(prefix=stage.value) if stage not in begun else None),
        )
        for stage in Stage
    ]


@login_required
@require_POST
def begin(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """Record the day a stage began, where it is sent, and open the draft for whoever writes it."""
    project, which = project_with_chapters(request, pk), stage_of(stage)
    if f"{which.value}-begun_on" in request.POST:
        return _begin_stage(request, project, which)
    with telling(request):
        writing.begin(request.actor, project, which)
        return redirect("construction:write_chapter", project.pk, which.value)
    return redirect("construction:chapters", project.pk)


def _begin_stage(request: HttpRequest, project: Project, which: Stage) -> HttpResponse:
    form = StageForm(request.POST, prefix=which.value)
    if form.is_valid():
        with refusing(form):
            writing.begin_stage(request.actor, project, which, on=form.cleaned_data["begun_on"])
            messages.success(request, _("The stage is on record."))
            return redirect("construction:chapters", project.pk)
    return _overview(request, project, {which: form})


@login_required
@require_GET
def chapter(request: HttpRequest, pk: int, stage: str, version: int | None = None) -> HttpResponse:
    """One version of a chapter, the newest unless another is named, beside the one before it."""
    project, which = project_with_chapters(request, pk), stage_of(stage)
    rows = reading.with_word(
        Chapter.objects.filter(project=project, stage=which, handed_in_at__isnull=False)
    )
    versions = list(rows.select_related("organisation").order_by("-version"))
    shown = next((row for row in versions if version in (None, row.version)), None)
    if shown is None and version is not None:
        raise Http404
    before = reading.before(shown) if shown else None
    return render(
        request,
        "construction/chapter.html",
        {
            "project": project,
            "stage": which,
            "chapter": shown,
            "before": before,
            "parts": differences(shown, before) if shown else [],
            "missing": missing(contents_of(shown)) if shown else (),
            "attachments": list(shown.attachments.all()) if shown else [],
            "reviews": list(shown.reviews.select_related("reviewed_by")) if shown else [],
            "versions": versions,
            "may_write": may_write(request.actor, project, which),
            "may_review": which is reading.REVIEWED
            and shown is not None
            and shown.pk == versions[0].pk
            and may(request.actor, project, "review_chapter"),
            "crumbs": crumbs(project, to_chapters(project), (str(which.label), "")),
        },
    )


@login_required
@form_view
def write(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """The draft of a stage: saved as often as one likes, complete or not; handed in once."""
    project, which = project_with_chapters(request, pk), stage_of(stage)
    if not may_write(request.actor, project, which):
        who = in_words(writers(project.area)[which])
        raise PermissionDenied(
            _("The chapter of this stage is written by: %(who)s.") % {"who": who}
        )
    draft = Chapter.objects.filter(project=project, stage=which, handed_in_at=None).first()
    if draft is None:
        return redirect("construction:chapter", project.pk, which.value)
    draft.project = project
    if request.method == "POST":
        return _written(request, draft)
    return _draft_page(request, draft, ChapterForm(instance=draft), AttachForm())


def _written(request: HttpRequest, draft: Chapter) -> HttpResponse:
    """What was pressed: save, hand in, take a part over, attach a document, leave one out."""
    do, _sep, which = request.POST.get("do", "save").partition(":")
    if do == "attach":
        return _attach(request, draft)
    form = ChapterForm(request.POST, instance=draft)
    form.is_valid()  # what is right is saved also where something is wrong
    with refusing(form):
        writing.save(request.actor, draft, form.right())
        if do == "take":
            writing.take_over(request.actor, draft, which)
        elif do == "detach" and which.isdigit():
            writing.detach(request.actor, draft, int(which))
    fresh = Chapter.objects.select_related("carried_from").get(pk=draft.pk)
    fresh.project = draft.project
    if request.htmx:
        return render(request, "construction/chapter_missing.html", _missing(fresh, form))
    if do == "hand_in" and not form.errors:
        with refusing(form):
            writing.hand_in(request.actor, fresh, because=request.POST.get("because", ""))
            messages.success(request, _("The chapter was handed in. It is kept under its hash."))
            return redirect("construction:chapter", draft.project_id, draft.stage)
    if form.errors:
        return _draft_page(request, fresh, form, AttachForm())
    messages.success(request, _("Saved."))
    return redirect("construction:write_chapter", draft.project_id, draft.stage)


def _attach(request: HttpRequest, draft: Chapter) -> HttpResponse:
    form = AttachForm(*sent(request))
    if form.is_valid():
        said = form.cleaned_data
        with refusing(form):
            writing.attach(request.actor, draft, said["file"], said["title"])
            messages.success(request, _("The document is attached."))
            return redirect("construction:write_chapter", draft.project_id, draft.stage)
    return _draft_page(request, draft, ChapterForm(instance=draft), form)


def _draft_page(
    request: HttpRequest, draft: Chapter, form: ChapterForm, attach: AttachForm
) -> HttpResponse:
    project, which = draft.project, Stage(draft.stage)
    return render(
        request,
        "construction/write_chapter.html",
        {
            "project": project,
            "stage": which,
            "draft": draft,
            "form": form,
            "attach": attach,
            "parts": draft_parts(draft, form, law_of(project.area)),
            "source": reading.before(draft),
            "attachments": list(draft.attachments.all()),
            "decided": decided_on(legs_of(project)),
            **_missing(draft, form),
            "crumbs": crumbs(
                project, to_chapters(project), to_chapter(project, which), (_("Write"), "")
            ),
        },
        status=status_of(form, attach),
    )


def _missing(draft: Chapter, form: ChapterForm) -> dict[str, Any]:
    contents = contents_of(draft)
    lacking = missing(contents)
    return {
        "draft": draft,
        "form": form,
        "missing": lacking,
        "holding_up": holding_up(law_of(draft.project.area).edition, contents),
        "carried": len(draft.carried),
    }


@login_required
@form_view
def who_writes(request: HttpRequest, code: str) -> HttpResponse:
    """Who writes the chapter at each stage in a city; the city's director or planning officer says it."""
    city = get_object_or_404(Area.objects.filter(parent=None).exclude(pack=""), code=code)
    check_post(request.actor.may("name_writers", city.path))
    law = law_of(city)
    if not has_chapters(law.edition):
        raise Http404
    form = WritersForm(*sent(request), roles=nameable(law.edition), now=writers(city))
    if form.is_valid():
        for stage, roles in form.named().items():
            name_writers(request.actor, city, stage, roles)
        messages.success(request, _("Saved."))
        return redirect("construction:chapter_writers", code)
    heading = _("Who writes the green chapter")
    return form_page(
        request,
        FORM,
        form,
        heading=heading,
        lede=_(
            "Article 13 names nobody. Whoever is chosen here may write the chapter of the stage."
        ),
        go=_("Save"),
        crumbs=[to_projects(), (heading, "")],
    )


def project_with_chapters(request: HttpRequest, pk: int) -> Project:
    """A project the reader sees whose law asks for chapters; Http404 for any other."""
    project = project_of(request, pk)
    if not has_chapters(law_of(project.area).edition):
        raise Http404
    return project


def stage_of(name: str) -> Stage:
    try:
        return Stage(name)
    except ValueError as error:
        raise Http404 from error


def to_chapters(project: Project) -> Crumb:
    return _("Green chapters"), reverse("construction:chapters", args=[project.pk])


def to_chapter(project: Project, stage: Stage) -> Crumb:
    return str(stage.label), reverse("construction:chapter", args=[project.pk, stage.value])
