"""Tests of air and sound of a project: entered by form or table, each judged, what is missing named
(Articles 17, 34, 35)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.documents import received
from greenward.bureau.casework.words import in_language
from greenward.law.measured import REASONS
from greenward.law.sampled import Shown
from greenward.law.standards.names import NAMES
from greenward.law.vocabulary import ENTRIES
from greenward.web.answering import UNPROCESSABLE, form_view, refusing, sent, telling
from greenward.web.numbers import short

from .. import saying
from ..forms.testing import FORMS, TableForm, TestForm
from ..models import AirTest, Project
from ..reopening import at_stake
from ..sources.testing import TESTS
from ..testing import entering, tables
from ..testing.judging import UNQUALIFIED, Finding, Overview, overviews
from ..uploads import filed
from .common import MARKS, Crumb, check_may, crumbs, may, on_work, project_of

SHOWN = 50
"""Missing or refused rows named on one page."""


@dataclass(frozen=True)
class Line:
    """One test as the page shows it."""

    finding: Finding
    what: str
    place: str
    value: str
    limit: str
    by: str
    note: str


@login_required
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Every standing test with the law's answer, and what all of them show."""
    project = project_of(request, pk)
    overview = overviews([project.pk])[project.pk]
    return render(
        request,
        "construction/tests.html",
        {
            "project": project,
            "air": [line(one) for one in overview.air],
            "sound": [line(one) for one in overview.sound],
            "shown": summaries(overview),
            "enters": may(request.actor, project, "enter_tests"),
            "judges": may(request.actor, project, "judge_tests"),
            "crumbs": crumbs(project, (_("Tests of air and sound"), "")),
        },
    )


def line(finding: Finding) -> Line:
    test = finding.test
    by = f"{test.laboratory} · {test.report_number} · {test.tested_on}"
    note = "; ".join(reason(code) for code in finding.why)
    if isinstance(test, AirTest):
        places = len(str(ENTRIES["air_limit"].scale)) - 1
        limit = "" if finding.limit is None else f"{short(finding.limit, places)} {finding.unit}"
        averaged = in_language(NAMES["averaging"][test.averaging]) if test.averaging else "—"
        what = f"{_name('pollutant', test.pollutant)} · {averaged}"
        value = f"{test.value.normalize():f} {test.unit}"
        return Line(finding, what, test.room, value, limit, by, note)
    what = f"{_name('element', test.element)} · {test.metric}"
    return Line(finding, what, test.rooms, f"{test.value.normalize():f} dB", "", by, note)


def reason(code: str) -> str:
    """Why a test can neither pass nor fail, in words."""
    if code == UNQUALIFIED:
        return _("the laboratory was not qualified on the day of the test, as far as is on file")
    name, _colon, of = code.partition(":")
    said = in_language(REASONS[name])
    return f"{said} ({_name('averaging', of)})" if of else said


def summaries(overview: Overview) -> list[dict[str, Any]]:
    """What all tests show together, one line an article, with what is missing."""
    said = [
        (_("Main air pollutants"), "34", overview.samples, overview.main, "pollutant"),
        (_("Air at the acceptance"), "17", overview.indoors, overview.listed, "pollutant"),
        (_("Sound insulation"), "35", overview.sounds, frozenset[str]({""}), "element"),
    ]
    return [
        {
            "label": label,
            "article": saying.article(article),
            "mark": MARKS[shown.truth],
            "failed": [_place(place, what, key) for place, what in shown.failed],
            "missing": _missing(shown, listed, key, bool(overview.air or key == "element")),
        }
        for label, article, shown, listed, key in said
    ]


def _missing(shown: Shown, listed: frozenset[str] | None, key: str, tested: bool) -> list[str]:
    if shown.truth is True:
        return []
    if not tested:
        return [_("no room is tested yet")]
    if listed is None:
        return [_("the authority has not said, or not confirmed, which substances are asked for")]
    found = [_place(place, what, key) for place, what in shown.missing]
    if not found and not shown.failed:
        return [_("nothing is tested yet")]
    more = len(found) - SHOWN
    return found if more <= 0 else [*found[:SHOWN], _("and %(more)s more") % {"more": more}]


def _place(place: str, what: str, key: str) -> str:
    return f"{place} · {_name(key, what)}" if place else _name(key, what)


def _name(key: str, code: str) -> str:
    text = NAMES[key].get(code)
    return in_language(text) if text else code


@login_required
@form_view
def enter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One test by the form."""
    project = project_of(request, pk)
    check_may(request.actor, project, "enter_tests")
    form = FORMS[kind](*sent(request), project=project)
    if form.is_valid():
        with refusing(form):
            _enter(request.actor, project, form, [form.row()])
            messages.success(request, _("The test is on file and judged."))
            return redirect("construction:tests", project.pk)
    return on_work(
        request,
        project,
        form,
        _("Enter an air test") if kind == "air" else _("Enter a sound test"),
        to_tests(project),
        lede=_("As the laboratory reports it: value, unit and how it was measured."),
        go=_("Enter it"),
        stake=at_stake(project, TESTS),
    )


@login_required
@form_view
def table(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A laboratory's table: what can be taken is taken, the rest is refused row by row."""
    project = project_of(request, pk)
    check_may(request.actor, project, "enter_tests")
    form = TableForm(*sent(request), project=project, activity=kind)
    shown: dict[str, Any] = {}
    if form.is_valid():
        with refusing(form):
            read = _taken(request.actor, project, kind, form)
            if not read.refused:
                messages.success(request, _counted(len(read.accepted)))
                return redirect("construction:tests", project.pk)
            shown = _refused(read)
    answer = on_work(
        request,
        project,
        form,
        _("A table of air tests") if kind == "air" else _("A table of sound tests"),
        to_tests(project),
        template="construction/test_table.html",
        lede=_("One row a test. Headings are found wherever the table begins."),
        go=_("Read the table"),
        stake=at_stake(project, TESTS),
        columns=[one.headings for one in tables.COLUMNS[kind].values()],
        **shown,
    )
    if shown:
        answer.status_code = UNPROCESSABLE
    return answer


def _refused(read: tables.Read) -> dict[str, Any]:
    """What the page says of a table of which not every row was taken."""
    return {
        "accepted": len(read.accepted),
        "refused": read.refused[:SHOWN],
        "more": max(0, len(read.refused) - SHOWN),
        "all": read.rows,
    }


@login_required
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge all tests by the standards as they are confirmed today."""
    project = project_of(request, pk)
    check_may(request.actor, project, "judge_tests")
    with telling(request):
        entering.judge_anew(request.actor, project)
        messages.success(request, _("The tests are judged by the standards as they stand today."))
    return redirect("construction:tests", project.pk)


def _taken(actor: Actor, project: Project, kind: str, form: TestForm) -> tables.Read:
    """A table that was read, with its right rows on file."""
    said = form.cleaned_data
    with received(said["table"]) as found:
        read = tables.read(project, kind, found.path, said["retest"])
    if read.accepted:
        _enter(actor, project, form, read.accepted)
    return read


@transaction.atomic
def _enter(actor: Actor, project: Project, form: TestForm, rows: Any) -> entering.Entered:
    said = form.cleaned_data
    return entering.enter(
        actor,
        project,
        said["laboratory"],
        rows,
        report=filed(actor, project.matter, said["report"], "report"),
        retest=said["retest"],
        because=said["because"],
    )


def to_tests(project: Project) -> Crumb:
    return _("Tests of air and sound"), reverse("construction:tests", args=[project.pk])


def _counted(number: int) -> str:
    return ngettext("%(n)s test is on file.", "%(n)s tests are on file.", number) % {"n": number}
