"""Who takes part in a project and who answers for it, and the commitments they sign (Article 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from greenward.bureau.casework.matters.parties import roles_shown
from greenward.bureau.casework.models import Party
from greenward.bureau.casework.words import in_language
from greenward.law.language import FactEntry, Subject, facts_of
from greenward.law.vocabulary.entering import ENTRIES

from .. import cases, selectors
from ..forms.people import EndForm, EngageForm, JoinForm, ObserveForm, SignedForm
from ..law import law_of
from ..models import Engagement, Observation, Project
from ..responsibility import commitment, engaging
from ..responsibility.engaging import may_speak_for
from ..responsibility.tenures import Seat, seats
from ..sources.responsibility import CIVIL_WORK
from .opening import check_may, done, on_work

Form = require_http_methods(["GET", "POST"])


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
    project = _project(request, pk)
    found = seats(project)
    may = {act: _may(request, project, act) for act in ("join_project", "engage", "observe_party")}
    observed, roles = _observed(project), roles_shown(request.actor, project.matter)
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
        "crumbs": _crumbs(project),
    }
    return render(request, "construction/people.html", context)


@login_required
@Form
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a party join the project."""
    project = _project(request, pk)
    check_may(request.actor, project, "join_project")
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        party = done(form, lambda: engaging.join(request.actor, project, **form.cleaned_data))
        if party is not None:
            messages.success(request, _("It takes part. Now name who leads its work."))
            return redirect("construction:engage", project.pk, party.pk)
    lede = _("It joins the project and every application that is open now.")
    return on_work(request, project, form, _("Let a party join"), lede, _("Let it join"))


