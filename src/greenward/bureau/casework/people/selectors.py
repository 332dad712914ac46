"""Reads about people: who can sign in, what gives them rights, which sign-ins nobody needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.doors import lockout
from greenward.bureau.accounts.doors.models import Attempt
from greenward.bureau.accounts.models import (
    ApiClient,
    Appointment,
    Membership,
    Post,
    Tenure,
    User,
    held_on,
)
from greenward.bureau.accounts.permissions import ACTS, ADMINISTRATORS

from ..words import act_name

SOON = timedelta(days=30)
"""How long before its end a post is called to mind."""
AWAY = timedelta(days=90)
"""After how long without a sign-in somebody's rights are asked about (MLPS 2.0, 8.1.4.2 c)."""
TABS = ("open", "ends", "stale", "closed")

_others: list[Callable[[date], Q]] = []


def also_needed(condition: Callable[[date], Q]) -> None:
    """A room's reason why somebody without post or company keeps a sign-in: ``condition(day)`` on
    User. Call it in ``AppConfig.ready``."""
    _others.append(condition)


class Tag(NamedTuple):
    text: str
    tone: str


@dataclass(frozen=True)
class Line:
    """One person of the list."""

    user: User
    rights: tuple[str, ...]
    tags: tuple[Tag, ...]
    last_sign_in: date | None


def people(actor: Actor, *, tab: str = "open", text: str = "") -> QuerySet[User]:
    """The people an actor looks after, by name. Raises PermissionDenied without such a post.

    `tab`: "open" all who can sign in, "ends" those with a post that ends soon, "stale" those who
    hold nothing or stay away, "closed".
    """
    if not actor.may("see_people"):
        raise PermissionDenied(_("Your duty post does not include this act."))
    today = timezone.localdate()
    found = User.objects.filter(_reached(actor), client=None, is_active=tab != "closed")
    if tab == "ends":
        found = found.filter(pk__in=_ending(today).values("user"))
    if tab == "stale":
        found = found.filter(~_needed(today) | _away(today))
    if text:
        found = found.filter(Q(username__icontains=text) | Q(name__icontains=text))
    return found.order_by("name", "pk")


def person(actor: Actor, pk: int) -> User | None:
    """One person of those an actor looks after."""
    return next(
        (found for tab in ("open", "closed") for found in people(actor, tab=tab).filter(pk=pk)),
        None,
    )


def people_by_key(pk: int) -> QuerySet[User]:
    """One person, for `lines`; whoever asks has found the person first."""
    return User.objects.filter(pk=pk)


def _reached(actor: Actor) -> Q:
    """Administrators see those without a post outside their areas, directors and
    auditors those with a post, held or proposed, inside."""
    if actor.everywhere:
        return Q()
    seen = Q(pk__in=[])
    for duty in actor.duties:
        if duty.role not in ACTS["see_people"].posts:
            continue
        inside = Q(area__path__startswith=duty.area_path)
        if duty.role in ADMINISTRATORS:
            elsewhere = Post.objects.exclude(last_day__lt=actor.on).exclude(inside)
            seen |= ~Q(pk__in=elsewhere.values("user"))
        else:
            seen |= Q(pk__in=Post.objects.filter(inside).values("user"))
            seen |= Q(pk__in=Appointment.objects.filter(inside).values("user"))
    return seen


def _ending(today: date) -> QuerySet[Post]:
    return Post.objects.filter(first_day__lte=today, last_day__range=(today, today + SOON))


def _needed(today: date) -> Q:
    """Whoever holds something today or later, or is proposed for it."""
    reasons = Q(pk__in=Post.objects.exclude(last_day__lt=today).values("user"))
    reasons |= Q(pk__in=Membership.objects.exclude(last_day__lt=today).values("user"))
    reasons |= Q(pk__in=Appointment.objects.filter(decided_at=None).values("user"))
    for other in _others:
        reasons |= other(today)
    return reasons


def _away(today: date) -> Q:
    """Not signed in for long; or never, though a post has been held for long."""
    long_ago = today - AWAY
    never = Q(last_login=None, pk__in=Post.objects.filter(first_day__lt=long_ago).values("user"))
    return Q(last_login__date__lt=long_ago) | never


def lines(found: Iterable[User] | QuerySet[User]) -> list[Line]:
    """The people with what they hold today: a constant number of queries."""
    users = list(found.prefetch_related(*_held()) if isinstance(found, QuerySet) else found)
    keys = [user.pk for user in users]
    secured = set(Authenticator.objects.filter(user__in=keys).values_list("user", flat=True))
    locked = _locked(keys)
    return [
        Line(
            user,
            tuple(_rights(user)),
            tuple(_tags(user, secured=user.pk in secured, locked=user.pk in locked)),
            timezone.localtime(user.last_login).date() if user.last_login else None,
        )
        for user in users
    ]


