"""The third party's conformity assessment: commission, independence, findings, signed report (Article 15).

A third party is nobody who takes part in the project otherwise. That a report is true and accurate
is what its signatory declares for the agency under Article 50, and counts until an officer who
checked it against its raw records finds otherwise; each such finding is kept, the last one counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Membership, Organisation, PartyRole, held_on
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.models import Filing, Party

from ..models import Evaluation, Measurement, Project, ReportCheck
from ..recording import recorded
from .targets import Target, as_number, chapter_of, targets


@dataclass(frozen=True)
class Found:
    """One indicator as it is entered. `met` only where the chapter states no figure for it."""

    indicator: str
    found: str
    unit: str = ""
    required: str = ""
    met: bool | None = None


def conflicts(project: Project, organisation: Organisation) -> list[str]:
    """Why an agency is no third party to a project, in words; empty where nothing is known.

    It is the developer's own, it takes part in another role, or one person acts for it and for
    another party.
    """
    today, others = timezone.localdate(), project.matter.parties.exclude(role=PartyRole.EVALUATOR)
    said = [
        _("It takes part in the project as %(role)s.") % {"role": PartyRole(role).label}
        for role in others.filter(organisation=organisation)
        .order_by("role")
        .values_list("role", flat=True)
        .distinct()
    ]
    if project.developer_id == organisation.pk and not said:
        said.append(_("It is the development party itself."))
    both = Membership.objects.filter(
        held_on(today),
        organisation__in=others.filter(held_on(today)).values("organisation"),
        user__in=Membership.objects.filter(held_on(today), organisation=organisation).values(
            "user"
        ),
    ).exclude(organisation=organisation)
    names = both.order_by("organisation__name").values_list("organisation__name", flat=True)
    said += [
        _("Somebody who acts for it acts for %(name)s too.") % {"name": name}
        for name in names.distinct()
    ]
    return said


def standing(project: Project) -> Evaluation | None:
    """The assessment that counts: the one not withdrawn."""
    rows = project.evaluations.filter(withdrawn_at=None)
    found: Evaluation | None = rows.select_related("organisation", "report", "contract").first()
    return found


def commission(
    actor: Actor,
    project: Project,
    *,
    organisation: Organisation,
    commissioned_on: date,
    contract_number: str,
    contract: Filing | None = None,
    because: str = "",
) -> Evaluation:
    """Commission an agency; from then it takes part in the project. Raises ValidationError where
    one is commissioned already, it is no third party, or the day lies ahead."""
    with recorded(actor, project, "commission_evaluation", because=because) as event:
        if standing(project):
            raise ValidationError(_("An agency is commissioned already."))
        check_past(commissioned_on=commissioned_on)
        _check_independent(project, organisation)
        _take_part(project, organisation)
        found = Evaluation.objects.create(
            project=project,
            organisation=organisation,
            commissioned_on=commissioned_on,
            contract_number=contract_number,
            contract=contract,
            commissioned_by=actor.user,
        )
        event.note(evaluation=found.pk, agency=organisation.pk, commissioned_on=commissioned_on)
        event.note(contract=contract.document_id if contract else "")
    return found


def declare_independence(actor: Actor, found: Evaluation) -> None:
    """The agency declares that no interest binds it to a party of the project."""
    with recorded(actor, found.project, "declare_independence") as event:
        found.refresh_from_db()
        _check_own(actor, found)
        _check_not_issued(found)
        _check_independent(found.project, found.organisation)
        found.independent_by, found.independent_at = actor.user, timezone.now()
        found.save(update_fields=["independent_by", "independent_at"])
        event.note(evaluation=found.pk)


def enter(
    actor: Actor,
    found: Evaluation,
    *,
    star: int | None,
    concluded_on: date | None,
    summary: str,
    measurements: Iterable[Found],
) -> None:
    """Keep what the assessment found so far, in the place of what was kept before. What the chapter
    promises in a number is compared here; whether another point is met the agency says."""
    with recorded(actor, found.project, "enter_measurements") as event:
        found.refresh_from_db()
        _check_own(actor, found)
        _check_not_issued(found)
        check_past(concluded_on=concluded_on)
        if concluded_on and concluded_on < found.commissioned_on:
            raise ValidationError(
                {
                    "concluded_on": _("It was commissioned on %(day)s and is not concluded before.")
                    % {"day": found.commissioned_on}
                }
            )
        promised = {one.figure.name: one for one in targets(chapter_of(found.project))}
        rows = [_row(found, one, promised.get(one.indicator)) for one in measurements]
        found.measurements.all().delete()
        Measurement.objects.bulk_create(rows)
        found.star, found.concluded_on, found.summary = star, concluded_on, summary
        found.save(update_fields=["star", "concluded_on", "summary"])
        event.note(evaluation=found.pk, star=star, concluded_on=concluded_on, measured=len(rows))


def missing(found: Evaluation) -> list[str]:
    """What the report still lacks, in words."""
    lacks = []
    if found.independent_at is None:
        lacks.append(_("the declaration that no interest binds the agency to a party"))
    if found.concluded_on is None:
        lacks.append(_("the day the assessment was concluded"))
    if found.star is None:
        lacks.append(_("the star found"))
    measured = {one.indicator for one in found.measurements.all() if one.found}
    lacks += [
        _("the figure found for: %(what)s") % {"what": one.figure.label}
        for one in targets(chapter_of(found.project))
        if one.figure.name not in measured
    ]
    return lacks


def issue(actor: Actor, found: Evaluation, report: Filing) -> None:
    """Sign and issue the report: whoever is signed in declares for the agency that it is true and
    accurate. Raises ValidationError that lists what it lacks."""
    with recorded(actor, found.project, "issue_conformity_report") as event:
        found.refresh_from_db()
        _check_own(actor, found)
        _check_not_issued(found)
        _check_independent(found.project, found.organisation)
        if lacks := missing(found):
            raise ValidationError([_("Missing: %(what)s.") % {"what": one} for one in lacks])
        found.report, found.issued_on = report, timezone.localdate()
        found.issued_by, found.signatory = actor.user, actor.name
        found.save(update_fields=["report", "issued_on", "issued_by", "signatory"])
        event.note(evaluation=found.pk, star=found.star, sha256=report.document_id)


def withdraw(actor: Actor, found: Evaluation, *, because: str) -> None:
    """Withdraw an assessment: its report no longer counts, and another agency may be commissioned."""
    with recorded(actor, found.project, "withdraw_evaluation", because=because) as event:
        found.refresh_from_db()
        if not because.strip():
            raise ValidationError({"because": _("Say why it is withdrawn.")})
        if found.issued_on and not _is_own(actor, found):
            raise PermissionDenied(_("An issued report is withdrawn by the agency that signed it."))
        found.withdrawn_at, found.withdrawn_because = timezone.now(), because
        found.save(update_fields=["withdrawn_at", "withdrawn_because"])
        event.note(evaluation=found.pk, because=because)


def check(
    actor: Actor,
    found: Evaluation,
    *,
    quality: str,
    holds: bool,
    reasons: str,
    document: Filing | None = None,
) -> ReportCheck:
    """Record what an officer found about an issued report. One that turns an assessment that passed
    opens it anew, with these reasons."""
    with recorded(actor, found.project, "check_report", because=reasons) as event:
        found.refresh_from_db()
        if found.issued_on is None:
            raise ValidationError(_("No report is issued yet."))
        if not reasons.strip():
            raise ValidationError({"reasons": _("Say what was checked and what was found.")})
        made = ReportCheck.objects.create(
            evaluation=found,
            quality=quality,
            holds=holds,
            reasons=reasons,
            document=document,
            checked_by=actor.user,
        )
        event.note(evaluation=found.pk, quality=quality, holds=holds, reasons=reasons)
    return made


def _row(found: Evaluation, one: Found, target: Target | None) -> Measurement:
    if target is None:
        return Measurement(
            evaluation=found,
            indicator=one.indicator,
            unit=one.unit,
            required=one.required,
            found=one.found,
            met=one.met,
        )
    number = as_number(one.found) if one.found else None
    if one.found and number is None:
        raise ValidationError(
            _("“%(what)s”: %(said)s is no number.")
            % {"what": target.figure.label, "said": one.found}
        )
    return Measurement(
        evaluation=found,
        indicator=one.indicator,
        unit=target.figure.unit,
        required=target.said,
        found=one.found.strip(),
        met=None if number is None else target.met_by(number),
    )


def _take_part(project: Project, organisation: Organisation) -> None:
    today = timezone.localdate()
    mine = {"matter": project.matter, "organisation": organisation, "role": PartyRole.EVALUATOR}
    if not Party.objects.filter(held_on(today), **mine).exists():
        Party.objects.create(first_day=today, **mine)


def _check_independent(project: Project, organisation: Organisation) -> None:
    if said := conflicts(project, organisation):
        raise ValidationError([_("This agency is no third party here."), *said])


def _check_not_issued(found: Evaluation) -> None:
    if found.withdrawn_at is not None:
        raise ValidationError(_("This assessment was withdrawn."))
    if found.issued_on is not None:
        raise ValidationError(_("The report is issued: it is withdrawn before anything changes."))


def _check_own(actor: Actor, found: Evaluation) -> None:
    if not _is_own(actor, found):
        raise PermissionDenied(_("Another agency makes this assessment."))


def _is_own(actor: Actor, found: Evaluation) -> bool:
    return actor.everywhere or actor.acts_for(found.organisation_id)
