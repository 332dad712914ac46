"""Who may do what, as one table: the acts, who may do each, where four eyes are needed, and from
which state of a matter to which each leads. It is made from `permissions.ACTS` and the kinds of
matter, so it cannot say anything else than what is enforced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole, Role, Standing
from greenward.bureau.accounts.permissions import ACTS, Rule

from ..matters import kinds
from ..matters.articles import Article, article
from ..words import act_name


@dataclass(frozen=True)
class Line:
    """One act: in a kind of matter `source` and `target` are its states in words, else empty."""

    act: str
    name: str
    who: tuple[str, ...]
    not_by: tuple[str, ...]
    source: str = ""
    target: str = ""
    article: Article | None = None
    mine: bool = False


@dataclass(frozen=True)
class Chapter:
    """The acts of one kind of matter, or all others."""

    key: str
    title: str
    lines: tuple[Line, ...]


def chapters(actor: Actor, who: str = "") -> list[Chapter]:
    """The whole table; `who` keeps the acts of one post, party or standing."""
    found = [_general(actor), *(_of_kind(actor, kind) for kind in kinds.every())]
    kept = [Chapter(c.key, c.title, tuple(_of(c.lines, who))) for c in found]
    return [chapter for chapter in kept if chapter.lines]


def holders() -> list[tuple[str, Any]]:
    """Everybody the table knows, for a choice: posts, then parties, then standings."""
    return [*Role.choices, *PartyRole.choices, *Standing.choices]


def _of(lines: Iterable[Line], who: str) -> Iterator[Line]:
    for line in lines:
        rule = ACTS[line.act]
        if not who or who in rule.posts or who in rule.parties:
            yield line


def _general(actor: Actor) -> Chapter:
    in_kinds = {act for kind in kinds.every() for act in _acts(kind)}
    rest = [act for act in ACTS if act not in in_kinds]
    return Chapter(
        "general",
        _("In every room"),
        tuple(_line(actor, act) for act in sorted(rest, key=act_name)),
    )


def _of_kind(actor: Actor, kind: kinds.Kind) -> Chapter:
    opening = _line(actor, kind.opens, target=str(kind.states[kind.initial].label))
    moves = [
        _line(
            actor,
            move.act,
            source=" / ".join(str(kind.states[state].label) for state in move.source),
            target=str(kind.states[move.target].label) if move.target else "",
            article=article(move.article),
        )
        for move in kind.transitions
    ]
    return Chapter(kind.name, str(kind.title), (opening, *moves))


def _acts(kind: kinds.Kind) -> set[str]:
    return {kind.opens, *(move.act for move in kind.transitions)}


def _line(actor: Actor, act: str, **places: Any) -> Line:
    rule = ACTS[act]
    return Line(
        act,
        act_name(act),
        tuple(_who(rule)) or (_("the operator at the console"),),
        tuple(act_name(other) for other in sorted(rule.not_by)),
        mine=actor.may(act),
        **places,
    )


def _who(rule: Rule) -> Iterator[str]:
    """In the order in which posts, parties and standings are defined."""
    for enum, chosen in ((Role, rule.posts), (PartyRole, rule.parties), (Standing, rule.parties)):
        if chosen >= set(enum) and enum is PartyRole:
            yield _("every party")
            continue
        for one in enum:
            if one in chosen:
                yield str(one.label)
