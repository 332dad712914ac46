"""Green chapters on screen (Article 13): the four stages of a project, one version beside the one before
it, the draft with what is missing now, and who writes in a city.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, PartyRole
from greenward.bureau.casework.matters.parties import roles_in

from .. import selectors
from ..chapters import reading, writing
from ..chapters.contents import contents_of, has_chapters, holding_up, missing
from ..chapters.writers import in_words, may_write, name_writers, nameable, writers
from ..forms.chapters import AttachForm, ChapterForm, StageForm, WritersForm
from ..law import law_of
from ..models import Chapter, Project, Stage
from .chapter_parts import decided_on, differences, draft_parts, legs_of
from .opening import answer, done


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
    project = project_of(request, pk)
    return _overview(request, project, {})


def _overview(
    request: HttpRequest, project: Project, forms: dict[Stage, StageForm], status: int = 200
) -> HttpResponse:
    actor = request.actor
    roles, city = roles_in(actor, project.matter), project.area.path.split("/", 1)[0]
    lines = stage_lines(actor, project, roles, forms)
    return render(
        request,
        "construction/chapters.html",
        {
            "project": project,
            "lines": lines,
            "may_begin": actor.may("begin_stage", project.area.path, roles),
            "may_review": actor.may("review_chapter", project.area.path),
            "city": city,
            "may_name": actor.may("name_writers", f"{city}/"),
            "crumbs": crumbs(project),
        },
        status=status,
    )


def stage_lines(
    actor: Actor, project: Project, roles: frozenset[PartyRole], forms: dict[Stage, StageForm]
) -> list[StageLine]:
    """The four stages: four queries."""
    held = reading.standing([project.pk]).get(project.pk, {})
    begun = reading.begun([project.pk]).get(project.pk, {})
    drafts = {
        Stage(row.stage): row for row in Chapter.objects.filter(project=project, handed_in_at=None)
    }
    named = writers(project.area)
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
    project, which = project_of(request, pk), stage_of(stage)
    if f"{which.value}-begun_on" in request.POST:
        form = StageForm(request.POST, prefix=which.value)
        if not form.is_valid() or not done(
            form,
            lambda: writing.begin_stage(
                request.actor, project, which, on=form.cleaned_data["begun_on"]
            ),
        ):
            return _overview(request, project, {which: form}, 422)
        messages.success(request, _("The stage is on record."))
        return redirect("construction:chapters", project.pk)
    try:
        writing.begin(request.actor, project, which)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("construction:chapters", project.pk)
    return redirect("construction:write_chapter", project.pk, which.value)


@login_required
@require_GET
def chapter(request: HttpRequest, pk: int, stage: str, version: int | None = None) -> HttpResponse:
    """One version of a chapter, the newest unless another is named, beside the one before it."""
    project, which = project_of(request, pk), stage_of(stage)
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
            and request.actor.may("review_chapter", project.area.path),
            "crumbs": crumbs(project, (which.label, "")),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """The draft of a stage: saved as often as one likes, complete or not; handed in once."""
    project, which = project_of(request, pk), stage_of(stage)
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
    right = form.is_valid()
    saved = done(form, lambda: writing.save(request.actor, draft, form.right()))
    if saved is not None and do == "take":
        done(form, lambda: writing.take_over(request.actor, draft, which))
    if saved is not None and do == "detach" and which.isdigit():
        done(form, lambda: writing.detach(request.actor, draft, int(which)))
    fresh = Chapter.objects.select_related("carried_from").get(pk=draft.pk)
    fresh.project = draft.project
    if request.htmx:
        return render(request, "construction/chapter_missing.html", _missing(fresh, form))
    if do == "hand_in" and right and saved is not None:
        because = request.POST.get("because", "")
        if done(form, lambda: writing.hand_in(request.actor, fresh, because=because)) is not None:
            messages.success(request, _("The chapter was handed in. It is kept under its hash."))
            return redirect("construction:chapter", draft.project_id, draft.stage)
    if form.errors:
        return _draft_page(request, fresh, form, AttachForm(), 422)
    messages.success(request, _("Saved."))
    return redirect("construction:write_chapter", draft.project_id, draft.stage)


def _attach(request: HttpRequest, draft: Chapter) -> HttpResponse:
    form = AttachForm(request.POST, request.FILES)
    if form.is_valid() and done(
        form,
        lambda: writing.attach(
            request.actor, draft, form.cleaned_data["file"], form.cleaned_data["title"]
        ),
    ):
        messages.success(request, _("The document is attached."))
        return redirect("construction:write_chapter", draft.project_id, draft.stage)
    return _draft_page(request, draft, ChapterForm(instance=draft), form, 422)


def _draft_page(
    request: HttpRequest, draft: Chapter, form: ChapterForm, attach: AttachForm, status: int = 200
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
                project,
                (which.label, reverse("construction:chapter", args=[project.pk, which.value])),
                (_("Write"), ""),
            ),
        },
        status=status,
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
@require_http_methods(["GET", "POST"])
def who_writes(request: HttpRequest, code: str) -> HttpResponse:
    """Who writes the chapter at each stage in a city; the city's director or planning officer says it."""
    city = get_object_or_404(Area.objects.filter(parent=None).exclude(pack=""), code=code)
    if not request.actor.may("name_writers", city.path):
        raise PermissionDenied(_("Your duty post does not include this act."))
    law = law_of(city)
    if not has_chapters(law.edition):
        raise Http404
    form = WritersForm(request.POST or None, roles=nameable(law.edition), now=writers(city))
    if request.method == "POST" and form.is_valid():
        for stage, roles in form.named().items():
            name_writers(request.actor, city, stage, roles)
        messages.success(request, _("Saved."))
        return redirect("construction:chapter_writers", code)
    return answer(
        request,
        form,
        heading=_("Who writes the green chapter"),
        lede=_(
            "Article 13 names nobody. Whoever is chosen here may write the chapter of the stage."
        ),
        go=_("Save"),
        crumbs=[
            (_("Projects"), reverse("construction:projects")),
            (_("Who writes the green chapter"), ""),
        ],
    )


def project_of(request: HttpRequest, pk: int) -> Project:
    """A project the reader sees whose law asks for chapters; Http404 for any other."""
    project = get_object_or_404(selectors.projects(request.actor), pk=pk)
    if not has_chapters(law_of(project.area).edition):
        raise Http404
    return project


def stage_of(name: str) -> Stage:
    try:
        return Stage(name)
    except ValueError as error:
        raise Http404 from error


def crumbs(project: Project, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    own = reverse("construction:chapters", args=[project.pk]) if more else ""
    return [
        (_("Projects"), reverse("construction:projects")),
        (project.code, reverse("construction:project", args=[project.pk])),
        (_("Green chapters"), own),
        *more,
    ]
