"""The special acceptance of a project: its sessions, one session with its three comparisons and
signatures, its report (Article 16). Which gate it passes follows from what the gates ask for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.accounts.permissions import ACCEPTING_PARTIES
from greenward.bureau.casework.words import in_language, in_words

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
from ..forms.acceptance import HoldForm, PointForm, SessionForm, SignForm, point_forms
from ..law import law_of
from ..models import Acceptance, Project
from ..models.acceptance import Comparison, Result
from .of_project import crumbs_of, project_of
from .opening import answer, check_may, done, grounds, on_work, roles_of

Form = require_http_methods(["GET", "POST"])
MARKS = {True: "satisfied", False: "breached", None: "unknown"}
RESULTS = {Result.MET: "satisfied", Result.NOT_MET: "breached", Result.UNCHECKED: "unknown"}


@login_required
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The sessions of a project, and what comes next."""
    project = project_of(request, pk)
    rows = list(every_session().filter(project=project))
    held = {row.application_id for row in rows}
    legs = legs_of_sessions(course(law_of(project.area), project))
    roles = roles_of(request.actor, project)
    return render(
        request,
        "construction/acceptance.html",
        {
            "project": project,
            "ways": [_way(request, project, leg, roles, held) for leg in legs],
            "rows": [(row, _outcome(row)) for row in rows],
            "official": request.actor.is_official,
            "crumbs": crumbs_of(project, (_("Special acceptance"), "")),
        },
    )


