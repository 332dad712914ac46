"""Who takes part in a project and who answers for it, and the commitments they sign (Article 8)."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.casework.models import Party
from greenward.bureau.casework.words import in_language
from greenward.law.language import FactEntry, Subject, facts_of
from greenward.law.vocabulary.entering import ENTRIES
from greenward.web.answering import form_view, refusing, sent, status_of, telling

from .. import cases
from ..forms.people import EndForm, EngageForm, JoinForm, ObserveForm, SignedForm
from ..law import law_of
from ..models import Engagement, Observation, Project
from ..responsibility import commitment, engaging
from ..responsibility.engaging import may_speak_for
from ..responsibility.tenures import Seat, seats
from ..sources.responsibility import CIVIL_WORK
from .common import Crumb, check_may, check_post, crumbs, offered, on_work, project_of, roles_of


@dataclass(frozen=True)
class Shown:
    """A party as the page shows it, with what the reader may do about it."""

    seat: Seat
    names: bool
    """Whether the reader may name and end its people."""
    observed: tuple[tuple[str, Observation], ...] = ()
    may_observe: bool = False


@login_required
@require_GET
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """The parties of a project, who leads each of them, and since when nobody does."""
    project = project_of(request, pk)
    found = seats(project)
    acts = ("join_project", "engage", "observe_party")
    may = {act: offered(request.actor, project, act) for act in acts}
    observed, roles = _observed(project), roles_of(request.actor, project)
    shown = [
        Shown(
            seat,
            may["engage"] and may_speak_for(request.actor, project, seat.party.organisation, roles),
            tuple(observed.get((seat.role.value, seat.party.organisation_id), ())),
            may["observe_party"] and seat.present and seat.role in CIVIL_WORK,
        )
        for seat in found
    ]
    context = {
        "project": project,
        "present": [one for one in shown if one.seat.present],
        "left": [one for one in shown if not one.seat.present],
        "lacking": [one for one in found if one.lacks_leader],
        "joins": may["join_project"],
        "actor": request.actor,
        "crumbs": crumbs(project, (_("Who answers"), "")),
    }
    return render(request, "construction/people.html", context)


@login_required
@form_view
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a party join the project."""
    project = project_of(request, pk)
    check_may(request.actor, project, "join_project")
    form = JoinForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            party = engaging.join(request.actor, project, **form.cleaned_data)
            messages.success(request, _("It takes part. Now name who leads its work."))
            return redirect("construction:engage", project.pk, party.pk)
    return on_work(
        request,
        project,
        form,
        _("Let a party join"),
        to_people(project),
        lede=_("It joins the project and every application that is open now."),
        go=_("Let it join"),
    )


