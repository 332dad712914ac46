"""What the parties and the authority record of a site (Article 14; the national Articles 14, 16).

A demand to violate standards is reported by an engaged party and read by the authority alone, so
the report stands in no history that the accused party reads. A deviation stays open until a correction answers it; a refusal to correct goes to the authority.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.matters.parties import acting_for, roles_in
from greenward.bureau.casework.models import Filing

from .models import Project, SiteRecord
from .models.site import FOLLOWING, Occurrence
from .recording import recorded

ENGAGED = frozenset(
    {
        PartyRole.CONSULTANT,
        PartyRole.DESIGNER,
        PartyRole.CONTRACTOR,
        PartyRole.SUPERVISOR,
    }
)
WHO: dict[Occurrence, frozenset[PartyRole]] = {
    Occurrence.BEGUN: frozenset({PartyRole.DEVELOPER, PartyRole.CONTRACTOR}),
    Occurrence.FINISHED: frozenset({PartyRole.DEVELOPER, PartyRole.CONTRACTOR}),
    Occurrence.DEMAND: ENGAGED,
    Occurrence.DEVIATION: frozenset({PartyRole.SUPERVISOR, PartyRole.DESIGNER}),
    Occurrence.CORRECTION: frozenset({PartyRole.CONTRACTOR, PartyRole.SUPERVISOR}),
    Occurrence.REFUSAL: frozenset({PartyRole.SUPERVISOR}),
}
"""Whose a record is; the authority may enter any."""
ONCE = (Occurrence.BEGUN, Occurrence.FINISHED)


def record(
    actor: Actor,
    project: Project,
    what: str,
    *,
    happened_on: date,
    text: str = "",
    filing: Filing | None = None,
    answers: SiteRecord | None = None,
) -> SiteRecord:
    """Record an occurrence. Raises PermissionDenied where it is another party's to record, and
    ValidationError for a day ahead, a second beginning or end, or an answer to nothing."""
    occurrence = Occurrence(what)
    if occurrence is Occurrence.DEMAND:
        return _report(actor, project, happened_on, text, filing)
    with recorded(actor, project, "record_site") as event:
        if not may_record(actor, project, occurrence):
            raise PermissionDenied(_("Another party records this."))
        _check(project, occurrence, happened_on, text, answers)
        made = _made(actor, project, occurrence, happened_on, text, filing, answers)
        event.note(record=made.pk, what=occurrence, happened_on=happened_on, text=text)
        event.note(answers=answers.pk if answers else None)
    return made


def _report(
    actor: Actor, project: Project, happened_on: date, text: str, filing: Filing | None
) -> SiteRecord:
    roles = roles_in(actor, project.matter)
    with act(actor, "report_demand", area=project.area, parties=roles) as event:
        _check(project, Occurrence.DEMAND, happened_on, text, None)
        made = _made(actor, project, Occurrence.DEMAND, happened_on, text, filing, None)
        event.subject = made
        event.note(project=project.pk, happened_on=happened_on)
        event.personal(text=text)
    return made


def _made(
    actor: Actor,
    project: Project,
    occurrence: Occurrence,
    happened_on: date,
    text: str,
    filing: Filing | None,
    answers: SiteRecord | None,
) -> SiteRecord:
    official = actor.may("record_site", project.area.path)
    return SiteRecord.objects.create(
        project=project,
        what=occurrence,
        happened_on=happened_on,
        text=text,
        filing=filing,
        answers=answers,
        organisation=None if official else acting_for(actor, project.matter, WHO[occurrence]),
        recorded_by=actor.user,
    )


def may_record(actor: Actor, project: Project, occurrence: Occurrence) -> bool:
    if actor.may("record_site", project.area.path):
        return True
    return bool(WHO[occurrence] & roles_in(actor, project.matter))


def recordable(actor: Actor, project: Project) -> list[Occurrence]:
    """What a person may record of a site now: what happens once is not offered again, and nothing
    is answered where no deviation is open."""
    if actor.may("record_site", project.area.path):
        mine = list(Occurrence)
    else:
        roles = roles_in(actor, project.matter)
        mine = [one for one in Occurrence if WHO[one] & roles]
    rows = project.site_records.filter(what__in=ONCE)
    past = set(rows.values_list("what", flat=True))
    if not open_deviations(project):
        past |= set(FOLLOWING)
    return [one for one in mine if one not in past]


def open_deviations(project: Project) -> list[SiteRecord]:
    """The deviations that no correction answers yet."""
    rows = SiteRecord.objects.filter(project=project, what=Occurrence.DEVIATION)
    corrected = SiteRecord.objects.filter(what=Occurrence.CORRECTION, project=project)
    return list(rows.exclude(pk__in=corrected.values("answers")).order_by("happened_on", "pk"))


def _check(
    project: Project,
    occurrence: Occurrence,
    happened_on: date,
    text: str,
    answers: SiteRecord | None,
) -> None:
    check_past(happened_on=happened_on)
    if occurrence in ONCE and project.site_records.filter(what=occurrence).exists():
        raise ValidationError(_("This is on record already."))
    if occurrence not in ONCE and not text.strip():
        raise ValidationError({"text": _("Say what happened.")})
    if occurrence in FOLLOWING:
        if answers is None or answers.project_id != project.pk:
            raise ValidationError({"answers": _("Choose the deviation it is about.")})
        if happened_on < answers.happened_on:
            raise ValidationError({"happened_on": _("This is before the deviation was found.")})
        if answers not in open_deviations(project):
            raise ValidationError({"answers": _("This deviation is corrected already.")})
    elif answers is not None:
        raise ValidationError(
            {"answers": _("Only a correction or a refusal is about a deviation.")}
        )
