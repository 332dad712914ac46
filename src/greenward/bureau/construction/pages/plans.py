"""Plans on screen (Articles 4 and 12): the targets of a year beside what was reached, with stage and cut-off
day; the special plan with the law's own reading of it; the forms that enter them.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.accounts.visibility import visible_areas
from greenward.bureau.casework.pages.sending import send_document
from greenward.bureau.casework.words import in_language
from greenward.web.answering import form_page, form_view, refusing, sent

from .. import saying
from ..forms.plans import ActualForm, AnnualPlanForm, SpecialPlanForm, TargetsForm
from ..law import law_of
from ..models.plans import AnnualPlan, Indicator, PlanTarget, SpecialPlan
from ..planning import plans as service
from ..planning.reached import cut_off_of, results, stage_of
from ..statistics.asking import cities
from ..statistics.stages import stages_of
from .common import FORM, MARKS, Crumb, check_post


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The targets of one year, by indicator and district, with what was reached."""
    city = city_of(request.actor)
    held = list(
        AnnualPlan.objects.filter(area=city).select_related("special_plan", "area", "document")
    )
    plan = next((p for p in held if str(p.year) == request.GET.get("year")), held[0] if held else None)  # fmt: skip
    law = law_of(city)
    stage = stage_of(plan, law) if plan else None
    return render(
        request,
        "construction/plans.html",
        {
            "city": city,
            "plan": plan,
            "groups": groups(request.actor, plan, law) if plan else [],
            "stage": stage.words if stage else "",
            "cut_off": cut_off_of(plan) if plan else None,
            "tabs": [
                (str(p.year), f"?year={p.year}", p == plan) for p in sorted(held, key=lambda p: p.year)
            ],
            "special_plans": SpecialPlan.objects.filter(area=city, ended_at=None),
            "may_plan": request.actor.may("record_annual_plan", city.path),
            "may_actual": request.actor.may("record_actual"),
            "crumbs": [(_("Plans"), "")],
        },
    )  # fmt: skip


def groups(actor: Actor, plan: AnnualPlan, law: Any) -> list[dict[str, Any]]:
    """The results of the districts an actor sees, an indicator at a time."""
    seen = Area.objects.filter(visible_areas(actor)) if not actor.everywhere else Area.objects.all()
    rows = PlanTarget.objects.filter(plan=plan, area__in=seen).select_related("area")
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one in results(actor, plan, law, list(rows)):
        target = one.target
        key = (target.indicator, target.words)
        group = found.setdefault(key, {"indicator": target, "title": title_of(target), "rows": []})
        group["rows"].append(one)
    order = list(Indicator.values)
    return sorted(found.values(), key=lambda g: order.index(g["indicator"].indicator))


def title_of(target: PlanTarget) -> str:
    return target.words or str(capfirst(Indicator(target.indicator).label))


@login_required
@require_GET
def special_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One special plan and what the law says of it."""
    city = city_of(request.actor)
    plan = get_object_or_404(SpecialPlan, pk=pk, area=city)
    read = service.reading_of_plan(law_of(city).edition, plan, timezone.localdate().year)
    return render(
        request,
        "construction/special_plan.html",
        {
            "plan": plan,
            "reading": [
                {
                    "mark": MARKS[truth],
                    "text": in_language(duty.text),
                    "article": saying.article(duty.article),
                }
                for duty, truth in read
            ],
            "may_record": request.actor.may("record_special_plan", city.path)
            and plan.ended_at is None,
            "crumbs": [to_plans(), (plan.name, "")],
        },
    )


@login_required
@require_GET
def special_plan_file(request: HttpRequest, pk: int) -> FileResponse:
    """The special plan itself, for whoever sees its page."""
    return _file(request, SpecialPlan, pk)


@login_required
@require_GET
def annual_plan_file(request: HttpRequest, pk: int) -> FileResponse:
    """The implementation plan of a year itself, for whoever sees the plans."""
    return _file(request, AnnualPlan, pk)


def _file(request: HttpRequest, model: type[SpecialPlan | AnnualPlan], pk: int) -> FileResponse:
    rows: Any = model._default_manager.select_related("document")
    plan = get_object_or_404(rows, pk=pk, area=city_of(request.actor))
    return send_document(plan.document, str(plan))


@login_required
@form_view
def enter_special_plan(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Enter a special plan, or correct one."""
    city = city_for(request, "record_special_plan")
    last = get_object_or_404(SpecialPlan, pk=pk, area=city, ended_at=None) if pk else None
    form = SpecialPlanForm(*sent(request), instance=last)
    if form.is_valid():
        with refusing(form):
            made = service.record_special_plan(
                request.actor, city, corrects=last, **form.cleaned_data
            )
            messages.success(request, _("The plan is on record."))
            return redirect("construction:special_plan", made.pk)
    return _form(request, form, _("Special plan for green buildings"))


