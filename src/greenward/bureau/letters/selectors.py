"""What is seen of letters, mails and volumes: always from `visible_to(actor)`."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.matters.visibility import as_party, by_post
from greenward.bureau.casework.models import Matter
from greenward.bureau.casework.models.filings import Label

from .kinds import every
from .models import Attempt, Letter, Mail, Volume


def visible(actor: Actor) -> Q:
    """A condition on Letter: whatever belongs to matters the posts see; as a party, what was
    served, for a letter is told to nobody before that."""
    if actor.everywhere:
        return Q()
    told = Q(state=Letter.State.ISSUED, filing__label__in=(Label.PARTIES, Label.PUBLIC))
    as_official = Q(matter__in=Matter.objects.filter(by_post(actor)))
    return as_official | (told & Q(matter__in=Matter.objects.filter(as_party(actor))))


def letters(
    actor: Actor, *, kind: str = "", state: str = "", service: str = "", text: str = ""
) -> QuerySet[Letter]:
    """The letters an actor may see, newest first, with the day each was served and by which way.

    `service` is ``waiting`` (issued, not served), ``served`` or ``mail`` (a copy was not delivered).
    """
    served = Attempt.objects.filter(letter=OuterRef("pk"), state=Attempt.State.SERVED)
    lost = Mail.objects.filter(letter=OuterRef("pk"), state=Mail.State.FAILED)
    found = (
        Letter.objects.visible_to(actor)
        .exclude(state=Letter.State.DISCARDED)
        .select_related("matter", "party__organisation", "party__user")
        .annotate(
            served_on=Subquery(served.values("served_on")[:1]),
            served_by=Subquery(served.values("method")[:1]),
            mail_lost=Exists(lost),
        )
    )
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    if service == "waiting":
        kinds = [one.name for one in every() if one.served]
        found = found.filter(state=Letter.State.ISSUED, kind__in=kinds, served_on__isnull=True)
    elif service == "served":
        found = found.filter(served_on__isnull=False)
    elif service == "mail":
        found = found.filter(mail_lost=True)
    if text:
        found = found.filter(
            Q(number__icontains=text)
            | Q(matter__number__icontains=text)
            | Q(matter__title__icontains=text)
            | Q(party__organisation__name__icontains=text)
        )
    return found.order_by("-id")


def mails(actor: Actor) -> QuerySet[Mail]:
    """The copies by e-mail of the matters an official sees, those in trouble first."""
    seen = Mail.objects.filter(matter__in=Matter.objects.filter(by_post(actor)))
    if actor.everywhere:
        seen = Mail.objects.all()
    return seen.select_related("letter", "matter").order_by("state", "-id")


def volumes(actor: Actor) -> QuerySet[Volume]:
    """The volumes a person asked for, of matters they may still see."""
    return Volume.objects.filter(
        owner=actor.user, matter__in=Matter.objects.visible_to(actor)
    ).select_related("matter")
