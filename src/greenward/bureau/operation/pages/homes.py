"""The buyer's pages, on a phone first: the home, the guide, the inspection room by room; and the
developer's list of homes with what was found in each."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.casework.documents import path_of
from greenward.bureau.casework.pages.sending import send
from greenward.bureau.casework.previews import draw, preview_of
from greenward.bureau.casework.words import in_language, in_words
from greenward.bureau.construction.models import Project
from greenward.bureau.construction.pages.common import check_may, crumbs, may
from greenward.bureau.construction.saying import star_words
from greenward.bureau.registry.models import Unit, UnitHolding
from greenward.web.answering import form_page, form_view, refusing, sent, telling

from .. import handing, inspecting, papers, selectors
from ..contents import material
from ..forms.homes import HandInForm, ItemForm, OfferForm
from ..models import Handover, Inspection, InspectionItem, PaperKind
from ..rooms import NAMES, Room
from .common import on_project, pdf, to_homes
from .common import project_of as project_seen

PAGE = 50


class Mine(NamedTuple):
    """The reader's own home with the project that built it."""

    holding: UnitHolding
    project: Project


@login_required
@require_GET
def home(request: HttpRequest, unit: int) -> HttpResponse:
    """The buyer's home: what was promised, the papers, the inspection, what is being repaired."""
    mine = _mine(request, unit)
    given = material(mine.project)
    star = given.known.star
    handover = Handover.objects.filter(unit=unit, user=request.user).select_related("unit").first()
    inspection = Inspection.objects.filter(holding=mine.holding).first()
    return render(
        request,
        "operation/home.html",
        {
            "holding": mine.holding,
            "project": mine.project,
            "star": in_language(star_words(star)) if star is not None else "",
            "promises": [in_language(kind.said(value)) for kind, value in given.indicators],
            "handover": handover,
            "papers": handing.given_to(handover).values() if handover else [],
            "inspection": inspection,
            "progress": _progress(inspection) if inspection else None,
            "appointments": mine.holding.appointments.all()[:3],
            "defects": selectors.defects_of(Q(item__inspection__holding=mine.holding)),
        },
    )


@login_required
@require_GET
def guide(request: HttpRequest, unit: int) -> HttpResponse:
    """The guide as a paper: the one that was given, else as it would be made today."""
    mine = _mine(request, unit)
    issued = papers.latest(mine.project, PaperKind.GUIDE, mine.holding.unit)
    if issued is not None:
        return pdf(path_of(issued.document).read_bytes(), f"guide-{unit}.pdf")
    return pdf(papers.preview(mine.project, PaperKind.GUIDE, mine.holding.unit), "guide.pdf")


@login_required
@require_POST
def begin(request: HttpRequest, unit: int) -> HttpResponse:
    """Begin; whoever began before goes on."""
    mine = _mine(request, unit)
    if not Inspection.objects.filter(holding=mine.holding).exists():
        inspecting.begin(request.actor, mine.project, mine.holding)
    return redirect("operation:inspection", unit)


@login_required
@require_GET
def inspection(request: HttpRequest, unit: int) -> HttpResponse:
    """The checklist, one room at a time; where the buyer left off comes first."""
    mine = _mine(request, unit)
    row = _inspection(mine)
    items = list(row.items.select_related("photo__document"))
    rooms = [room for room in Room if any(item.room == room for item in items)]
    asked = request.GET.get("room", "")
    room = next((one for one in rooms if one.value == asked), None) or _next_room(rooms, items)
    place = rooms.index(room)
    return render(
        request,
        "operation/inspection.html",
        {
            "holding": mine.holding,
            "inspection": row,
            "room": in_language(NAMES[room]),
            "items": [_item(row, item) for item in items if item.room == room],
            "rooms": [_room(one, items, one is room) for one in rooms],
            "next": rooms[place + 1].value if place + 1 < len(rooms) else "",
            "progress": _progress(row),
            "open": row.handed_in_at is None,
        },
    )


@login_required
@require_POST
def item(request: HttpRequest, unit: int, place: int) -> HttpResponse:
    """One finding, saved at once; htmx swaps the item alone, a plain form comes back to its room."""
    mine = _mine(request, unit)
    row = _inspection(mine)
    found = get_object_or_404(row.items.select_related("inspection__matter__area"), place=place)
    form = ItemForm(*sent(request))
    wrong = ""
    if form.is_valid():
        said = form.cleaned_data
        try:
            inspecting.note(
                request.actor,
                found,
                result=said["result"],
                remark=said["remark"],
                photo=said["photo"],
            )
        except ValidationError as error:
            wrong = in_words(error)
            found.refresh_from_db()
    else:
        wrong = _("Say whether it is in order.")
    if not request.htmx:
        if wrong:
            messages.error(request, wrong)
        address = reverse("operation:inspection", args=[unit])
        return redirect(f"{address}?room={found.room}#item-{place}")
    context = {
        "one": _item(row, found) | {"wrong": wrong},
        "holding": mine.holding,
        "open": True,
        "progress": _progress(row),
        "swapped": True,
    }
    return render(request, "operation/item.html", context)


