"""The special acceptance of a project: its sessions, one session with its three comparisons and
signatures, its report (Article 16). Which gate it passes follows from what the gates ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.accounts.permissions import ACCEPTING_PARTIES
from greenward.bureau.casework.words import in_language
from greenward.web.answering import form_view, refusing, sent, status_of, telling

from .. import saying
from ..accepting import report, sessions
from ..accepting.reading import (
    established,
    is_decided,
    items,
    legs_of_sessions,
    progress,
    signatures,
    void,
)
from ..accepting.reading import sessions as every_session
from ..course import Leg, Step, course
from ..forms.acceptance import HoldForm, SessionForm, SignForm, point_forms
from ..law import law_of
from ..models import Acceptance, Project
from ..models.acceptance import Comparison, Result
from .common import (
    MARKS,
    Crumb,
    check_may,
    crumbs,
    form_of,
    grounds,
    may,
    on_work,
    project_of,
    roles_of,
)

RESULTS = {Result.MET: "satisfied", Result.NOT_MET: "breached", Result.UNCHECKED: "unknown"}


@login_required
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The sessions of a project, and what comes next."""
    project = project_of(request, pk)
    rows = list(every_session().filter(project=project))
    held = {row.application_id for row in rows}
    legs = legs_of_sessions(course(law_of(project.area), project))
    return render(
        request,
        "construction/acceptance.html",
        {
            "project": project,
            "ways": [_way(request, project, leg, held) for leg in legs],
            "rows": [(row, _outcome(row)) for row in rows],
            "official": request.actor.is_official,
            "crumbs": crumbs(project, (_("Special acceptance"), "")),
        },
    )


def _way(request: HttpRequest, project: Project, leg: Leg, held: set[int]) -> dict[str, Any]:
    """How a gate that asks for a session stands, and what the reader may do about it."""
    application = leg.application
    way: dict[str, Any] = {"title": in_language(leg.gate.title), "step": leg.label}
    way["article"] = saying.article(leg.gate.article, leg.gate.instrument)
    holds = may(request.actor, project, "hold_acceptance")
    if holds and application is not None and application.pk not in held:
        way["hold"] = reverse("construction:hold_acceptance", args=[project.pk, application.pk])
    elif holds and application is None and leg.step is not Step.PASSED:
        way["begin"] = reverse("construction:apply", args=[project.pk, leg.gate.id])
    return way


def _outcome(session: Acceptance) -> tuple[str, str]:
    """How a session ended, as words and tone."""
    state = session.application.matter.state
    return {
        "granted": (_("passed"), "good"),
        "refused": (_("not passed"), "bad"),
        "taken_back": (_("taken back"), ""),
    }.get(state, (_("under way"), "info"))


