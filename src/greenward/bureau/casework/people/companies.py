"""Acts about organisations and who acts for them. A company looks after its own people: its
administrator, let in once by the security administrator, enrols and ends colleagues."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts import uscc as codes
from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Membership, Organisation, User

from ..acts import act
from .sign_ins import create_user


def record_organisation(actor: Actor, *, name: str, uscc: str) -> Organisation:
    """The organisation with this credit code, entered when it is new. Raises ValidationError for a
    code whose check digit is wrong, or that is on file under another name."""
    code = codes.normalise(uscc)
    held = Organisation.objects.filter(uscc=code).first()
    if held is not None:
        if name.strip() and held.name != name.strip():
            raise ValidationError(
                {"uscc": _("This code is on file as %(name)s.") % {"name": held.name}}
            )
        return held
    organisation = Organisation(name=name.strip(), uscc=code)
    organisation.full_clean()
    with act(actor, "record_organisation") as event:
        organisation.save()
        event.subject = organisation
        event.note(name=organisation.name, uscc=code)
    return organisation


def enrol(
    actor: Actor,
    *,
    user: User,
    organisation: Organisation,
    first_day: date,
    last_day: date | None = None,
    manages: bool = False,
) -> Membership:
    """Let a person act for an organisation from a day. Raises ValidationError when they do so on
    some of these days already."""
    if last_day and last_day < first_day:
        raise ValidationError(_("The last day lies before the first."))
    with act(actor, "enrol", organisation, parties=actor.standing_in(organisation.pk)) as event:
        try:
            with transaction.atomic():
                membership = Membership.objects.create(
                    user=user,
                    organisation=organisation,
                    first_day=first_day,
                    last_day=last_day,
                    manages=manages,
                )
        except IntegrityError as error:
            raise ValidationError(
                _("%(person)s already acts for %(organisation)s on some of these days.")
                % {"person": user, "organisation": organisation}
            ) from error
        event.note(user=user.pk, first_day=first_day, last_day=last_day, manages=manages)
    return membership


@transaction.atomic
def add_colleague(
    actor: Actor,
    organisation: Organisation,
    *,
    username: str,
    name: str,
    password: str,
    email: str = "",
    manages: bool = False,
) -> Membership:
    """A new sign-in for a colleague, who acts for the organisation from today."""
    user = create_user(
        actor,
        username=username,
        name=name,
        password=password,
        email=email,
        organisation=organisation,
    )
    today = timezone.localdate()
    return enrol(actor, user=user, organisation=organisation, first_day=today, manages=manages)


def end_membership(actor: Actor, membership: Membership, *, last_day: date) -> Membership:
    """Set the last day on which a person acts for an organisation: yesterday at the earliest, which
    means as of now. Raises ValidationError, also for the only administrator who ends themselves."""
    organisation = membership.organisation
    if last_day < timezone.localdate() - timedelta(days=1):
        raise ValidationError(_("A membership cannot be ended further back than yesterday."))
    with act(
        actor, "end_membership", organisation, parties=actor.standing_in(organisation.pk)
    ) as event:
        if actor.user is not None and membership.user_id == actor.user.pk and membership.manages:
            raise ValidationError(_("Another administrator of the organisation must do this."))
        membership.last_day = max(last_day, membership.first_day)
        membership.save(update_fields=["last_day"])
        event.note(user=membership.user_id, last_day=membership.last_day)
    return membership
