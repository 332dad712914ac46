"""One line of what is owed, and who it is that owes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole, Role
from greenward.bureau.casework.matters.articles import Article
from greenward.bureau.casework.matters.due import Due, due
from greenward.bureau.casework.matters.visibility import works_on
from greenward.law.clocks import Calendar
from greenward.law.language import Authority, Bearer, Verdict

from ..course import Leg
from ..facts import Source, source_of
from ..law import Law
from ..models import Plot, Project
from ..saying import fact, proof
from ..stating import SUPPLIERS, supplied_by

POSTS = {
    Authority.MUNICIPAL_PLANNING: Role.PLANNING,
    Authority.DISTRICT_PLANNING: Role.PLANNING,
    Authority.MUNICIPAL_HOUSING: Role.OFFICER,
    Authority.DISTRICT_HOUSING: Role.OFFICER,
    Authority.MUNICIPAL_ECOLOGY: Role.ECOLOGY,
    Authority.MUNICIPAL_MARKET: Role.MARKET,
    Authority.DISTRICT_MARKET: Role.MARKET,
    Authority.MUNICIPAL_FINANCE: Role.FINANCE,
    Authority.DISTRICT_FINANCE: Role.FINANCE,
}
"""Whose desk an authority of the law is here."""
DESKS: Mapping[Role, Any] = {
    Role.PLANNING: gettext_lazy("planning authority"),
    Role.OFFICER: gettext_lazy("housing authority"),
    Role.ECOLOGY: gettext_lazy("ecology authority"),
    Role.MARKET: gettext_lazy("market supervision"),
    Role.FINANCE: gettext_lazy("finance authority"),
}
AUTHORITY = "authority"
"""Who supplies a fact, in an address, where no party does."""
NO_DAY = Due(None, "", "", "")


@dataclass(frozen=True)
class Lack:
    """One fact that would settle it: what it is, what shows it, and where it is entered."""

    name: str
    label: str
    proof: str
    url: str
    stated: bool
    """Whether somebody states it; else it follows from a record or an act."""


@dataclass(frozen=True)
class Who:
    """Those who owe something: parties of the matter, or posts of the authority."""

    parties: frozenset[PartyRole] = frozenset()
    posts: frozenset[Role] = frozenset()

    @property
    def words(self) -> str:
        return _words(self, get_language() or "")


@lru_cache(maxsize=512)
def _words(who: Who, language: str) -> str:
    """Those who owe something, in the language of the page."""
    names = [str(PartyRole(role).label) for role in sorted(who.parties)]
    names += [str(DESKS.get(post, post.label)) for post in sorted(who.posts)]
    return capfirst(_(" or ").join(names))


@dataclass(frozen=True)
class Item:
    """One thing that is owed. `state` is BREACHED where a requirement is known not to be met, UNKNOWN
    where it cannot be told, None where an act is waited for."""

    work: Project | Plot
    state: Verdict | None
    what: str
    who: str
    mine: bool
    due: Due = NO_DAY
    when: str = ""
    """When it falls due in the words of the law, where no day follows from them."""
    article: Article | None = None
    note: str = ""
    """Which case of the project it is about, where it has several; or why it is owed."""
    lacking: tuple[Lack, ...] = ()
    url: str = ""
    """Where it is done."""
    go: str = ""
    later: bool = False
    """Whether it may be prepared already, for a gate that comes after another one."""

    @property
    def unmet(self) -> bool:
        """Whether it is known not to be met: its facts are then not missing but wrong."""
        return self.state is Verdict.BREACHED

    @property
    def order(self) -> tuple[bool, date, bool]:
        """Mine first, then by due day, what is known unmet before what is missing."""
        return (not self.mine, self.due.day or date.max, not self.unmet)


@dataclass(frozen=True)
class Place:
    """A project, or a plot, as it stands for one reader now."""

    actor: Actor
    work: Project | Plot
    law: Law
    legs: tuple[Leg, ...]
    roles: frozenset[PartyRole]
    """What the reader is in the project; nothing in a plot, which has no parties."""
    stated: frozenset[str]
    """The facts of the work that somebody states."""
    days: Calendar
    today: date

    @property
    def project(self) -> Project:
        """The work, where only a project can be meant."""
        assert isinstance(self.work, Project)
        return self.work

    @cached_property
    def inside(self) -> bool:
        """Whether the reader reads the work as the authority does."""
        if isinstance(self.work, Plot):
            return self.actor.is_official
        return works_on(self.actor, self.work.matter)

    def mine(self, who: Who) -> bool:
        """Whether the reader is among those who owe it."""
        return bool(self.roles & who.parties) or self.actor.holds(who.posts, self.work.area.path)

    def due(self, day: date | None, count: str = "", provisional: bool = False) -> Due:
        return due(day, self.days, self.today, count=count, provisional=provisional)

    def lacks(self, names: Iterable[str]) -> tuple[Lack, ...]:
        """Facts as things to be supplied, each with where it is entered."""
        found = []
        for name in names:
            entry, record = self.law.entry(name), source_of(name, self.work.subject)
            url = self._page(record) if record else ""
            found.append(Lack(name, fact(entry), proof(entry), url, name in self.stated))
        return tuple(found)

    def _page(self, record: Source) -> str:
        """Where a record is entered: of the work itself, or of the plot a project stands on."""
        if record.name not in self._pages:
            own = record.subject is self.work.subject
            key = self.work.pk if own else self.project.plot_id
            url = reverse(record.url, args=[key]) if record.url and key else ""
            self._pages[record.name] = url
        return self._pages[record.name]

    @cached_property
    def _pages(self) -> dict[str, str]:
        """The pages looked up so far: many facts follow from one record."""
        return {}

    def page(self, name: str, *more: str) -> str:
        """The address of a page that projects and plots both have."""
        view = name if isinstance(self.work, Project) else f"plot_{name}"
        return reverse(f"construction:{view}", args=[self.work.pk, *more])

    def supplier(self, name: str, otherwise: frozenset[Role]) -> Who:
        """Who supplies a fact: the party the vocabulary names, else the authority concerned."""
        party = None if isinstance(self.work, Plot) else supplied_by(self.law.entry(name))
        return Who(parties=frozenset({party})) if party else Who(posts=otherwise)

    def url_of(self, lacking: Sequence[Lack], rule: str, who: Who) -> tuple[str, str]:
        """Where some facts are entered, and what the link is called: the page of their record, or
        the form that states them."""
        if records := dict.fromkeys(lack.url for lack in lacking if lack.url):
            return next(iter(records)), _("Enter it")
        if not any(lack.stated for lack in lacking) or not (self.mine(who) or self.inside):
            return "", ""
        by = next(iter(sorted(who.parties)), AUTHORITY)
        return f"{self.page('state')}?for={rule}&by={by}", _("State it")


def bearers(those: Iterable[Bearer], authorities: Iterable[Authority]) -> Who:
    """Those a rule binds, as they take part in a project."""
    named = tuple(those)
    posts = posts_of(authorities) if Bearer.AUTHORITY in named else frozenset()
    return Who(frozenset(SUPPLIERS[one] for one in named if one in SUPPLIERS), posts)


def posts_of(authorities: Iterable[Authority]) -> frozenset[Role]:
    """The posts of some authorities here; the housing officer where the law names none of them."""
    return frozenset(POSTS[one] for one in authorities if one in POSTS) or frozenset({Role.OFFICER})
