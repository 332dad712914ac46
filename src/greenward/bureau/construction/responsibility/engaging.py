"""Who takes part in a project, and who answers for what a party does there (Article 8).

A party joins and leaves the project's matter and every matter inside it. Its leader is named for a
time; a change of leader ends one row and begins another, with the reason, and nothing is deleted.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Membership, Organisation, PartyRole, User, held_on
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.documents import Upload
from greenward.bureau.casework.filings import file_document
from greenward.bureau.casework.matters.handling import let_in, let_out
from greenward.bureau.casework.matters.parties import roles_in
from greenward.bureau.casework.models import Party

from ..models import Engagement, Observation, Project
from ..models.responsibility import LEADING, Title
from ..recording import recorded
from . import commitment

ANSWERABLE = (
    PartyRole.DEVELOPER,
    PartyRole.DESIGNER,
    PartyRole.CONTRACTOR,
    PartyRole.SUPERVISOR,
)
"""The parties whose leaders answer for life."""
DAY = timedelta(days=1)


def join(
    actor: Actor,
    project: Project,
    *,
    role: PartyRole,
    organisation: Organisation,
    on: date | None = None,
) -> Party:
    """Let an organisation take part in the project from a day (today).

    Raises ValidationError where it does already or assesses the project, or for another developer: a
    project has one, and another takes it over by `succession`.
    """
    if role is PartyRole.DEVELOPER:
        raise ValidationError(_("A project has one developer, who is there from its opening."))
    with recorded(actor, project, "join_project") as event:
        _check_other_part(project, role, organisation)
        party = let_in(project.matter, role, organisation, on or timezone.localdate())
        event.note(role=role, organisation=organisation.pk, on=party.first_day)
    return party


def leave(
    actor: Actor, project: Project, party: Party, *, because: str, on: date | None = None
) -> None:
    """Let a party take part no longer than a day (today); whoever answered for it ends then too."""
    day = on or timezone.localdate()
    check_reason(because)
    with recorded(actor, project, "leave_project") as event:
        party.refresh_from_db()
        if party.role == PartyRole.DEVELOPER:
            raise ValidationError(_("The developer stays with the project to its end."))
        let_out(project.matter, party, day)
        for row in _of(project, party.role, party.organisation).filter(last_day=None):
            finish(row, max(day, row.first_day), because)
        event.note(role=party.role, organisation=party.organisation_id, on=day)
        event.personal(because=because)


def engage(
    actor: Actor,
    project: Project,
    *,
    role: PartyRole,
    organisation: Organisation,
    name: str,
    registration: str = "",
    user: User | None = None,
    title: Title | None = None,
    on: date | None = None,
    because: str = "",
) -> Engagement:
    """Name who answers for a party's work from a day (today); without a title its leader.

    Where the party has a leader the row of that one ends the day before, for the reason given.
    Raises PermissionDenied for another party's person, ValidationError where the organisation does
    not take part, the day is not after the predecessor's first, or a change has no reason.
    """
    day, name = on or timezone.localdate(), " ".join(name.split())
    title = title or LEADING.get(role, Title.LEADER)
    if not name:
        raise ValidationError(_("Give the name of the person."))
    with recorded(actor, project, "engage") as event:
        _check_own(actor, project, organisation)
        _check_takes_part(project, role, organisation, day)
        if user is not None:
            _check_member(user, organisation)
        row = Engagement(
            project=project,
            role=role,
            organisation=organisation,
            title=title,
            name=name,
            registration=registration.strip(),
            user=user,
            first_day=day,
            because=because,
            recorded_by=actor.user,
        )
        if row.leads:
            _succeed(row)
        _check_free(row)
        row.save()
        event.note(engagement=row.pk, role=role, title=title, organisation=organisation.pk, on=day)
        event.personal(name=name, because=because)
    return row


def end(actor: Actor, row: Engagement, *, because: str, on: date | None = None) -> None:
    """End an engagement on a day (today). Without a successor the party has no leader from then."""
    day = on or timezone.localdate()
    check_reason(because)
    with recorded(actor, row.project, "end_engagement") as event:
        _check_own(actor, row.project, row.organisation)
        row.refresh_from_db()
        finish(row, day, because)
        event.note(engagement=row.pk, on=day)
        event.personal(because=because)


def sign(actor: Actor, row: Engagement, *, text_hash: str) -> None:
    """The person signs the commitment here, by the sign-in the engagement names.

    `text_hash` is that of the words that were shown; raises ValidationError where they changed
    meanwhile, PermissionDenied for anybody else.
    """
    with recorded(actor, row.project, "sign_commitment") as event:
        row.refresh_from_db()
        if actor.user is None or row.user_id != actor.user.pk:
            raise PermissionDenied(_("Only the person named signs this commitment."))
        _check_unsigned(row)
        wording = commitment.current()
        if text_hash != wording.hash:
            raise ValidationError(_("The words of the commitment changed: read them once more."))
        row.committed_on, row.text_hash = timezone.localdate(), wording.hash
        row.save(update_fields=["committed_on", "text_hash"])
        event.note(engagement=row.pk, text=wording.hash)
        event.personal(name=row.name)


def file_commitment(actor: Actor, row: Engagement, upload: Upload, *, signed_on: date) -> None:
    """File the commitment that was signed on paper. Raises Refused (the file itself)."""
    check_past(signed_on=signed_on)
    with recorded(actor, row.project, "file_commitment") as event:
        _check_own(actor, row.project, row.organisation)
        row.refresh_from_db()
        _check_unsigned(row)
        filing = file_document(actor, row.project.matter, upload, "statement", personal=True)
        row.committed_on, row.commitment = signed_on, filing
        row.save(update_fields=["committed_on", "commitment"])
        event.note(engagement=row.pk, on=signed_on, document=filing.document_id)


def observe(
    actor: Actor,
    project: Project,
    *,
    role: PartyRole,
    organisation: Organisation,
    fact: str,
    value: bool | None,
    remark: str,
) -> None:
    """Record what the authority found of a party's work, as a fact the law asks; None takes it back."""
    if not remark.strip():
        raise ValidationError(_("Say what was found, and where."))
    with recorded(actor, project, "observe_party") as event:
        of_party = {"project": project, "role": role, "organisation": organisation, "fact": fact}
        Observation.objects.filter(**of_party, ended_at=None).update(ended_at=timezone.now())
        if value is not None:
            Observation.objects.create(**of_party, value=value, remark=remark, noted_by=actor.user)
        event.note(role=role, organisation=organisation.pk, fact=fact, value=value, remark=remark)