@login_required
@form_view
def enter_annual_plan(request: HttpRequest) -> HttpResponse:
    """Enter the implementation plan of a year; its targets follow."""
    city = city_for(request, "record_annual_plan")
    law = law_of(city)
    form = AnnualPlanForm(*sent(request), city=city, stages=stages_of(law))
    if form.is_valid():
        with refusing(form):
            made = service.record_annual_plan(request.actor, city, law, **form.cleaned_data)
            messages.success(request, _("The plan is on record. Now its targets."))
            return redirect("construction:plan_targets", made.pk, Indicator.ONE_STAR.value)
    return _form(request, form, _("Implementation plan of a year"))


@login_required
@form_view
def targets(request: HttpRequest, pk: int, indicator: str) -> HttpResponse:
    """One target of a year for every district."""
    city = city_for(request, "record_annual_plan")
    plan = get_object_or_404(AnnualPlan, pk=pk, area=city)
    if indicator not in Indicator.values:
        raise Http404
    which = Indicator(indicator)
    form = TargetsForm(
        *sent(request),
        plan=plan,
        indicator=which,
        areas=list(city.parts.order_by("path")) or [city],
        words=request.GET.get("words", ""),
    )
    if form.is_valid():
        with refusing(form):
            service.set_targets(request.actor, plan, which, **form.for_service())
            messages.success(request, _("The targets are on record."))
            return redirect("construction:plan_targets", plan.pk, which.value)
    return _form(
        request,
        form,
        _("Targets of %(year)s") % {"year": plan.year},
        lede=str(capfirst(which.label)),
        template="construction/targets.html",
        tabs=[
            (capfirst(one.label), reverse("construction:plan_targets", args=[pk, one.value]), one is which)
            for one in Indicator
        ],
    )  # fmt: skip


@login_required
@form_view
def actual(request: HttpRequest, pk: int) -> HttpResponse:
    """What one district reached of a target that nobody counts."""
    city = city_of(request.actor)
    row = get_object_or_404(
        PlanTarget.objects.select_related("area", "plan"), pk=pk, plan__area=city
    )
    check_post(request.actor.may("record_actual", row.area.path))
    initial = {"actual": row.actual, "on": row.actual_on, "source": row.source}
    form = ActualForm(*sent(request), initial=initial)
    if form.is_valid():
        with refusing(form):
            service.record_actual(request.actor, row, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('construction:plans')}?year={row.plan.year}")
    lede = f"{title_of(row)} · {row.area} · {row.plan.year}"
    return _form(request, form, _("What was reached"), lede=lede)


def _form(
    request: HttpRequest, form: Any, heading: str, *, template: str = FORM, **more: Any
) -> HttpResponse:
    return form_page(
        request,
        template,
        form,
        heading=heading,
        go=_("Put it on record"),
        back=reverse("construction:plans"),
        crumbs=[to_plans(), (heading, "")],
        **more,
    )


def to_plans() -> Crumb:
    return _("Plans"), reverse("construction:plans")


def city_of(actor: Actor) -> Area:
    """The city whose plans an official works with; Http404 for whoever holds no post about them."""
    check_post(actor.is_official)
    found = cities(actor)
    if not found:
        raise Http404
    return found[0]


def city_for(request: HttpRequest, act: str) -> Area:
    """The city of an act that reaches over all of it; PermissionDenied for a district's post."""
    city = city_of(request.actor)
    check_post(request.actor.may(act, city.path))
    return city