def _way(
    request: HttpRequest,
    project: Project,
    leg: Leg,
    roles: frozenset[PartyRole],
    held: set[int],
) -> dict[str, Any]:
    """How a gate that asks for a session stands, and what the reader may do about it."""
    application = leg.application
    way: dict[str, Any] = {"title": in_language(leg.gate.title), "step": leg.label}
    way["article"] = saying.article(leg.gate.article, leg.gate.instrument)
    may = request.actor.may("hold_acceptance", project.area.path, roles)
    if may and application is not None and application.pk not in held:
        way["hold"] = reverse("construction:hold_acceptance", args=[project.pk, application.pk])
    elif may and application is None and leg.step is not Step.PASSED:
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
@Form
def hold(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    """Hold a session for an application."""
    project = project_of(request, pk)
    check_may(request.actor, project, "hold_acceptance")
    row = get_object_or_404(
        project.applications.select_related("matter", "project__area", "project__matter__area"),
        pk=application,
    )
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: sessions.hold(request.actor, row, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The session is open. What the records know stands in it."))
            return redirect("construction:session", project.pk, made.pk)
    lede = _(
        "Designer, contractor and supervision party take part. The checklist begins with the chapter's"
        " targets, the measurements and the tests, or with the open points of the last session."
    )
    return on_work(request, project, form, _("Hold a session"), lede, _("Hold the session"))


@login_required
@require_GET
def session(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """One session: three comparisons, who signed, what is missing, how it is decided."""
    project, row = found(request, pk, session)
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
            "writes": open_ and request.actor.may("write_acceptance", project.area.path, roles),
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
            and request.actor.may("issue_acceptance_report", project.area.path, roles),
            "may_check": not open_ and request.actor.may("spot_check", project.area.path),
            "checks": row.spot_checks.select_related("filing", "checked_by"),
            "crumbs": _crumbs(project, row),
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
@Form
def head(request: HttpRequest, pk: int, session: int) -> HttpResponse:
    """Day, place, star, findings, who takes part."""
    project, row = found(request, pk, session)
    check_may(request.actor, project, "write_acceptance")
    form = SessionForm(request.POST or None, session=row)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(
            form,
            lambda: (
                sessions.write(
                    request.actor,
                    row,
                    held_on=said["held_on"],
                    place=said["place"],
                    star=said["star"],
                    findings=said["findings"],
                    attendance=form.attendance(),
                )
                or True
            ),
        ):
            messages.success(request, _("It is kept. Signatures given before are void."))
            return redirect("construction:session", project.pk, row.pk)
    return session_form(request, project, row, form, _("Star, findings and who takes part"))


@login_required
@Form
def points(request: HttpRequest, pk: int, session: int, code: str) -> HttpResponse:
    """The points of one comparison, filled in on the site."""
    project, row = found(request, pk, session)
    if code not in Comparison.values:
        raise Http404(_("There are three comparisons."))
    check_may(request.actor, project, "write_acceptance")
    one = Comparison(code)
    forms = point_forms(request.POST or None, items(row, one))
    top = PointForm(item=None, prefix="x")
    if request.method == "POST" and all([form.is_valid() for form in forms]):
        top = _Errors(request.POST)
        said = [point for form in forms if (point := form.point(code)) is not None]
        if done(top, lambda: sessions.write_points(request.actor, row, said) or True):
            messages.success(request, _("It is kept. Signatures given before are void."))
            return redirect("construction:session", project.pk, row.pk)
    return answer(
        request,
        top,
        template="construction/points.html",
        forms=forms,
        heading=_("Compared with the %(with)s") % {"with": one.label},
        lede=_("Required beside found; say of each point whether it is met."),
        go=_("Keep it"),
        crumbs=_crumbs(project, row, one.label),
        work=project,
        back=reverse("construction:session", args=[project.pk, row.pk]),
    )


class _Errors(HoldForm):
    """Carries what a service refused to the error summary; it has no fields of its own."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields.clear()


@login_required
@Form
def sign(request: HttpRequest, pk: int, session: int, role: str) -> HttpResponse:
    """Sign for one's own party, or dissent with a reason."""
    project, row = found(request, pk, session)
    if role not in ACCEPTING_PARTIES:
        raise Http404(_("Four parties sign."))
    if role not in roles_of(request.actor, project):
        raise PermissionDenied(_("You sign for the party you act for alone."))
    form = SignForm(request.POST or None, initial={"seen": row.content_hash})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(
            form,
            lambda: sessions.sign(
                request.actor,
                row,
                PartyRole(role),
                seen=said["seen"],
                agrees=said["agrees"] == "yes",
                reason=said["reason"],
            ),
        ):
            messages.success(request, _("It is signed."))
            return redirect("construction:session", project.pk, row.pk)
    signed = signatures(row)
    return session_form(
        request,
        project,
        row,
        form,
        _("Sign for the %(role)s") % {"role": PartyRole(role).label},
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
    project, row = found(request, pk, session)
    check_may(request.actor, project, "issue_acceptance_report")
    try:
        report.issue(request.actor, row)
        messages.success(request, _("The report is issued and filed."))
    except ValidationError as error:
        messages.error(request, in_words(error))
    return redirect("construction:session", project.pk, row.pk)


def found(request: HttpRequest, pk: int, session: int) -> tuple[Project, Acceptance]:
    """A session of a project the reader sees; Http404 for any other."""
    project = project_of(request, pk)
    row: Acceptance = get_object_or_404(every_session(), pk=session, project=project)
    return project, row


def session_form(
    request: HttpRequest, project: Project, row: Acceptance, form: Any, heading: str, **more: Any
) -> HttpResponse:
    said = {"go": _("Keep it"), "lede": "", "template": "construction/form.html"} | more
    return answer(
        request,
        form,
        heading=heading,
        crumbs=_crumbs(project, row, heading),
        work=project,
        row=row,
        back=reverse("construction:session", args=[project.pk, row.pk]),
        **said,
    )


def _crumbs(project: Project, row: Acceptance, last: str = "") -> list[tuple[str, str]]:
    here = reverse("construction:session", args=[project.pk, row.pk]) if last else ""
    return crumbs_of(
        project,
        (_("Special acceptance"), reverse("construction:acceptance", args=[project.pk])),
        (row.held_on.isoformat(), here),
        *([(last, "")] if last else []),
    )