def may_speak_for(
    actor: Actor,
    project: Project,
    organisation: Organisation,
    roles: frozenset[PartyRole] | None = None,
) -> bool:
    """Whether the actor may name and end a party's people: an official of the project's kind, the
    developer, and the party itself. `roles` are the actor's in the project, where known already."""
    if actor.everywhere or actor.may("engage", project.area.path):
        return True
    if PartyRole.DEVELOPER in (roles_in(actor, project.matter) if roles is None else roles):
        return True
    return actor.acts_for(organisation.pk)


def _check_other_part(project: Project, role: PartyRole, organisation: Organisation) -> None:
    """Whoever assesses a project takes no other part while the assessment counts (Article 15)."""
    assesses = project.evaluations.filter(organisation=organisation, withdrawn_at=None)
    if role is not PartyRole.EVALUATOR and assesses.exists():
        raise ValidationError(
            _("It assesses the project as a third party: it takes no other part.")
        )


def _check_own(actor: Actor, project: Project, organisation: Organisation) -> None:
    if not may_speak_for(actor, project, organisation):
        raise PermissionDenied(_("Only the party itself and the developer name its people."))


def _check_takes_part(
    project: Project, role: PartyRole, organisation: Organisation, day: date
) -> None:
    held = Party.objects.filter(
        held_on(day), matter=project.matter_id, role=role, organisation=organisation
    )
    if not held.exists():
        raise ValidationError(
            _("%(who)s does not take part as %(role)s on that day: let it join first.")
            % {"who": organisation, "role": role.label}
        )


def _check_member(user: User, organisation: Organisation) -> None:
    held = Membership.objects.filter(
        held_on(timezone.localdate()), user=user, organisation=organisation
    )
    if not held.exists():
        raise ValidationError(
            _("%(name)s has no sign-in with %(who)s.") % {"name": user, "who": organisation}
        )


def _check_free(row: Engagement) -> None:
    """Nobody is engaged twice as the same on one day; the database holds to it as well."""
    same = _of(row.project, row.role, row.organisation).filter(
        Q(last_day=None) | Q(last_day__gte=row.first_day),
        title=row.title,
        name=row.name,
        registration=row.registration,
    )
    if same.exists():
        raise ValidationError(
            _("%(name)s is on record as this for some of these days.") % {"name": row.name}
        )


def _check_unsigned(row: Engagement) -> None:
    if row.committed_on is not None:
        raise ValidationError(_("The commitment was signed already."))
    if row.last_day is not None and row.last_day < timezone.localdate():
        raise ValidationError(_("This engagement has ended already."))


def check_reason(because: str) -> None:
    """Refuse a change without its reason."""
    if not because.strip():
        raise ValidationError(_("Say why: it stays on record with the change."))


def _of(project: Project, role: str, organisation: Organisation | None) -> QuerySet[Engagement]:
    return Engagement.objects.filter(project=project, role=role, organisation=organisation)


def _succeed(new: Engagement) -> None:
    """End the leader before, on the day before; refuse days that another leader has."""
    others = _of(new.project, new.role, new.organisation).exclude(title=Title.ENGINEER)
    for before in others.filter(last_day=None):
        check_reason(new.because)
        if new.first_day <= before.first_day:
            raise ValidationError(
                _("%(name)s leads since %(day)s: a successor begins after that day.")
                % {"name": before.name, "day": before.first_day}
            )
        finish(before, new.first_day - DAY, new.because)
    if others.filter(last_day__gte=new.first_day).exists():
        raise ValidationError(_("Another leader is on record for some of these days."))


def finish(row: Engagement, day: date, because: str) -> None:
    """The last day of an engagement, once; for acts that end it among other things."""
    if row.last_day is not None:
        raise ValidationError(_("This engagement has ended already."))
    if day < row.first_day:
        raise ValidationError(_("The last day lies before the first."))
    row.last_day, row.ended_because = day, because
    row.save(update_fields=["last_day", "ended_because"])
