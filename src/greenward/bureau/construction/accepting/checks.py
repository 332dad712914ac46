"""The authority's spot checks of special acceptances, drawn or for a cause (Article 16, paragraph 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.models import Filing
from greenward.law.language import Duty, Subject, facts_in
from greenward.law.reading import Judgement, judge

from ..law import law_of
from ..models import Acceptance, Decision, Project, SpotCheck

HELD, CHECKED = "acceptances_of_the_year", "acceptances_checked"


def check(
    actor: Actor,
    session: Acceptance,
    *,
    checked_on: date,
    cause: str,
    chosen_by: str,
    conforms: bool,
    nonconformities: str = "",
    filing: Filing | None = None,
) -> SpotCheck:
    """Record a spot check and its result. Raises ValidationError before the session is decided."""
    with act(actor, "spot_check", session, area=session.project.area) as event:
        if not Decision.objects.filter(application=session.application_id).exists():
            raise ValidationError(
                _("The acceptance is not decided yet: there is nothing to check.")
            )
        check_past(checked_on=checked_on)
        if checked_on < session.held_on:
            raise ValidationError(
                {
                    "checked_on": _("It was held on %(day)s and is not checked before.")
                    % {"day": session.held_on}
                }
            )
        if not conforms and not nonconformities.strip():
            raise ValidationError({"nonconformities": _("Say what does not conform.")})
        made = SpotCheck.objects.create(
            acceptance=session,
            checked_on=checked_on,
            cause=cause,
            chosen_by=chosen_by,
            conforms=conforms,
            nonconformities="" if conforms else nonconformities,
            filing=filing,
            checked_by=actor.user,
        )
        event.note(check=made.pk, cause=cause, chosen_by=chosen_by, conforms=conforms)
        event.note(nonconformities=made.nonconformities)
    return made


@dataclass(frozen=True)
class Year:
    """How many acceptances of a year an authority checked, and what the law says of that."""

    year: int
    held: int
    checked: int
    judged: tuple[Judgement, ...]


def held_in(actor: Actor, year: int) -> QuerySet[Acceptance]:
    """The decided acceptances of a year that an actor sees."""
    rows = Acceptance.objects.filter(
        project__in=Project.objects.visible_to(actor).values("pk"),
        held_on__year=year,
        application__matter__closed_at__isnull=False,
    ).exclude(application__matter__state="taken_back")
    return rows.select_related("project__area", "application__matter").prefetch_related(
        "spot_checks", "application__decision"
    )


def of_year(actor: Actor, area: Area, year: int) -> Year:
    """The year of the housing authority of an area: a city's, or a district's."""
    rows = held_in(actor, year).filter(project__area__path__startswith=area.path)
    held = rows.count()
    checked = rows.filter(spot_checks__isnull=False).distinct().count()
    city = area.path.count("/") == 1
    facts = {
        "is_municipal_housing": city,
        "is_district_housing": not city,
        HELD: held,
        CHECKED: checked,
    }
    return Year(year, held, checked, tuple(judge(duty, facts) for duty in _duties(area)))


def _duties(area: Area) -> list[Duty]:
    """The duties of the authority itself about its checks."""
    duties = law_of(area).edition.duties
    return [
        one
        for one in duties
        if one.subject is Subject.AUTHORITY and CHECKED in facts_in(one.requires)
    ]