@login_required
@form_view
def hold(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    """Hold a session for an application."""
    project = project_of(request, pk)
    check_may(request.actor, project, "hold_acceptance")
    row = get_object_or_404(
        project.applications.select_related("matter", "project__area", "project__matter__area"),
        pk=application,
    )
    form = HoldForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            made = sessions.hold(request.actor, row, **form.cleaned_data)
            messages.success(request, _("The session is open. What the records know stands in it."))
            return redirect("construction:session", project.pk, made.pk)
    return on_work(
        request,
        project,
        form,
        _("Hold a session"),
        to_sessions(project),
        lede=_(
            "Designer, contractor and supervision party take part. The checklist begins with the chapter's"
            " targets, the measurements and the tests, or with the open points of the last session."
        ),
        go=_("Hold the session"),
    )


@login_required
@require_GET
def session(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """One session: three comparisons, who signed, what is missing, how it is decided."""
    project, row = session_of(request, pk, session)
    roles = roles_of(request.actor, project)
    open_ = not is_decided(row)
    signed = signatures(row)
    mine = [role for role in ACCEPTING_PARTIES if role in roles and not _agreed(signed, role)]
    leg = _leg(project, row)
    decision = report.decided(row)
    return render(
        request,
        "construction/session.html",
        {
            "project": project,
            "row": row,
            "outcome": _outcome(row),
            "open": open_,
            "writes": open_ and may(request.actor, project, "write_acceptance"),
            "star": saying.stars(row.star),
            "progress": progress(row),
            "comparisons": [comparison(row, one, signed) for one in Comparison],
            "signers": [_signer(row, role, signed) for role in ACCEPTING_PARTIES],
            "mine": [(role, role.label) for role in mine] if open_ else [],
            "void": void(row),
            "grounds": grounds(leg) if leg and open_ else [],
            "answer": leg.hearing.answer.value if leg else "",
            "decides": open_ and PartyRole.DEVELOPER in roles,
            "decision": decision,
            "may_report": decision
            and row.report_id is None
            and may(request.actor, project, "issue_acceptance_report"),
            "may_check": not open_ and may(request.actor, project, "spot_check"),
            "checks": row.spot_checks.select_related("filing", "checked_by"),
            "crumbs": crumbs(project, to_sessions(project), (row.held_on.isoformat(), "")),
        },
    )


def _agreed(signed: Any, role: PartyRole) -> bool:
    """Whether a party has put its name under the session as it is: nothing is left for it to sign."""
    return role in signed and bool(signed[role].agrees)


def comparison(row: Acceptance, one: Comparison, signed: Any) -> dict[str, Any]:
    """One column of the session as a page shows it."""
    points = items(row, one)
    return {
        "code": one.value,
        "label": one.label,
        "mark": MARKS[established(row, one, signed)],
        "open": sum(point.result != Result.MET for point in points),
        "points": [(point, RESULTS[Result(point.result)]) for point in points],
    }


def _signer(row: Acceptance, role: PartyRole, signed: Any) -> dict[str, Any]:
    here = next((one for one in row.attendance.all() if one.role == role), None)
    return {"role": role.label, "here": here, "signature": signed.get(role)}


def _leg(project: Project, row: Acceptance) -> Leg | None:
    legs = course(law_of(project.area), project)
    return next((leg for leg in legs if leg.gate.id == row.application.gate), None)


@login_required
@form_view
def head(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Day, place, star, findings, who takes part."""
    project, row = session_of(request, pk, session)
    check_may(request.actor, project, "write_acceptance")
    form = SessionForm(*sent(request), session=row)
    if form.is_valid():
        names = ("held_on", "place", "star", "findings")
        said = {name: form.cleaned_data[name] for name in names}
        with refusing(form):
            sessions.write(request.actor, row, attendance=form.attendance(), **said)
            messages.success(request, _("It is kept. Signatures given before are void."))
            return redirect("construction:session", project.pk, row.pk)
    return on_session(request, row, form, _("Star, findings and who takes part"), go=_("Keep it"))


@login_required
@form_view
def points(request: HttpRequest, pk: int, session: int, code: str) -> HttpResponse:
    """The points of one comparison, filled in on the site."""
    project, row = session_of(request, pk, session)
    if code not in Comparison.values:
        raise Http404(_("There are three comparisons."))
    check_may(request.actor, project, "write_acceptance")
    one, posted = Comparison(code), request.POST if request.method == "POST" else None
    each = point_forms(posted, items(row, one))
    whole = forms.Form(posted)  # of no fields: it tells what is refused of all points together
    if whole.is_valid() and all([form.is_valid() for form in each]):
        said = [point for form in each if (point := form.point(code)) is not None]
        with refusing(whole):
            sessions.write_points(request.actor, row, said)
            messages.success(request, _("It is kept. Signatures given before are void."))
            return redirect("construction:session", project.pk, row.pk)
    context = form_of(
        project,
        _("Compared with the %(with)s") % {"with": one.label},
        [to_sessions(project), to_session(row)],
        lede=_("Required beside found; say of each point whether it is met."),
        go=_("Keep it"),
        form=whole,
        forms=each,
    )
    return render(request, "construction/points.html", context, status=status_of(whole, *each))


@login_required
@form_view
def sign(request: HttpRequest, pk: int, session: int, role: str) -> HttpResponse:
    """Sign for one's own party, or dissent with a reason."""
    project, row = session_of(request, pk, session)
    if role not in ACCEPTING_PARTIES:
        raise Http404(_("Four parties sign."))
    if role not in roles_of(request.actor, project):
        raise PermissionDenied(_("You sign for the party you act for alone."))
    party = PartyRole(role)
    form = SignForm(*sent(request), initial={"seen": row.content_hash})
    if form.is_valid():
        said = form.cleaned_data
        agrees = said["agrees"] == "yes"
        with refusing(form):
            sessions.sign(
                request.actor, row, party, seen=said["seen"], agrees=agrees, reason=said["reason"]
            )
            messages.success(request, _("It is signed."))
            return redirect("construction:session", project.pk, row.pk)
    signed = signatures(row)
    return on_session(
        request,
        row,
        form,
        _("Sign for the %(role)s") % {"role": party.label},
        go=_("Sign"),
        template="construction/sign.html",
        star=saying.stars(row.star),
        missing=progress(row).missing,
        comparisons=[comparison(row, one, signed) for one in Comparison],
    )


@login_required
@require_POST
def issue(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Issue the report of a decided session."""
    project, row = session_of(request, pk, session)
    check_may(request.actor, project, "issue_acceptance_report")
    with telling(request):
        report.issue(request.actor, row)
        messages.success(request, _("The report is issued and filed."))
    return redirect("construction:session", project.pk, row.pk)


def session_of(request: HttpRequest, pk: int, session: int) -> tuple[Project, Acceptance]:
    """A session of a project the reader sees; Http404 for any other."""
    project = project_of(request, pk)
    row: Acceptance = get_object_or_404(every_session(), pk=session, project=project)
    return project, row


def on_session(
    request: HttpRequest, row: Acceptance, form: forms.Form, heading: str, **more: Any
) -> HttpResponse:
    """The page of a form about a session."""
    through = to_sessions(row.project), to_session(row)
    return on_work(request, row.project, form, heading, *through, row=row, **more)


def to_sessions(project: Project) -> Crumb:
    return _("Special acceptance"), reverse("construction:acceptance", args=[project.pk])


def to_session(row: Acceptance) -> Crumb:
    return row.held_on.isoformat(), reverse("construction:session", args=[row.project_id, row.pk])