@login_required
@require_GET
def photo(request: HttpRequest, unit: int, place: int) -> HttpResponse:
    """The photograph of a finding, drawn anew, for its buyer."""
    row = _inspection(_mine(request, unit))
    found = get_object_or_404(row.items.select_related("photo__document"), place=place)
    if found.photo is None:
        raise Http404
    draw(found.photo.document)
    path = preview_of(found.photo.document)
    if path is None:
        raise Http404
    return send(path, "image/png")


@login_required
@form_view
def hand_in(request: HttpRequest, unit: int) -> HttpResponse:
    """What was found, before it goes to the developer; then it goes."""
    mine = _mine(request, unit)
    row = _inspection(mine)
    if row.handed_in_at is not None:
        return redirect("operation:home", unit)
    form = HandInForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            inspecting.hand_in(request.actor, row, assisted=form.said)
            messages.success(request, _("Handed in. The developer sees what you found."))
            return redirect("operation:home", unit)
    bad = row.items.filter(result=InspectionItem.Result.NOT_OK)
    return form_page(
        request,
        "operation/hand_in.html",
        form,
        holding=mine.holding,
        found=[_item(row, one) for one in bad.select_related("photo__document")],
        progress=_progress(row),
    )


@login_required
@require_POST
def answer_offer(request: HttpRequest, unit: int, pk: int) -> HttpResponse:
    """The buyer takes an offered time or not."""
    mine = _mine(request, unit)
    row = get_object_or_404(mine.holding.appointments.select_related("project__area"), pk=pk)
    with telling(request):
        inspecting.answer(request.actor, row, accepted=request.POST.get("answer") == "yes")
    return redirect("operation:home", unit)


@login_required
@require_GET
def of_project(request: HttpRequest, pk: int) -> HttpResponse:
    """The homes of a project for its developer and the officer: what was found and is still open."""
    project = project_seen(request, pk)
    if not (request.actor.is_official or request.actor.acts_for(project.developer_id)):
        raise PermissionDenied(_("What buyers found is for the developer and the authority."))
    units = Unit.objects.filter(building__projects=project).select_related("building")
    page = Paginator(units.order_by("building", "number"), PAGE).get_page(request.GET.get("page"))
    defects = selectors.defects_of(Q(project=project))
    return render(
        request,
        "operation/homes.html",
        {
            "project": project,
            "page": page,
            "homes": selectors.homes(project, list(page)),
            "open": [row for row in defects if not row.closed],
            "overdue": sum(row.overdue and not row.closed for row in defects),
            "may_offer": may(request.actor, project, "offer_appointment"),
            "crumbs": crumbs(project, (_("Homes and defects"), "")),
        },
    )


@login_required
@form_view
def offer(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Offer the buyer of a home a time."""
    project = project_seen(request, pk)
    check_may(request.actor, project, "offer_appointment")
    rows = UnitHolding.objects.filter(unit__building__projects=project, last_day=None)
    holding = get_object_or_404(rows.select_related("unit__building"), unit=unit)
    form = OfferForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            inspecting.offer(request.actor, project, holding, **form.cleaned_data)
            messages.success(request, _("Offered. The buyer sees it on the page of the home."))
            return redirect("operation:homes", pk)
    return on_project(
        request,
        project,
        form,
        _("Offer a time to inspect the home"),
        to_homes(project),
        lede=f"{holding.unit.building} {holding.unit}",
        go=_("Offer this time"),
    )


def _mine(request: HttpRequest, unit: int) -> Mine:
    """The reader's own home; 404 for anybody else."""
    holding = selectors.my_holding(request.actor, unit)
    project = selectors.project_of_home(holding) if holding else None
    if holding is None or project is None:
        raise Http404
    return Mine(holding, project)


def _inspection(mine: Mine) -> Inspection:
    rows = Inspection.objects.select_related("matter__area", "project__area", "project__developer")
    return get_object_or_404(
        rows.select_related("matter__area", "project__developer", "holding__unit__building"),
        holding=mine.holding,
    )


def _progress(row: Inspection) -> dict[str, int]:
    results = list(row.items.values_list("result", flat=True))
    return {
        "all": len(results),
        "done": sum(bool(result) for result in results),
        "bad": results.count(InspectionItem.Result.NOT_OK),
    }


def _item(row: Inspection, one: InspectionItem) -> dict[str, Any]:
    what, promised = selectors.words_of(one)
    return {"item": one, "what": what, "promised": promised, "wrong": ""}


def _room(room: Room, items: list[InspectionItem], now: bool) -> dict[str, Any]:
    inside = [item for item in items if item.room == room]
    return {
        "key": room.value,
        "name": in_language(NAMES[room]),
        "left": sum(not item.result for item in inside),
        "bad": sum(item.result == InspectionItem.Result.NOT_OK for item in inside),
        "now": now,
    }


def _next_room(rooms: list[Room], items: list[InspectionItem]) -> Room:
    """The first room with something left to look at, else the first."""
    waiting = {item.room for item in items if not item.result}
    return next((room for room in rooms if room.value in waiting), rooms[0])
