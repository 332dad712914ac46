"""Consents to be served in the inbox here (Penalty Law, Article 61: only with a signed consent)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation, PartyRole, User, held_on
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.documents import Upload
from greenward.bureau.casework.models import Party

from . import filing
from .models import Consent


def holding(on: date) -> Q:
    """A condition on Consent: on file and not withdrawn, in force on a day."""
    return held_on(on) & Q(withdrawn_at__isnull=True)


def in_force(party: Party, on: date | None = None) -> Consent | None:
    """The consent of an addressee in force on a day (today)."""
    mine = Consent.objects.filter(organisation=party.organisation_id, user=party.user_id)
    return mine.filter(holding(on or timezone.localdate())).first()


def visible(actor: Actor) -> QuerySet[Consent]:
    """The consents an actor may see: officials who handle matters all, others their own."""
    if actor.everywhere or (actor.duties and actor.may("give_consent")):
        return Consent.objects.all()
    return Consent.objects.filter(
        Q(organisation__in=actor.organisations) | Q(user=actor.user, user__isnull=False)
    )


def may(actor: Actor, act_name: str, who: Organisation | User) -> bool:
    return actor.may(act_name, None, _as_party(actor, who))


def give(
    actor: Actor,
    who: Organisation | User,
    *,
    signed: Upload,
    first_day: date,
    last_day: date | None = None,
    email: str = "",
    phone: str = "",
    address: str = "",
) -> Consent:
    """Put a signed consent on file: by the party itself, or by an officer who has the paper."""
    if last_day and last_day < first_day:
        raise ValidationError({"last_day": _("The last day lies before the first.")})
    of = {"organisation": who} if isinstance(who, Organisation) else {"user": who}
    with act(actor, "give_consent", who, parties=_as_party(actor, who)) as event:
        consent = Consent.objects.create(
            **of,
            document=filing.keep_upload(actor, signed),
            first_day=first_day,
            last_day=last_day,
            email=email,
            phone=phone,
            address=address,
            entered_by=actor.user,
        )
        event.note(
            consent=consent.pk, first_day=first_day, last_day=last_day, sha256=consent.document_id
        )
    return consent


def withdraw(actor: Actor, consent: Consent) -> None:
    """Take a consent back, at once: what is served from now on is served on paper."""
    who = consent.organisation or consent.user
    assert who is not None
    with act(actor, "withdraw_consent", who, parties=_as_party(actor, who)) as event:
        locked = Consent.objects.select_for_update().get(pk=consent.pk)
        if locked.withdrawn_at:
            raise ValidationError(_("It is withdrawn already."))
        locked.withdrawn_at, locked.withdrawn_by = timezone.now(), actor.user
        locked.save(update_fields=["withdrawn_at", "withdrawn_by"])
        event.note(consent=consent.pk)


def _as_party(actor: Actor, who: Organisation | User) -> frozenset[PartyRole]:
    """Outside any matter whoever acts for an organisation acts in each of its roles."""
    if isinstance(who, Organisation):
        own = who.pk in actor.organisations
    else:
        own = actor.user is not None and actor.user.pk == who.pk
    return frozenset(PartyRole) if own else frozenset()
