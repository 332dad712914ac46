"""Who acts: a person with the posts and memberships held on a day, or the operator at the console.

Every service takes an actor; nothing in the bureau asks a request or a user row what it may do.
"""

from __future__ import annotations

import getpass
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, BooleanField, Value
from django.utils import timezone

from .models import Membership, PartyRole, Post, Role, Standing, User, held_on
from .permissions import ACTS, ADMINISTRATORS


@dataclass(frozen=True)
class Duty:
    """A role held for an area, given by the area's path."""

    role: Role
    area_path: str


@dataclass(frozen=True)
class Actor:
    """`everywhere` marks the operator at the console, who is trusted with the machine itself.

    `manages` are those of the `organisations` whose sign-ins the person administers. `scopes`
    narrows a machine client to some acts and reads; None narrows nothing.
    """

    user: User | None
    name: str
    duties: tuple[Duty, ...] = ()
    organisations: tuple[int, ...] = ()
    everywhere: bool = False
    on: date = field(default_factory=timezone.localdate)
    manages: frozenset[int] = frozenset()
    scopes: frozenset[str] | None = None

    @classmethod
    def of(cls, user: User, on: date | None = None, scopes: frozenset[str] | None = None) -> Actor:
        """The actor a person, or the user of a machine client, is on a day (today)."""
        day = on or timezone.localdate()
        held = held_on(day)
        posts = Post.objects.filter(held, user=user).values_list(
            "role", "area__path", Value(None, BigIntegerField()), Value(None, BooleanField())
        )
        members = Membership.objects.filter(held, user=user).values_list(
            Value(""), Value(""), "organisation_id", "manages"
        )
        rows = list(posts.union(members, all=True))  # one query: every page asks this first
        return cls(
            user,
            user.name or user.username,
            tuple(Duty(Role(role), path) for role, path, _organisation, _manages in rows if role),
            tuple(organisation for role, _path, organisation, _manages in rows if not role),
            on=day,
            manages=frozenset(organisation for _r, _p, organisation, manages in rows if manages),
            scopes=scopes,
        )

    @classmethod
    def signed_in(cls, user: AbstractBaseUser | AnonymousUser) -> Actor:
        """The actor of a request's user, read once for each request; nobody when anonymous."""
        if not user.is_authenticated:
            return cls.nobody()
        if not hasattr(user, "actor"):
            user.actor = cls.of(user)
        return user.actor

    @classmethod
    def operator(cls) -> Actor:
        """Whoever runs a command on the machine; the log names the account."""
        return cls(None, f"operator {getpass.getuser()}", everywhere=True)

    @classmethod
    def nobody(cls) -> Actor:
        return cls(None, "")

    def may(
        self,
        act: str,
        area_path: str | None = None,
        parties: frozenset[PartyRole | Standing] = frozenset(),
    ) -> bool:
        """Whether the actor may do an act in an area (None: in any of the actor's own areas), by a
        post, or by what they are in the matter, for the building or by themselves (`parties`)."""
        if self.everywhere:
            return True
        if not self.within_scopes(act):
            return False
        rule = ACTS[act]
        return bool(rule.parties & parties) or self.holds(rule.posts, area_path)

    def holds(self, roles: Container[Role], area_path: str | None = None) -> bool:
        """Whether the actor holds one of some posts where an area lies (None: anywhere)."""
        return any(
            duty.role in roles and (area_path is None or area_path.startswith(duty.area_path))
            for duty in self.duties
        )

    def within_scopes(self, act: str) -> bool:
        """Whether a machine client was given this act or read; always true of people."""
        return self.scopes is None or act in self.scopes

    def standing_in(self, organisation: int) -> frozenset[Standing]:
        """What the actor is for an organisation: its administrator or nothing."""
        own = organisation in self.manages
        return frozenset({Standing.COMPANY_ADMINISTRATOR}) if own else frozenset()

    def acts_for(self, *organisations: int | None) -> bool:
        """Whether the actor is a member of one of these organisations."""
        return any(one in self.organisations for one in organisations if one is not None)

    @property
    def area_paths(self) -> tuple[str, ...]:
        """Where the actor sees matters of the law; the system's administrators see none."""
        return tuple(
            dict.fromkeys(d.area_path for d in self.duties if d.role not in ADMINISTRATORS)
        )

    @property
    def holds_post(self) -> bool:
        """Whether the actor is of the staff, be it to administer the system."""
        return self.everywhere or bool(self.duties)

    @property
    def is_official(self) -> bool:
        """Whether a post is about matters of the law; those of the system's administrators are not."""
        return self.everywhere or bool(self.area_paths)
