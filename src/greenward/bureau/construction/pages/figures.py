"""The green share of projects at each stage, by number and by area, by district and by star (B11).

Every number opens the list of exactly the projects it counts; a share at the start says beside it how
many are accepted and how many labelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.casework.views import take_away
from greenward.bureau.casework.words import in_language
from greenward.law.language import Subject, Verdict
from greenward.web.numbers import iso

from ..statistics import duties
from ..statistics.asking import Question, behind, green_words, read
from ..statistics.counting import NOBODY, Asked, Count, Counts, count
from ..statistics.picture import shares_chart
from ..statistics.ratio import Share
from ..statistics.stages import LABELLED, Stage
from .common import to_projects

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One row of a table: a stage, a district or a star, with its share and the lists it opens."""

    name: str
    label: str
    note: str
    count: Count
    share: Share
    href: str

    @property
    def not_green(self) -> int:
        return self.count.reached - self.count.green - self.count.unknown


@login_required
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The figures; ``?format=`` takes them away with all they count."""
    if "format" in request.GET:
        return take_away(request, "project_figures")
    question = read(request.actor, request.GET)
    if question is None:
        return _nothing(request)
    counts, asked = count(question.asked), question.asked
    lines = stage_lines(counts, question)
    start = next(line for line in lines if line.name == asked.stages.start)
    return render(
        request,
        "construction/figures.html",
        {
            "crumbs": _crumbs(),
            "filter": question.form,
            "asked": asked,
            "lines": lines,
            "start": start,
            "finding": finding(start),
            "later": [line for line in lines if line.name in _later(asked)],
            "stage": question.stage,
            "tabs": _tabs(request, question),
            "districts": district_lines(counts, question),
            "stars": star_lines(counts, question),
            "chart": shares_chart(
                [(line.label, line.share) for line in lines],
                _heading(start),
                _("projects on file, %(city)s, up to %(day)s")
                % {"city": asked.city, "day": iso(asked.cut_off)},
            ),
            "silent": [in_language(gate.title) for gate in asked.stages.silent],
        },
    )


@login_required
@require_GET
def figure_list(request: HttpRequest) -> HttpResponse:
    """The projects behind one number of the figures."""
    if "format" in request.GET:
        return take_away(request, "projects_of_figure")
    question = read(request.actor, request.GET)
    if question is None:
        return _nothing(request)
    page = Paginator(behind(question, request.GET), PAGE).get_page(request.GET.get("page"))
    back = (_("Green share of projects"), reverse("construction:figures"))
    shown = {
        "crumbs": [*_crumbs()[:-1], back, (question.stage.words, "")],
        "question": question,
        "asked": question.asked,
        "page": page,
    }
    return render(request, "construction/figure_list.html", shown)


@login_required
@require_GET
def duty_list(request: HttpRequest, duty: str, verdict: str) -> HttpResponse:
    """The projects of a city that meet a duty, breach it, owe it or cannot be judged."""
    question = read(request.actor, request.GET)
    known = {} if question is None else {each.id: each for each in question.law.edition.duties}
    names = {each.name.lower() for each in Verdict} | {duties.OWED}
    if question is None or duty not in known or verdict not in names:
        raise Http404
    asked, law, rule = question.asked, question.law, known[duty]
    if rule.subject is not Subject.PROJECT:
        raise Http404
    found = duties.members(request.actor, asked.city, rule, law.edition, verdict)
    rows = found.select_related("area", "developer").order_by("code")
    shown = {
        "crumbs": [*_crumbs()[:-1], (duty, "")],
        "duty": rule,
        "text": in_language(rule.text),
        "verdict": verdict,
        "asked": asked,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "construction/duty_list.html", shown)


def _nothing(request: HttpRequest) -> HttpResponse:
    """What somebody reads who sees no project of a city with a law."""
    return render(request, "construction/figures.html", {"filter": None, "crumbs": _crumbs()})


def stage_lines(counts: Counts, question: Question) -> list[Line]:
    """One line a stage, in the order of the law."""
    day = question.asked.cut_off
    return [
        Line(
            stage.name,
            stage.words,
            green_words(stage, question.law),
            found := counts.by_stage.get(stage.name, NOBODY),
            found.share(stage, day),
            question.url(stage=stage.name),
        )
        for stage in question.asked.stages.every
    ]


def district_lines(counts: Counts, question: Question) -> list[Line]:
    """One line a district at the stage chosen, and one for what lies in none."""
    stage, found = question.stage, counts.by_district.get(question.stage.name, {})
    names = {area.code: str(area) for area in question.asked.city.parts.all()} if found else {}
    return _lines(
        ((code, names.get(code, _("the city itself")), found[code]) for code in sorted(found)),
        question,
        stage,
        "district",
    )


def star_lines(counts: Counts, question: Question) -> list[Line]:
    """One line a star at the stage chosen, from the highest; empty where no star is known."""
    found = counts.by_star.get(question.stage.name, {})
    if not any(star is not None for star in found):
        return []
    stars = sorted((s for s in found if s is not None), reverse=True)
    named = [(str(s), "★" * s or _("basic, no star"), found[s]) for s in stars]
    if None in found:
        named.append(("none", _("no star known"), found[None]))
    return _lines(named, question, question.stage, "star")


def _lines(
    named: Iterable[tuple[str, str, Count]], question: Question, stage: Stage, part: str
) -> list[Line]:
    return [
        Line(
            code,
            label,
            "",
            found,
            found.share(stage, question.asked.cut_off),
            question.url(stage=stage.name, **{part: code or "-"}),
        )
        for code, label, found in named
    ]


def _later(asked: Asked) -> Sequence[str]:
    """The last gate of the course, and the label: what a start is not yet."""
    return (asked.stages.every[-2].name, LABELLED)


def _crumbs() -> list[tuple[str, str]]:
    return [to_projects(), (_("Green share of projects"), "")]


def finding(line: Line) -> str:
    """A share in a sentence, by number and by area, with all it counts."""
    projects, area = line.share.projects, line.share.area
    if not projects.denominator:
        return _heading(line)
    return _(
        "%(basis)s: %(share)s green by number (%(projects)s), %(area)s by floor area (%(m2)s)."
    ) % {
        "basis": projects.basis,
        "share": projects.percent,
        "projects": projects.counts,
        "area": area.percent,
        "m2": area.counts,
    }


def _heading(line: Line) -> str:
    projects, area = line.share.projects, line.share.area
    if not projects.denominator:
        return _("No project reached “%(stage)s” in this time.") % {"stage": projects.stage}
    return _("%(stage)s: %(share)s green by number, %(area)s by floor area") % {
        "stage": projects.stage,
        "share": projects.percent,
        "area": area.percent,
    }


def _tabs(request: HttpRequest, question: Question) -> list[tuple[str, str, bool]]:
    """One tab a stage; the days stay."""
    tabs = []
    for stage in question.asked.stages.every:
        query = request.GET.copy()
        query["stage"] = stage.name
        tabs.append((stage.words, f"?{query.urlencode()}", stage.name == question.stage.name))
    return tabs
