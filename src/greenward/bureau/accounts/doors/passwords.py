"""What a password must be like, in two profiles, and when it has to be changed.

`asvs` follows ASVS 5.0 V6.2: long, any characters, none that everybody uses, no change by the
calendar. `mlps3` follows GB/T 22239-2019, 8.1.4.1 a: three kinds of characters, changed every 90
days, none of the last five. GREENWARD_PASSWORDS chooses; both refuse words an outsider would guess.
"""

from __future__ import annotations

import re
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.models import Area, User

from . import sessions
from .models import PastPassword
from .profiles import PROFILES, Profile

LONGEST = 256
"""More is refused, so that nobody keeps the server busy with hashing."""


def profile() -> Profile:
    return PROFILES[settings.GREENWARD_PASSWORDS]


class Length:
    """From the shortest allowed to LONGEST characters."""

    def __init__(self, shortest: int) -> None:
        self.shortest = shortest

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < self.shortest:
            raise ValidationError(self.get_help_text(), code="password_too_short")
        if len(password) > LONGEST:
            raise ValidationError(
                _("Use %(most)s characters at most.") % {"most": LONGEST}, code="password_too_long"
            )

    def get_help_text(self) -> str:
        return _("Use %(least)s characters or more.") % {"least": self.shortest}


class Kinds:
    """So many of the four kinds: capital letters, small letters, digits, anything else."""

    KINDS = (r"[A-Z]", r"[a-z]", r"\d", r"[^A-Za-z\d]")

    def __init__(self, least: int) -> None:
        self.least = least

    def validate(self, password: str, user: User | None = None) -> None:
        if sum(bool(re.search(kind, password)) for kind in self.KINDS) < self.least:
            raise ValidationError(self.get_help_text(), code="password_too_uniform")

    def get_help_text(self) -> str:
        return _(
            "Use %(least)s of these four: capital letters, small letters, digits, other signs."
        ) % {"least": self.least}


class NoWordsOfThisPlace:
    """No name of the person, the city or this system: what an outsider tries first."""

    def validate(self, password: str, user: User | None = None) -> None:
        plain = password.casefold()
        if any(word in plain for word in words_of_this_place(user)):
            raise ValidationError(self.get_help_text(), code="password_of_this_place")

    def get_help_text(self) -> str:
        return _("Leave out your own name, the city's name and the word greenward.")


def words_of_this_place(user: User | None) -> set[str]:
    """The words a password must not contain, folded; no Latin word under four letters, since those
    stand in half of all other words."""
    given = ["greenward"]
    if user is not None:
        given += [user.username, user.name, user.email.partition("@")[0]]
    for names in Area.objects.filter(parent=None).values_list("name_zh", "name_en"):
        given += [part for name in names for part in (name, name.removesuffix("市"))]
    found = {part.casefold() for text in given for part in re.split(r"[^\w]+", text)}
    return {word for word in found if len(word) >= (4 if word.isascii() else 2)}


class Past:
    """Keeps the hashes of past passwords; refuses the last `remembered` ones (0: none)."""

    def __init__(self, remembered: int = 0) -> None:
        self.remembered = remembered

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None or not self.remembered:
            return
        latest = user.passwords.order_by("-at", "-pk")[: self.remembered]
        if any(check_password(password, row.encoded) for row in latest):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        if not self.remembered:
            return ""
        return _("None of your last %(count)s passwords.") % {"count": self.remembered}

    def password_changed(self, password: str, user: User | None = None) -> None:
        """Django calls this when a new password was saved, whoever set it. All sessions of the
        person end; the row says *given* until `choose` says that the person chose it."""
        if user is None or not user.has_usable_password():
            return
        PastPassword.objects.create(user=user, encoded=user.password)
        most = max(self.remembered, 1)
        kept = user.passwords.order_by("-at", "-pk").values("pk")[:most]
        user.passwords.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
        sessions.end(user)


def choose(user: User, password: str) -> None:
    """The person's own new password, already validated."""
    user.set_password(password)
    user.save(update_fields=["password"])
    latest = user.passwords.order_by("-at", "-pk").first()
    latest.own = True
    latest.save(update_fields=["own"])


def must_change(user: User) -> str:
    """Why the person has to choose a new password before anything else: "given" by somebody else,
    "expired", or "" when they need not."""
    latest = user.passwords.order_by("-at", "-pk").first()
    if latest is not None and not latest.own:
        return "given"
    days = profile().days
    if days and (latest is None or latest.at + timedelta(days=days) < timezone.now()):
        return "expired"
    return ""
