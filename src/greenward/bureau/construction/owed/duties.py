"""The duties that bind a project, its plot or one of its cases and are not known to be fulfilled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.bureau.casework.matters.articles import Article
from greenward.bureau.casework.words import in_language
from greenward.law.language import Clock, Count, Duty, Subject, Verdict, facts_in
from greenward.law.reading import Judgement, judge

from ..cases import Case
from ..law import duties as in_force
from ..saying import article
from ..stating import supplied_by
from .items import Item, Lack, Place, Who, bearers, posts_of


@dataclass(frozen=True)
class Judged:
    """One duty of one case that binds, or of which it cannot be said whether it binds."""

    case: Case
    duty: Duty
    judgement: Judgement


def judged(place: Place, cases: Iterable[Case]) -> list[Judged]:
    """The work and its cases under the duties in force on the day whose law applies to it."""
    work = place.work
    found = []
    for case in (Case(work.subject, work.pk), *cases):
        facts = {**work.facts, **case.facts}
        for duty in _in_force(place, case.subject):
            if case.role and case.role not in bearers(duty.bearers, ()).parties:
                continue
            judgement = judge(duty, facts)
            if judgement.owed or judgement.verdict is Verdict.UNKNOWN:
                found.append(Judged(case, duty, judgement))
    return found


def _in_force(place: Place, subject: Subject) -> tuple[Duty, ...]:
    return in_force(place.law.hash, place.work.asked_on, subject)


def items(place: Place, found: Iterable[Judged], asked: frozenset[str]) -> Iterator[Item]:
    """The duties that are owed. One that lacks only what a gate asks for anyway is left to the gate;
    what the authority itself owes is shown to the authority alone."""
    for one in found:
        if not one.judgement.owed:
            continue
        missing = one.judgement.missing
        if one.judgement.verdict is Verdict.UNKNOWN and asked.issuperset(missing):
            continue
        who = _who(place, one)
        if who.parties or place.inside:
            yield _item(place, one, who, missing)


def unsaid(place: Place, found: Iterable[Judged]) -> list[tuple[str, Article, tuple[Lack, ...]]]:
    """The duties of which it cannot be said whether they bind: words, article, what is missing."""
    return [
        (
            in_language(one.duty.text),
            article(one.duty.article, one.duty.instrument),
            place.lacks(one.judgement.binds.missing()),
        )
        for one in found
        if not one.judgement.owed and (place.inside or _who(place, one).parties & place.roles)
    ]


def _who(place: Place, one: Judged) -> Who:
    """Those the duty binds; while only the authority could find out whether it is fulfilled (whether
    the works follow the chapter, say), the authority alone: nobody else could settle it."""
    unknown = one.judgement.verdict is Verdict.UNKNOWN and one.judgement.missing
    if unknown and not any(supplied_by(place.law.entry(name)) for name in unknown):
        return Who(posts=posts_of(one.duty.authorities))
    if one.case.role:
        return Who(frozenset({one.case.role}))
    return bearers(one.duty.bearers, one.duty.authorities)


def _item(place: Place, one: Judged, who: Who, missing: tuple[str, ...]) -> Item:
    duty, breached = one.duty, one.judgement.verdict is Verdict.BREACHED
    names = missing or tuple(facts_in(duty.requires))
    lacking = place.lacks(names)
    url, go = (one.case.url, _("Open")) if one.case.page else place.url_of(lacking, duty.id, who)
    label = in_language(one.case.label)
    if one.case.subject is Subject.CHAPTER:
        label = _("green chapter, stage “%(stage)s”") % {"stage": label}
    names_party = bool(one.case.role and who.parties) and one.case.subject is not Subject.CHAPTER
    return Item(
        place.work,
        Verdict.BREACHED if breached else Verdict.UNKNOWN,
        in_language(duty.text),
        capfirst(label) if names_party else who.words,
        place.mine(who),
        when=_when(duty.clock),
        article=article(duty.article, duty.instrument),
        note="" if names_party else capfirst(label),
        lacking=() if breached else lacking,
        url=url,
        go=go,
    )


def _when(clock: Clock | None) -> str:
    """When a duty falls due, as the law says it."""
    if clock is None:
        return ""
    event = in_language(clock.event)
    if clock.period is None:
        return _("due: %(event)s") % {"event": event}
    days = (
        ngettext("%(n)s working day", "%(n)s working days", clock.period.length)
        if clock.period.count is Count.WORKING_DAYS
        else ngettext("%(n)s day", "%(n)s days", clock.period.length)
    ) % {"n": clock.period.length}
    return _("due: %(days)s from %(event)s") % {"days": days, "event": event}
