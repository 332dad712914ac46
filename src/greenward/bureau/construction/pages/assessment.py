"""The conformity assessment of a project, step by step: each step says who does it (Article 15)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.accounts.actors import Actor
from greenward.web.answering import form_view, refusing, sent, telling

from .. import saying
from ..forms.assessment import CheckForm, CommissionForm, FindingsForm, IssueForm
from ..forms.parts import WhyForm
from ..models import Evaluation, Project
from ..models.testing import Activity, ReportCheck
from ..reopening import at_stake
from ..sources.testing import ASSESSMENT
from ..testing import evaluating
from ..testing.qualified import Register, Standing
from ..testing.report import filed as filed_report
from ..testing.targets import chapter_of, label_of, targets
from ..uploads import filed
from .common import Crumb, check_may, crumbs, may, on_work, project_of


@login_required
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the assessment stands: agency and certificate, independence, figures, report, checks."""
    project = project_of(request, pk)
    found = evaluating.standing(project)
    context: dict[str, Any] = {
        "project": project,
        "found": found,
        "crumbs": crumbs(project, (_("Conformity assessment"), "")),
        "article": saying.article("15"),
        "may_commission": may(request.actor, project, "commission_evaluation"),
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
            "may_check": may(request.actor, project, "check_report") and found.issued_on,
            "may_withdraw": may(request.actor, project, "withdraw_evaluation")
            and (own or not found.issued_on),
            "qualities": qualities(found, checks),
            "checks": checks,
        }
    context["withdrawn"] = project.evaluations.exclude(withdrawn_at=None).select_related(
        "organisation", "report"
    )
    return render(request, "construction/assessment.html", context)


def certified(found: Evaluation) -> Standing:
    """How the agency stood on the days of its commission and its report."""
    register = Register([found.organisation_id])
    return register.on_all(found.organisation_id, Activity.EVALUATION, found.days_of_need)


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
@form_view
def commission(request: HttpRequest, pk: int) -> HttpResponse:
    """Commission an agency."""
    project = project_of(request, pk)
    check_may(request.actor, project, "commission_evaluation")
    form = CommissionForm(*sent(request), project=project)
    if form.is_valid():
        with refusing(form):
            _commission(request.actor, project, **form.cleaned_data)
            messages.success(request, _("The agency is commissioned and takes part from today."))
            return back(project)
    return on_work(
        request,
        project,
        form,
        _("Commission an evaluation agency"),
        to_assessment(project),
        lede=_(
            "A third party takes part in the project in no other way. The system looks for that itself."
        ),
        go=_("Commission"),
        stake=at_stake(project, ASSESSMENT),
    )


@transaction.atomic
def _commission(
    actor: Actor, project: Project, *, contract: UploadedFile | None, **said: Any
) -> Evaluation:
    filing = filed(actor, project.matter, contract, "contract")
    return evaluating.commission(actor, project, contract=filing, **said)


@login_required
@require_POST
def independence(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency declares its independence."""
    project = project_of(request, pk)
    check_may(request.actor, project, "declare_independence")
    found = found_of(project)
    with telling(request):
        evaluating.declare_independence(request.actor, found)
        messages.success(request, _("The declaration is on record."))
    return back(project)


@login_required
@form_view
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """What the assessment measured; kept as often as wanted until the report is issued."""
    project = project_of(request, pk)
    check_may(request.actor, project, "enter_measurements")
    found = found_of(project)
    names = ("star", "concluded_on", "summary")
    form = FindingsForm(
        *sent(request),
        targets=targets(chapter_of(project)),
        kept=list(found.measurements.all()),
        initial={name: getattr(found, name) for name in names},
    )
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in names}
        with refusing(form):
            evaluating.enter(request.actor, found, measurements=form.measurements(), **said)
            messages.success(
                request, _("It is kept. The report is issued when nothing is missing.")
            )
            return back(project)
    return on_work(
        request,
        project,
        form,
        _("What the assessment found"),
        to_assessment(project),
        lede=_("What the green chapter promises stands first; add further points below."),
        go=_("Keep it"),
    )


@login_required
@form_view
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign and issue the report."""
    project = project_of(request, pk)
    check_may(request.actor, project, "issue_conformity_report")
    found = found_of(project)
    form = IssueForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            _issue(request.actor, found, form.cleaned_data["report"])
            messages.success(request, _("The report is issued."))
            return back(project)
    signer = {"name": request.actor.name, "agency": found.organisation}
    return on_work(
        request,
        project,
        form,
        _("Sign and issue the report"),
        to_assessment(project),
        lede=_("Signed by %(name)s for %(agency)s.") % signer,
        go=_("Sign and issue"),
    )


@transaction.atomic
def _issue(actor: Actor, found: Evaluation, upload: UploadedFile | None) -> None:
    evaluating.issue(actor, found, filed_report(actor, found, upload))


@login_required
@form_view
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw the assessment, or the commission."""
    project = project_of(request, pk)
    check_may(request.actor, project, "withdraw_evaluation")
    found = found_of(project)
    form = WhyForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            evaluating.withdraw(request.actor, found, because=form.cleaned_data["because"])
            messages.success(request, _("It is withdrawn."))
            return back(project)
    return on_work(
        request,
        project,
        form,
        _("Withdraw the assessment"),
        to_assessment(project),
        lede=_("What was decided on the report opens anew. What was withdrawn stays on file."),
        go=_("Withdraw"),
        stake=at_stake(project, ASSESSMENT),
    )


@login_required
@form_view
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What an officer found about the report."""
    project = project_of(request, pk)
    check_may(request.actor, project, "check_report")
    found = found_of(project)
    form = CheckForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            _check(request.actor, found, **form.cleaned_data)
            messages.success(request, _("The check is on record."))
            return back(project)
    return on_work(
        request,
        project,
        form,
        _("Check the report"),
        to_assessment(project),
        lede=_(
            "The signed declaration counts until a check finds otherwise; a report found forged, false or"
            " inaccurate opens anew what was decided on it."
        ),
        go=_("Put it on record"),
        stake=at_stake(project, ASSESSMENT),
    )


@transaction.atomic
def _check(
    actor: Actor, found: Evaluation, *, holds: str, document: UploadedFile | None, **said: Any
) -> ReportCheck:
    filing = filed(actor, found.project.matter, document, "record")
    return evaluating.check(actor, found, holds=holds == "yes", document=filing, **said)


def found_of(project: Project) -> Evaluation:
    """The standing assessment; Http404 where none is commissioned."""
    found = evaluating.standing(project)
    if found is None:
        raise Http404(_("No agency is commissioned."))
    found.project = project
    return found


def to_assessment(project: Project) -> Crumb:
    return _("Conformity assessment"), reverse("construction:assessment", args=[project.pk])


def back(project: Project) -> HttpResponse:
    return redirect("construction:assessment", project.pk)
