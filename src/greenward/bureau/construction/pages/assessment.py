"""The conformity assessment of a project, step by step: each step says who does it (Article 15)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.words import in_words

from .. import saying
from ..forms.testing import CheckForm, CommissionForm, FindingsForm, IssueForm, WhyForm
from ..models import Evaluation, Project
from ..models.testing import Activity, ReportCheck
from ..testing import evaluating
from ..testing.qualified import Register, Standing
from ..testing.report import filed
from ..testing.targets import chapter_of, label_of, targets
from .of_project import crumbs_of, project_of
from .of_project import filed as paper
from .opening import check_may, done, on_work, roles_of

Form = require_http_methods(["GET", "POST"])


@login_required
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the assessment stands: agency and certificate, independence, figures, report, checks."""
    project = project_of(request, pk)
    found = evaluating.standing(project)
    roles = roles_of(request.actor, project)

    def may(act: str) -> bool:
        return bool(request.actor.may(act, project.area.path, roles))

    context: dict[str, Any] = {
        "project": project,
        "found": found,
        "crumbs": crumbs_of(project, (_("Conformity assessment"), "")),
        "article": saying.article("15"),
        "may_commission": may("commission_evaluation"),
    }
    if found:
        own = request.actor.acts_for(found.organisation_id)
        checks = list(found.checks.select_related("checked_by", "document"))
        context |= {
            "conflicts": evaluating.conflicts(project, found.organisation),
            "standing": certified(found),
            "lacks": [] if found.issued_on else evaluating.missing(found),
            "rows": [(label_of(one.indicator), one) for one in found.measurements.all()],
            "star": saying.stars(found.star),
            "own": own,
            "may_check": may("check_report") and found.issued_on,
            "may_withdraw": may("withdraw_evaluation") and (own or not found.issued_on),
            "qualities": qualities(found, checks),
            "checks": checks,
        }
    context["withdrawn"] = project.evaluations.exclude(withdrawn_at=None).select_related(
        "organisation", "report"
    )
    return render(request, "construction/assessment.html", context)


def certified(found: Evaluation) -> Standing:
    """How the agency stood on the day of its commission."""
    register = Register([found.organisation_id])
    return register.on(found.organisation_id, Activity.EVALUATION, found.commissioned_on)


def qualities(found: Evaluation, checks: list[ReportCheck]) -> list[dict[str, Any]]:
    """Whether the report is genuine and accurate, and what that rests on."""
    if not found.issued_on:
        return []
    last = {one.quality: one for one in checks}
    return [
        {
            "label": quality.label,
            "mark": "satisfied" if quality not in last or last[quality].holds else "breached",
            "check": last.get(quality),
        }
        for quality in ReportCheck.Quality
    ]


@login_required
@Form
def commission(request: HttpRequest, pk: int) -> HttpResponse:
    """Commission an agency."""
    project = project_of(request, pk)
    check_may(request.actor, project, "commission_evaluation")
    form = CommissionForm(request.POST or None, request.FILES or None, project=project)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        if done(form, lambda: _commission(request.actor, project, said)):
            messages.success(request, _("The agency is commissioned and takes part from today."))
            return back(project)
    lede = _(
        "A third party takes part in the project in no other way. The system looks for that itself."
    )
    return on_work(
        request, project, form, _("Commission an evaluation agency"), lede, _("Commission")
    )


@transaction.atomic
def _commission(actor: Actor, project: Project, said: dict[str, Any]) -> Evaluation:
    upload = said.pop("contract")
    contract = paper(actor, project, upload, "contract")
    return evaluating.commission(actor, project, contract=contract, **said)


@login_required
@require_POST
def independence(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency declares its independence."""
    project = project_of(request, pk)
    check_may(request.actor, project, "declare_independence")
    try:
        evaluating.declare_independence(request.actor, found_of(project))
        messages.success(request, _("The declaration is on record."))
    except ValidationError as error:
        messages.error(request, in_words(error))
    return back(project)


@login_required
@Form
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """What the assessment measured; kept as often as wanted until the report is issued."""
    project = project_of(request, pk)
    check_may(request.actor, project, "enter_measurements")
    found = found_of(project)
    form = FindingsForm(
        request.POST or None,
        targets=targets(chapter_of(project)),
        kept=list(found.measurements.all()),
        initial={
            "star": found.star,
            "concluded_on": found.concluded_on,
            "summary": found.summary,
        },
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        kept = {name: said[name] for name in ("star", "concluded_on", "summary")}
        if done(
            form,
            lambda: (
                evaluating.enter(request.actor, found, measurements=form.measurements(), **kept)
                or True
            ),
        ):
            messages.success(
                request, _("It is kept. The report is issued when nothing is missing.")
            )
            return back(project)
    lede = _("What the green chapter promises stands first; add further points below.")
    return on_work(request, project, form, _("What the assessment found"), lede, _("Keep it"))


@login_required
@Form
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign and issue the report."""
    project = project_of(request, pk)
    check_may(request.actor, project, "issue_conformity_report")
    found = found_of(project)
    form = IssueForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["report"]
        if done(form, lambda: _issue(request.actor, found, upload) or True):
            messages.success(request, _("The report is issued."))
            return back(project)
    lede = _("Signed by %(name)s for %(agency)s.") % {
        "name": request.actor.name,
        "agency": found.organisation,
    }
    return on_work(
        request, project, form, _("Sign and issue the report"), lede, _("Sign and issue")
    )


@transaction.atomic
def _issue(actor: Actor, found: Evaluation, upload: UploadedFile | None) -> None:
    evaluating.issue(actor, found, filed(actor, found, upload))


@login_required
@Form
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw the assessment, or the commission."""
    project = project_of(request, pk)
    check_may(request.actor, project, "withdraw_evaluation")
    found = found_of(project)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["because"]
        if done(form, lambda: evaluating.withdraw(request.actor, found, because=why) or True):
            messages.success(request, _("It is withdrawn."))
            return back(project)
    lede = _("What was decided on the report opens anew. What was withdrawn stays on file.")
    return on_work(request, project, form, _("Withdraw the assessment"), lede, _("Withdraw"))


@login_required
@Form
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What an officer found about the report."""
    project = project_of(request, pk)
    check_may(request.actor, project, "check_report")
    found = found_of(project)
    form = CheckForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        if done(form, lambda: _check(request.actor, found, said)):
            messages.success(request, _("The check is on record."))
            return back(project)
    lede = _(
        "The signed declaration counts until a check finds otherwise; a report found forged, false or"
        " inaccurate opens anew what was decided on it."
    )
    return on_work(request, project, form, _("Check the report"), lede, _("Put it on record"))


@transaction.atomic
def _check(actor: Actor, found: Evaluation, said: dict[str, Any]) -> ReportCheck:
    document = paper(actor, found.project, said.pop("document"), "record")
    holds = said.pop("holds") == "yes"
    return evaluating.check(actor, found, holds=holds, document=document, **said)


def found_of(project: Project) -> Evaluation:
    """The standing assessment; Http404 where none is commissioned."""
    found = evaluating.standing(project)
    if found is None:
        raise Http404(_("No agency is commissioned."))
    found.project = project
    return found


def back(project: Project) -> HttpResponse:
    return redirect("construction:assessment", project.pk)
