"""Who handles a matter and who takes part in it: taken up, given to an officer, parties changed,
remarks made. Acts beside the course of a matter; none of them moves it.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation, PartyRole, Post, User, held_on

from ..models import Comment, Matter, Party, Task
from . import kinds, tasks
from .parties import roles_in
from .steps import beside


def take(actor: Actor, matter: Matter) -> None:
    """Take up a matter nobody handles yet. Raises ValidationError where somebody does."""
    with beside(actor, matter, "take_matter") as event:
        locked = event.subject
        if locked.officer_id is not None:
            raise ValidationError(
                _("%(who)s handles this matter. A director can give it to you.")
                % {"who": locked.officer}
            )
        if not may_handle(actor.user, locked):
            raise ValidationError(_("Matters of this kind are handled by another post."))
        _give(locked, actor.user)
        event.personal(officer=actor.name)


def assign(actor: Actor, matter: Matter, *, officer: User, note: str = "") -> None:
    """Give a matter to an officer whose post handles such matters in its area."""
    with beside(actor, matter, "assign_matter") as event:
        locked = event.subject
        if not may_handle(officer, locked):
            raise ValidationError(
                _("%(who)s holds no post that handles this matter today.") % {"who": officer}
            )
        _give(locked, officer)
        event.note(officer=officer.pk)
        event.personal(officer=str(officer), remark=note)


def handlers(matter: Matter) -> list[User]:
    """Who may handle a matter today: the holders of its kind's post where it lies, by name."""
    posts = _posts_for(matter).select_related("user").order_by("user__name")
    return list(dict.fromkeys(post.user for post in posts))


def may_handle(user: User | None, matter: Matter) -> bool:
    return user is not None and _posts_for(matter).filter(user=user).exists()


def comment(actor: Actor, matter: Matter, *, text: str, internal: bool = True) -> Comment:
    """Remark on a matter: among officials, or for its parties to read as well.

    What a party says is never internal.
    """
    with beside(actor, matter, "comment") as event:
        by_party = bool(roles_in(actor, matter)) and not actor.is_official
        found = Comment.objects.create(
            matter=matter, text=text, internal=internal and not by_party, by=actor.user
        )
        event.note(comment=found.pk, internal=found.internal)
    return found


def add_party(
    actor: Actor,
    matter: Matter,
    *,
    role: PartyRole,
    who: Organisation | User,
    on: date | None = None,
) -> Party:
    """Let an organisation, or a person, take part from a day (today), in the matters inside this
    one as well.

    What the matter's state waits for from that role waits for the new party too.
    """
    day = on or timezone.localdate()
    with beside(actor, matter, "change_party") as event:
        _check_changes(matter, role)
        party = let_in(matter, role, who, day)
        event.note(added=who.pk, role=role, on=day)
        event.personal(added=str(who))
    return party


def end_party(actor: Actor, matter: Matter, *, party: Party, on: date | None = None) -> None:
    """Let a party take part no longer than a day (today), nor in the matters inside this one;
    nothing waits for it any more."""
    day = on or timezone.localdate()
    with beside(actor, matter, "change_party") as event:
        _check_changes(matter, PartyRole(party.role))
        let_out(matter, party, day)
        event.note(ended=party.pk, role=party.role, on=day)
        event.personal(ended=str(party.organisation or party.user))


def _check_changes(matter: Matter, role: PartyRole) -> None:
    if role in kinds.named(matter.kind).keeps:
        raise ValidationError(
            _("The %(role)s of this matter changes by an act of its own.") % {"role": role.label}
        )


def let_in(matter: Matter, role: PartyRole, who: Organisation | User, day: date) -> Party:
    """The rows of `add_party`, for acts of the rooms that let somebody in by rules of their own."""
    party = _join(matter, role, who, day)
    if party is None:
        raise ValidationError(
            _("%(who)s already takes part as %(role)s.") % {"who": who, "role": role.label}
        )
    for one in _inside(matter):
        _join(one, role, who, day)
    return party


def let_out(matter: Matter, party: Party, day: date) -> None:
    """The rows of `end_party`, for acts of the rooms that let somebody out by rules of their own."""
    if party.matter_id != matter.pk or party.last_day is not None:
        raise ValidationError(_("This party has left the matter already."))
    if day < party.first_day:
        raise ValidationError(_("The last day lies before the first."))
    _leave(party, day)
    same = {"organisation": party.organisation_id, "user": party.user_id, "role": party.role}
    for one in Party.objects.filter(matter__in=_inside(matter), last_day=None, **same):
        _leave(one, max(day, one.first_day))


def _inside(matter: Matter) -> list[Matter]:
    found = kinds.named(matter.kind).inside
    return list(found(matter)) if found else []


def _join(matter: Matter, role: PartyRole, who: Organisation | User, day: date) -> Party | None:
    """The party, for whom the matter's state waits from now on; None where it is one already."""
    held = {"organisation": who} if isinstance(who, Organisation) else {"user": who}
    if Party.objects.filter(held_on(day), matter=matter, role=role, **held).exists():
        return None
    party = Party.objects.create(matter=matter, role=role, first_day=day, **held)
    _wait_for(matter, party)
    return party


def _leave(party: Party, day: date) -> None:
    """The party's last day; what waited for it no longer does, unless it stays in another role."""
    party.last_day = day
    party.save(update_fields=["last_day"])
    who = {"organisation": party.organisation_id, "user": party.user_id}
    if Party.objects.filter(matter=party.matter_id, last_day=None, **who).exists():
        return
    mine = Task.objects.filter(matter=party.matter_id, closed_at__isnull=True, role="", **who)
    mine.update(closed_at=timezone.now())


def _wait_for(matter: Matter, party: Party) -> None:
    """Open for a new party the tasks that the others of its role have."""
    waits = kinds.named(matter.kind).states[matter.state].waits
    acts = [wait.act for wait in waits if wait.on == party.role]
    open_ones = Task.objects.filter(matter=matter, act__in=acts, closed_at__isnull=True)
    clocks = {task.act: (task.clock_id, task.due_on) for task in open_ones}
    Task.objects.bulk_create(
        Task(
            matter=matter,
            act=act,
            organisation_id=party.organisation_id,
            user_id=party.user_id,
            officer_id=matter.officer_id,
            clock_id=clocks.get(act, (None, None))[0],
            due_on=clocks.get(act, (None, None))[1],
        )
        for act in acts
    )


def _posts_for(matter: Matter) -> QuerySet[Post]:
    codes = matter.area.path.rstrip("/").split("/")
    return Post.objects.filter(
        held_on(timezone.localdate()),
        role=kinds.named(matter.kind).handler,
        area__code__in=codes,
        user__is_active=True,
    )


def _give(matter: Matter, officer: User | None) -> None:
    matter.officer = officer
    matter.save(update_fields=["officer"])
    tasks.give_to([matter.pk], officer.pk if officer else None)
