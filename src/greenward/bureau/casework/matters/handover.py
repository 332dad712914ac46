"""Handover: the matters of one person's post go to another person, all of them or chosen ones.

The act is logged once with the numbers of all matters; each matter keeps an internal remark, so
that its own history tells it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Post, Role, User, held_on

from ..acts import act
from ..models import Comment, Matter
from . import kinds, tasks


def hand_over(
    actor: Actor,
    *,
    giver: User,
    taker: User,
    note: str,
    matters: Iterable[int] | None = None,
) -> int:
    """Hand the open matters of one officer to another; give how many. Their tasks go along.

    Only matters in the areas of the actor's own posts are touched. `matters` chooses some of them
    by their keys. Raises ValidationError where the taker may not handle one, or none is left.
    """
    with act(actor, "hand_over", giver) as event:
        if giver == taker:
            raise ValidationError(_("Giver and taker are the same person."))
        found = of_officer(actor, giver)
        if matters is not None:
            found = found.filter(pk__in=list(matters))
        rows = list(found.select_for_update(of=("self",)).order_by("pk").select_related("area"))
        if not rows:
            raise ValidationError(_("There is no open matter to hand over."))
        _check_post(taker, rows)
        pks = [matter.pk for matter in rows]
        Matter.objects.filter(pk__in=pks).update(officer=taker)
        tasks.give_to(pks, taker.pk)
        _remark(actor, rows, giver, taker, note)
        event.personal(giver=str(giver), taker=str(taker), remark=note)
        event.note(giver=giver.pk, taker=taker.pk, count=len(rows))
        event.note(matters=[matter.number for matter in rows])
    return len(rows)


def of_officer(actor: Actor, officer: User) -> QuerySet[Matter]:
    """The open matters an officer handles, where the actor may hand them over."""
    found = Matter.objects.filter(officer=officer, closed_at__isnull=True)
    return found if actor.everywhere else found.filter(area__in=_areas(actor))


def givers(actor: Actor) -> QuerySet[User]:
    """Who handles open matters in the areas where the actor may hand them over."""
    open_ones = Matter.objects.filter(closed_at__isnull=True, officer__isnull=False)
    if not actor.everywhere:
        open_ones = open_ones.filter(area__in=_areas(actor))
    return User.objects.filter(pk__in=open_ones.values("officer")).order_by("name")


def takers(actor: Actor) -> QuerySet[User]:
    """Who holds a post today that handles matters, in the areas of the actor's own posts."""
    roles = {kind.handler for kind in kinds.every()}
    posts = Post.objects.filter(held_on(timezone.localdate()), role__in=roles)
    if not actor.everywhere:
        around = Q(area__in=_areas(actor))
        for duty in actor.duties:  # a post above the director's own area covers it as well
            around |= Q(area__code__in=duty.area_path.rstrip("/").split("/"))
        posts = posts.filter(around)
    return User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("name")


def _areas(actor: Actor) -> QuerySet[Area]:
    inside = Q(pk__in=[])
    for duty in actor.duties:
        if actor.may("hand_over", duty.area_path):
            inside |= Q(path__startswith=duty.area_path)
    return Area.objects.filter(inside)


def _check_post(taker: User, rows: list[Matter]) -> None:
    held = Post.objects.filter(held_on(timezone.localdate()), user=taker)
    posts = {(Role(role), path) for role, path in held.values_list("role", "area__path")}
    wrong = [
        matter
        for matter in rows
        if not any(
            role is kinds.named(matter.kind).handler and matter.area.path.startswith(path)
            for role, path in posts
        )
    ]
    if wrong:
        raise ValidationError(
            _("%(who)s holds no post that handles %(number)s (and %(more)s more) today.")
            % {"who": taker, "number": wrong[0].number, "more": len(wrong) - 1}
        )


def _remark(actor: Actor, rows: list[Matter], giver: User, taker: User, note: str) -> None:
    text = _("Handed over from %(giver)s to %(taker)s: %(note)s") % {
        "giver": giver,
        "taker": taker,
        "note": note,
    }
    Comment.objects.bulk_create(
        (Comment(matter=matter, text=text, internal=True, by=actor.user) for matter in rows),
        batch_size=1_000,
    )