@login_required
@form_view
def leave(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """Let a party leave the project."""
    project = project_of(request, pk)
    check_may(request.actor, project, "leave_project")
    found = _party(project, party)
    form = EndForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            engaging.leave(request.actor, project, found, **form.cleaned_data)
            messages.success(request, _("It has left. What it answers for stays on record."))
            return redirect("construction:people", project.pk)
    return on_work(
        request,
        project,
        form,
        _("Let %(who)s leave the project") % {"who": found.organisation},
        to_people(project),
        lede=_("Its people's time ends with it; what they answer for stays on record."),
        go=_("Let it leave"),
    )


@login_required
@form_view
def engage(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """Name who answers for a party's work, or the successor."""
    project = project_of(request, pk)
    found = _party(project, party)
    _check_speaks(request, project, found)
    seat = next(one for one in seats(project) if one.party.pk == found.pk)
    leader, company = seat.leader, found.organisation
    form = EngageForm(*sent(request), organisation=company, change=leader is not None)
    if form.is_valid():
        party_of = {"role": seat.role, "organisation": company}
        with refusing(form):
            made = engaging.engage(request.actor, project, **party_of, **form.for_service())
            messages.success(request, _("%(name)s is on record.") % {"name": made.name})
            if made.user_id == request.user.pk:
                return redirect("construction:commitment", project.pk, made.pk)
            return redirect("construction:people", project.pk)
    led = {"name": leader.name, "day": leader.first_day} if leader else {}
    return on_work(
        request,
        project,
        form,
        _("Who answers for the work of %(who)s?") % {"who": company},
        to_people(project),
        lede=_("%(name)s leads since %(day)s.") % led if led else "",
        go=_("Put it on record"),
    )


@login_required
@form_view
def end(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """End an engagement."""
    project = project_of(request, pk)
    found = _engagement(project, row)
    _check_speaks(request, project, found)
    form = EndForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            engaging.end(request.actor, found, **form.cleaned_data)
            messages.success(request, _("Its end is on record."))
            return redirect("construction:people", project.pk)
    return on_work(
        request,
        project,
        form,
        _("End the time of %(name)s") % {"name": found.name},
        to_people(project),
        lede=_(
            "Without a successor the party has no leader from then on. What was answered for stays."
        ),
        go=_("End it"),
    )


@login_required
@form_view
def sign(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The commitment: read by those who see the project, signed by the person it names, or filed
    as signed on paper."""
    project = project_of(request, pk)
    found = _engagement(project, row)
    may_sign = found.committed_on is None and found.user_id == request.user.pk
    if "hash" in request.POST:
        return _signed_here(request, found, may_sign)
    may_file = found.committed_on is None and _speaks(request, project, found)
    form = SignedForm(*sent(request)) if may_file else None
    check_post(form is not None or request.method == "GET")
    if form and form.is_valid():
        with refusing(form):
            engaging.file_commitment(request.actor, found, **form.cleaned_data)
            messages.success(request, _("The signed commitment is on file."))
            return redirect("construction:people", project.pk)
    lang = "zh" if (get_language() or "zh").startswith("zh") else "en"
    wording = commitment.wording_of(found)
    context = {
        "project": project,
        "row": found,
        "said": commitment.said(found, lang),
        "hash": wording.hash,
        "may_sign": may_sign,
        "form": form,
        "crumbs": crumbs(project, to_people(project), (in_language(wording.head), "")),
    }
    status = status_of(form) if form else 200
    return render(request, "construction/commitment.html", context, status=status)


def _signed_here(request: HttpRequest, row: Engagement, may_sign: bool) -> HttpResponse:
    """Sign by the press of a button; words that changed meanwhile are read once more."""
    if not may_sign:
        raise PermissionDenied(_("Only the person named signs this commitment."))
    with telling(request):
        engaging.sign(request.actor, row, text_hash=request.POST["hash"])
        messages.success(request, _("You have signed. It is on record for good."))
        return redirect("construction:people", row.project_id)
    return redirect("construction:commitment", row.project_id, row.pk)


@login_required
@require_GET
def commitment_pdf(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The commitment as a PDF for the archive, to be signed by hand where nobody signed it here."""
    found = _engagement(project_of(request, pk), row)
    answer = HttpResponse(commitment.pdf(found), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="commitment-{found.pk}.pdf"'
    return answer


@login_required
@form_view
def observe(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """Record what the authority found of a party's work."""
    project = project_of(request, pk)
    check_may(request.actor, project, "observe_party")
    found = _party(project, party)
    form = ObserveForm(*sent(request), entries=observable(project))
    if form.is_valid():
        party_of = {"role": found.role, "organisation": found.organisation}
        with refusing(form):
            engaging.observe(request.actor, project, **party_of, **form.cleaned_data)
            messages.success(request, _("The finding is on file."))
            return redirect("construction:people", project.pk)
    return on_work(
        request,
        project,
        form,
        _("How does %(who)s work?") % {"who": found.organisation},
        to_people(project),
        lede=_(
            "What is recorded here the law asks of this party; where it is a breach, the duty says so."
        ),
        go=_("Put it on record"),
    )


def observable(project: Project) -> list[FactEntry]:
    """The yes-or-no facts the law of a place asks of an engagement and no record settles."""
    law = law_of(project.area)
    duties = (duty for duty in law.edition.duties if duty.subject is Subject.ENGAGEMENT)
    asked = dict.fromkeys(name for duty in duties for name in facts_of(duty))
    settled = {name for one in cases.of([project])[project.pk] for name in one.facts} - {
        one.fact for one in project.observations.all()
    }
    known = set(project.facts) | settled
    entries = (law.entry(name) for name in asked if name in ENTRIES and name not in known)
    return [entry for entry in entries if entry.kind == "flag"]


# --- small things -------------------------------------------------------------------------------


def _party(project: Project, pk: int) -> Party:
    rows: QuerySet[Party] = project.matter.parties.filter(organisation__isnull=False)
    return get_object_or_404(rows.select_related("organisation"), pk=pk)


def _engagement(project: Project, pk: int) -> Engagement:
    rows = project.engagements.select_related(
        "organisation", "project__area", "project__matter__area"
    )
    return get_object_or_404(rows, pk=pk)


def _speaks(request: HttpRequest, project: Project, of: Party | Engagement) -> bool:
    return offered(request.actor, project, "engage") and may_speak_for(
        request.actor, project, of.organisation
    )


def _check_speaks(request: HttpRequest, project: Project, of: Party | Engagement) -> None:
    if not _speaks(request, project, of):
        raise PermissionDenied(_("Only the party itself and the developer name its people."))


def _observed(project: Project) -> dict[tuple[str, int], list[tuple[str, Observation]]]:
    """What was found of each party, with the fact's words for how it was found."""
    law = law_of(project.area)
    found: dict[tuple[str, int], list[tuple[str, Observation]]] = {}
    for row in project.observations.filter(ended_at=None):
        entry = law.entry(row.fact)
        words = entry.label if row.value or entry.denial is None else entry.denial
        found.setdefault((row.role, row.organisation_id), []).append((in_language(words), row))
    return found


def to_people(project: Project) -> Crumb:
    return _("Who answers"), reverse("construction:people", args=[project.pk])
