"""Plans are put on record by the municipal authority: the special plan with what Article 12 asks of it, the
year's implementation plan with its targets, and what was reached where nobody counts it (Article 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.documents import Upload
from greenward.law.language import Duty, Edition, Subject, facts_of
from greenward.law.reading import Truth, read

from ..facts import Value
from ..law import Law
from ..models.plans import AnnualPlan, Indicator, PlanTarget, SpecialPlan
from ..statistics.stages import stages_of
from ..uploads import stored

MADE = "special_plan_made"


def record_special_plan(
    actor: Actor,
    city: Area,
    *,
    upload: Upload | None = None,
    corrects: SpecialPlan | None = None,
    **fields: Any,
) -> SpecialPlan:
    """Put a special plan of a city on record; a corrected one takes the place of the row before.

    Raises ValidationError where the term ends before it begins or the number is on record already.
    """
    if fields["last_year"] < fields["first_year"]:
        raise ValidationError(_("The term ends before it begins."))
    with act(actor, "record_special_plan", city, area=city) as event:
        held = SpecialPlan.objects.filter(area=city, ended_at=None)
        if corrects is not None:
            held.filter(pk=corrects.pk).update(ended_at=timezone.now())
        if held.filter(number=fields["number"]).exists():
            raise ValidationError(_("A plan of this number is on record already."))
        document = stored(actor, upload) if upload else corrects and corrects.document
        plan = SpecialPlan.objects.create(
            area=city, document=document, recorded_by=actor.user, **fields
        )
        event.subject = plan
        event.note(number=plan.number, first_year=plan.first_year, last_year=plan.last_year)
    return plan


def record_annual_plan(
    actor: Actor, city: Area, law: Law, *, upload: Upload | None = None, **fields: Any
) -> AnnualPlan:
    """Put the plan of a year on record. Raises ValidationError for a year that has one, and for a stage
    the law of the city does not count."""
    if stages_of(law).named(fields["counted_at"]) is None:
        raise ValidationError(_("The law of this place counts no such stage."))
    with act(actor, "record_annual_plan", city, area=city) as event:
        if AnnualPlan.objects.filter(area=city, year=fields["year"]).exists():
            raise ValidationError(_("The plan of this year is on record already."))
        document = stored(actor, upload) if upload else None
        plan = AnnualPlan.objects.create(
            area=city, document=document, recorded_by=actor.user, **fields
        )
        event.subject = plan
        event.note(year=plan.year, number=plan.number, counted_at=plan.counted_at)
    return plan


def set_targets(
    actor: Actor,
    plan: AnnualPlan,
    indicator: Indicator,
    targets: Mapping[Area, Decimal | None],
    *,
    words: str = "",
    unit: str = "",
) -> None:
    """Set one target of a plan for some districts; None takes it away. What was reached stays."""
    if indicator is Indicator.OTHER and not words.strip():
        raise ValidationError(_("Say in words what the target is about."))
    with act(actor, "record_annual_plan", plan, area=plan.area) as event:
        for area, target in targets.items():
            key = {"plan": plan, "area": area, "indicator": indicator, "words": words}
            if target is None:
                PlanTarget.objects.filter(**key).delete()
            else:
                PlanTarget.objects.update_or_create(
                    **key, defaults={"target": target, "unit": unit or indicator.unit}
                )
        event.note(
            year=plan.year,
            indicator=indicator.value,
            words=words,
            targets={a.code: str(t) for a, t in targets.items() if t is not None},
        )


def record_actual(
    actor: Actor, target: PlanTarget, *, actual: Decimal, on: date, source: str
) -> None:
    """Record what a district reached, as of a day and from where. Raises ValidationError for what is
    counted from projects, and for a day to come."""
    if Indicator(target.indicator) in COUNTED:
        raise ValidationError(_("This figure is counted from the projects on file."))
    check_past(on=on)
    with act(actor, "record_actual", target, area=target.area) as event:
        PlanTarget.objects.filter(pk=target.pk).update(actual=actual, actual_on=on, source=source)
        event.note(actual=str(actual), as_of=on, source=source)


COUNTED = {
    Indicator.ONE_STAR: 1,
    Indicator.TWO_STARS: 2,
    Indicator.THREE_STARS: 3,
    Indicator.PREFABRICATED: None,
}
"""The indicators that are shares of starts, and the star a start needs to count."""


def plan_of(area: Area, year: int | None = None) -> SpecialPlan | None:
    """The special plan of the city an area lies in whose term a year (this one) falls in."""
    when = year or timezone.localdate().year
    rows = SpecialPlan.objects.filter(
        area__code=area.path.split("/", 1)[0],
        ended_at=None,
        first_year__lte=when,
        last_year__gte=when,
    )
    return rows.first()


def facts_of_plan(plan: SpecialPlan, year: int) -> dict[str, Value]:
    """What a special plan says to the law about its authority."""
    return {
        "is_municipal_housing": True,
        MADE: plan.first_year <= year <= plan.last_year,
        "plan_states_targets": bool(plan.targets.strip()),
        "plan_states_tasks": bool(plan.tasks.strip()),
        "plan_states_safeguards": bool(plan.safeguards.strip()),
        "plan_fits_spatial_plan": plan.fits_spatial_plan,
        "plan_coordinated": plan.coordinated,
    }


def reading_of_plan(edition: Edition, plan: SpecialPlan, year: int) -> list[tuple[Duty, Truth]]:
    """The duties of the authority that a special plan settles, and whether it fulfils each."""
    facts = facts_of_plan(plan, year)
    return [
        (duty, read(duty.requires, facts).truth)
        for duty in edition.duties
        if duty.subject is Subject.AUTHORITY
        and MADE in facts_of(duty)
        and set(facts_of(duty.requires)) <= set(facts)
    ]