def _locked(keys: list[int]) -> set[int]:
    """Of these people those whose sign-in is locked now; each is asked about who failed that often."""
    since = timezone.now() - 2 * lockout.WINDOW
    failed = Attempt.objects.filter(user__in=keys, outcome=Attempt.Outcome.FAILED, at__gt=since)
    often = failed.values("user").annotate(times=Count("pk"))
    often = often.filter(times__gte=settings.SIGN_IN_FAILURES).values("user")
    return {user.pk for user in User.objects.filter(pk__in=often) if lockout.is_locked(user)}


def _held() -> tuple[Prefetch, Prefetch]:
    today = timezone.localdate()
    held = held_on(today)
    posts = Post.objects.filter(held).select_related("area").order_by("role", "area__path")
    members = Membership.objects.filter(held).select_related("organisation")
    return (
        Prefetch("posts", posts, to_attr="posts_today"),
        Prefetch("memberships", members, to_attr="companies_today"),
    )


def _rights(user: Any) -> Iterator[str]:
    for post in user.posts_today:
        yield f"{post.get_role_display()}, {post.area}"
    for member in user.companies_today:
        yield str(member.organisation) + (_(" (administrator)") if member.manages else "")


def _tags(user: Any, *, secured: bool, locked: bool) -> Iterator[Tag]:
    today = timezone.localdate()
    if not user.is_active:
        yield Tag(_("closed"), "")
        return
    if locked:
        yield Tag(_("locked"), "bad")
    for post in user.posts_today:
        if post.last_day and post.last_day <= today + SOON:
            yield Tag(_("post ends on %(day)s") % {"day": post.last_day}, "warn")
    if not user.posts_today and not user.companies_today:
        yield Tag(_("holds no post and no company"), "warn")
    if user.posts_today and not secured:
        yield Tag(_("no second factor yet"), "warn")
    if user.last_login is None:
        yield Tag(_("never signed in"), "")
    elif timezone.localtime(user.last_login).date() < today - AWAY:
        yield Tag(_("long away"), "warn")


def is_over(row: Tenure) -> bool:
    return row.last_day is not None and row.last_day < timezone.localdate()


def proposals(actor: Actor) -> QuerySet[Appointment]:
    """The proposed posts that wait, in the areas where the actor proposes or confirms."""
    waiting = Appointment.objects.filter(decided_at=None)
    waiting = waiting.select_related("user", "area", "proposed_by")
    if actor.everywhere:
        return waiting
    seen = Q(pk__in=[])
    for duty in actor.duties:
        if duty.role in ACTS["decline_post"].posts:
            seen |= Q(area__path__startswith=duty.area_path)
    return waiting.filter(seen)


# --- machine clients and companies --------------------------------------------------------


@dataclass(frozen=True)
class ClientLine:
    client: ApiClient
    rights: tuple[str, ...]
    scopes: tuple[str, ...]
    state: Tag


def clients(actor: Actor) -> QuerySet[ApiClient]:
    """The machine clients in an actor's areas, those of organisations included."""
    found = ApiClient.objects.order_by("-pk")
    if actor.everywhere:
        return found
    seen = Q(pk__in=[])
    for duty in actor.duties:
        if duty.role in ACTS["make_client"].posts:
            seen |= ~Exists(
                Post.objects.filter(user=OuterRef("user")).exclude(
                    area__path__startswith=duty.area_path
                )
            )
    return found.filter(seen)


def client_lines(found: QuerySet[ApiClient]) -> list[ClientLine]:
    held = found.select_related("user").prefetch_related(
        "user__posts__area", "user__memberships__organisation"
    )
    return [
        ClientLine(
            client,
            tuple(_for(client.user)),
            tuple(act_name(scope) for scope in client.scopes),
            _state(client),
        )
        for client in held
    ]


def _for(user: User) -> Iterator[str]:
    for post in user.posts.all():
        yield f"{post.get_role_display()}, {post.area}"
    for member in user.memberships.all():
        yield str(member.organisation)


def _state(client: ApiClient) -> Tag:
    today = timezone.localdate()
    if client.revoked_at:
        return Tag(_("revoked"), "")
    if client.expires_on < today:
        return Tag(_("expired"), "")
    if client.expires_on <= today + SOON:
        return Tag(_("expires soon"), "warn")
    return Tag(_("in use") if client.last_used_at else _("not used yet"), "good")


def colleagues(actor: Actor) -> QuerySet[Membership]:
    """Who acts today, or will, for the organisations the actor acts for."""
    found = Membership.objects.filter(organisation__in=actor.organisations, user__client=None)
    found = found.exclude(last_day__lt=actor.on).select_related("user", "organisation")
    return found.order_by("organisation__name", "-manages", "user__name", "pk")