@login_required
@Form
def leave(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """Let a party leave the project."""
    project = _project(request, pk)
    check_may(request.actor, project, "leave_project")
    found = _party(project, party)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(form, lambda: engaging.leave(request.actor, project, found, **said) or True):
            messages.success(request, _("It has left. What it answers for stays on record."))
            return redirect("construction:people", project.pk)
    heading = _("Let %(who)s leave the project") % {"who": found.organisation}
    lede = _("Its people's time ends with it; what they answer for stays on record.")
    return on_work(request, project, form, heading, lede, _("Let it leave"))


@login_required
@Form
def engage(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """Name who answers for a party's work, or the successor."""
    project = _project(request, pk)
    found = _party(project, party)
    _check_speaks(request, project, found)
    seat = next(one for one in seats(project) if one.party.pk == found.pk)
    form = EngageForm(
        request.POST or None, organisation=found.organisation, change=seat.leader is not None
    )
    if request.method == "POST" and form.is_valid():
        made = done(
            form,
            lambda: engaging.engage(
                request.actor,
                project,
                role=seat.role,
                organisation=found.organisation,
                **form.for_service(),
            ),
        )
        if made is not None:
            messages.success(request, _("%(name)s is on record.") % {"name": made.name})
            if made.user_id == request.user.pk:
                return redirect("construction:commitment", project.pk, made.pk)
            return redirect("construction:people", project.pk)
    heading = _("Who answers for the work of %(who)s?") % {"who": found.organisation}
    lede = ""
    if seat.leader:
        lede = _("%(name)s leads since %(day)s.") % {
            "name": seat.leader.name,
            "day": seat.leader.first_day,
        }
    return on_work(request, project, form, heading, lede, _("Put it on record"))


@login_required
@Form
def end(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """End an engagement."""
    project = _project(request, pk)
    found = _engagement(project, row)
    _check_speaks(request, project, found)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if done(form, lambda: engaging.end(request.actor, found, **said) or True):
            messages.success(request, _("Its end is on record."))
            return redirect("construction:people", project.pk)
    heading = _("End the time of %(name)s") % {"name": found.name}
    lede = _(
        "Without a successor the party has no leader from then on. What was answered for stays."
    )
    return on_work(request, project, form, heading, lede, _("End it"))


@login_required
@Form
def sign(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The commitment: read by those who see the project, signed by the person it names, or filed
    as signed on paper."""
    project = _project(request, pk)
    found = _engagement(project, row)
    may_sign = found.committed_on is None and found.user_id == request.user.pk
    may_file = found.committed_on is None and _speaks(request, project, found)
    form = SignedForm(request.POST or None, request.FILES or None) if may_file else None
    if request.method == "POST" and _signed(request, found, form, may_sign):
        return redirect("construction:people", project.pk)
    lang = "zh" if (get_language() or "zh").startswith("zh") else "en"
    context = {
        "project": project,
        "row": found,
        "said": commitment.said(found, lang),
        "hash": commitment.wording_of(found).hash,
        "may_sign": may_sign,
        "form": form,
        "crumbs": _crumbs(project, in_language(commitment.wording_of(found).head)),
    }
    wrong = request.method == "POST"
    return render(request, "construction/commitment.html", context, status=422 if wrong else 200)


def _signed(request: HttpRequest, row: Engagement, form: Any, may_sign: bool) -> bool:
    """Sign here, or file the paper; False where it is refused."""
    actor = request.actor
    if "hash" in request.POST:
        if not may_sign:
            raise PermissionDenied(_("Only the person named signs this commitment."))
        engaging.sign(actor, row, text_hash=request.POST["hash"])
        messages.success(request, _("You have signed. It is on record for good."))
        return True
    if form is None:
        raise PermissionDenied(_("Your duty post does not include this act."))
    said = form.cleaned_data if form.is_valid() else None
    if said is None or not done(form, lambda: engaging.file_commitment(actor, row, **said) or True):
        return False
    messages.success(request, _("The signed commitment is on file."))
    return True


@login_required
@require_GET
def commitment_pdf(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """The commitment as a PDF for the archive, to be signed by hand where nobody signed it here."""
    found = _engagement(_project(request, pk), row)
    answer = HttpResponse(commitment.pdf(found), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="commitment-{found.pk}.pdf"'
    return answer


@login_required
@Form
def observe(request: HttpRequest, pk: int, party: int) -> HttpResponse:
    """Record what the authority found of a party's work."""
    project = _project(request, pk)
    check_may(request.actor, project, "observe_party")
    found = _party(project, party)
    form = ObserveForm(request.POST or None, entries=observable(project))
    if request.method == "POST" and form.is_valid():
        of_party = {"role": found.role, "organisation": found.organisation}
        said = form.cleaned_data
        if done(form, lambda: engaging.observe(request.actor, project, **of_party, **said) or True):
            messages.success(request, _("The finding is on file."))
            return redirect("construction:people", project.pk)
    heading = _("How does %(who)s work?") % {"who": found.organisation}
    lede = _(
        "What is recorded here the law asks of this party; where it is a breach, the duty says so."
    )
    return on_work(request, project, form, heading, lede, _("Put it on record"))


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


def _project(request: HttpRequest, pk: int) -> Project:
    return get_object_or_404(selectors.projects(request.actor), pk=pk)


def _party(project: Project, pk: int) -> Party:
    rows: QuerySet[Party] = project.matter.parties.filter(organisation__isnull=False)
    return get_object_or_404(rows.select_related("organisation"), pk=pk)


def _engagement(project: Project, pk: int) -> Engagement:
    rows = project.engagements.select_related(
        "organisation", "project__area", "project__matter__area"
    )
    return get_object_or_404(rows, pk=pk)


def _may(request: HttpRequest, project: Project, act: str) -> bool:
    roles = roles_shown(request.actor, project.matter)
    return project.matter.closed_at is None and request.actor.may(act, project.area.path, roles)


def _speaks(request: HttpRequest, project: Project, of: Party | Engagement) -> bool:
    return _may(request, project, "engage") and may_speak_for(
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


def _crumbs(project: Project, *more: str) -> list[tuple[str, str]]:
    here = reverse("construction:people", args=[project.pk]) if more else ""
    return [
        (_("Projects"), reverse("construction:projects")),
        (project.code, reverse("construction:project", args=[project.pk])),
        (_("Who answers"), here),
        *((label, "") for label in more),
    ]
