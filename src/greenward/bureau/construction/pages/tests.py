"""Tests of air and sound of a project: entered by form or table, each judged, what is missing named
(Articles 17, 34, 35)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.documents import received
from greenward.bureau.casework.words import in_language, in_words
from greenward.law.measured import REASONS
from greenward.law.sampled import Shown
from greenward.law.standards.names import NAMES
from greenward.law.vocabulary import ENTRIES
from greenward.web.numbers import short

from .. import saying
from ..forms.testing import FORMS, TableForm, TestForm
from ..models import AirTest, Project
from ..testing import entering, tables
from ..testing.judging import UNQUALIFIED, Finding, Overview, overviews
from .of_project import crumbs_of, filed, project_of
from .opening import check_may, done, on_work, roles_of

Form = require_http_methods(["GET", "POST"])
MARKS = {True: "satisfied", False: "breached", None: "unknown"}
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
    roles = roles_of(request.actor, project)
    return render(
        request,
        "construction/tests.html",
        {
            "project": project,
            "air": [line(one) for one in overview.air],
            "sound": [line(one) for one in overview.sound],
            "shown": summaries(overview),
            "enters": request.actor.may("enter_tests", project.area.path, roles),
            "judges": request.actor.may("judge_tests", project.area.path, roles),
            "crumbs": crumbs_of(project, (_("Tests of air and sound"), "")),
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
@Form
def enter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One test by the form."""
    project = project_of(request, pk)
    check_may(request.actor, project, "enter_tests")
    form = FORMS[kind](request.POST or None, request.FILES or None, project=project)
    sent = request.method == "POST" and form.is_valid()
    if sent and done(form, lambda: _enter(request.actor, project, form, [form.row()])):
        messages.success(request, _("The test is on file and judged."))
        return redirect("construction:tests", project.pk)
    heading = _("Enter an air test") if kind == "air" else _("Enter a sound test")
    lede = _("As the laboratory reports it: value, unit and how it was measured.")
    return on_work(request, project, form, heading, lede, _("Enter it"))


@login_required
@Form
def table(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A laboratory's table: what can be taken is taken, the rest is refused row by row."""
    project = project_of(request, pk)
    check_may(request.actor, project, "enter_tests")
    form = TableForm(request.POST or None, request.FILES or None, project=project, activity=kind)
    context: dict[str, Any] = {
        "columns": [one.headings for one in tables.COLUMNS[kind].values()],
        "template": "construction/test_table.html",
    }
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        read = done(form, lambda: _read(project, kind, said["table"], said["retest"]))
        taken = read and (not read.accepted or _taken(request.actor, project, form, read))
        if taken and not read.refused:
            messages.success(request, _counted(len(read.accepted)))
            return redirect("construction:tests", project.pk)
        if taken:
            context |= {
                "accepted": len(read.accepted),
                "refused": read.refused[:SHOWN],
                "more": max(0, len(read.refused) - SHOWN),
                "all": read.rows,
            }
    heading = _("A table of air tests") if kind == "air" else _("A table of sound tests")
    lede = _("One row a test. Headings are found wherever the table begins.")
    return on_work(request, project, form, heading, lede, _("Read the table"), **context)


@login_required
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge all tests by the standards as they are confirmed today."""
    project = project_of(request, pk)
    check_may(request.actor, project, "judge_tests")
    try:
        entering.judge_anew(request.actor, project)
        messages.success(request, _("The tests are judged by the standards as they stand today."))
    except ValidationError as error:
        messages.error(request, in_words(error))
    return redirect("construction:tests", project.pk)


def _read(project: Project, kind: str, upload: UploadedFile, retest: str) -> tables.Read:
    with received(upload) as found:
        return tables.read(project, kind, found.path, retest)


def _taken(actor: Actor, project: Project, form: TestForm, read: tables.Read) -> Any:
    return done(form, lambda: _enter(actor, project, form, read.accepted))


@transaction.atomic
def _enter(actor: Actor, project: Project, form: TestForm, rows: Any) -> entering.Entered:
    said = form.cleaned_data
    report = filed(actor, project, said["report"], "report")
    return entering.enter(
        actor,
        project,
        said["laboratory"],
        rows,
        report=report,
        retest=said["retest"],
        because=said["because"],
    )


def _counted(number: int) -> str:
    return ngettext("%(n)s test is on file.", "%(n)s tests are on file.", number) % {"n": number}
