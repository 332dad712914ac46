"""What the gates ask for now: of those a project may come to next, the grounds that are not met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from greenward.bureau.accounts.models import PartyRole, Role
from greenward.bureau.casework.words import in_language
from greenward.law import clocks as counting
from greenward.law.gates import Finding
from greenward.law.language import Gate, Subject, Verdict, facts_in, gate_passed

from ..course import Leg, Step
from ..law import passings
from ..models import Plot
from ..offices import office_of
from ..saying import article
from .items import NO_DAY, Due, Item, Place, Who, bearers, posts_of


def items(place: Place) -> Iterator[Item]:
    """Each ground that is not met, by whom it is to be supplied; each gate that may be asked for; and
    the plot's gate the project waits for."""
    waited = {gate.id: gate for leg in place.legs for gate in leg.waits_for}
    for gate in waited.values():
        if gate.subject is Subject.PLOT:
            yield _of_plot(place, gate)
    for leg in filter(reachable, place.legs):
        unsaid = () if leg.waits_for else leg.hearing.open_questions
        for found in (*leg.hearing.unmet, *unsaid):  # what fails already is mended now
            yield from _ground(place, leg, found)
        if not leg.waits_for and _is_ready(place, leg):
            yield _application(place, leg)


def later(place: Place) -> Iterator[Item]:
    """The same of the gates that come after another one and may be prepared already."""
    for leg in filter(reachable, place.legs):
        if leg.waits_for:
            for found in leg.hearing.open_questions:
                yield from _ground(place, leg, found)
            if _is_ready(place, leg):
                yield _application(place, leg)


def _is_ready(place: Place, leg: Leg) -> bool:
    """Whether only the application itself is missing."""
    if leg.application is not None or not _asks(leg):
        return False
    return not any(_names(place, found) for found in open_grounds(leg))


def _asks(leg: Leg) -> bool:
    """Whether a gate asks anything of this project: outside the scope of all its grounds nobody owes
    an application for it."""
    findings = leg.hearing.findings
    return not findings or any(found.asked.truth is not False for found in findings)


def asked(place: Place) -> frozenset[str]:
    """The facts that the gates of now ask for and that are not known."""
    return frozenset(n for leg in place.legs if reachable(leg) for n in leg.hearing.missing)


def reachable(leg: Leg) -> bool:
    """Whether something can be done about a gate now."""
    if leg.step is Step.PASSED or leg.step is Step.WAITING:
        return False
    return not leg.waits_for or leg.gate.early


def open_grounds(leg: Leg) -> tuple[Finding, ...]:
    """The grounds that are unmet or cannot be told."""
    return (*leg.hearing.unmet, *leg.hearing.open_questions)


def _names(place: Place, found: Finding) -> list[str]:
    """The facts that would settle a ground: the missing ones, or all it reads when it is unmet. That
    another gate be passed is no fact to supply: the gate stands for itself."""
    read = found.missing or facts_in(found.ground.requires)
    return [name for name in read if name not in passings(place.law.hash)]


def _ground(place: Place, leg: Leg, found: Finding) -> Iterator[Item]:
    """A ground by each who supplies some of its facts."""
    by: dict[Who, list[str]] = {}
    for name in _names(place, found):
        who = place.supplier(name, posts_of(leg.gate.authorities))
        if not _waits_at_the_authority(leg, who):
            by.setdefault(who, []).append(name)
    for who, names in by.items():
        yield _item(place, leg, found, who, names)


def _waits_at_the_authority(leg: Leg, who: Who) -> bool:
    """What a party handed in stays as it is until the authority asks for more (and that is a task)."""
    office = office_of(leg.gate)
    return leg.application is not None and bool(who.parties) and not (office and office.is_own)


def _item(place: Place, leg: Leg, found: Finding, who: Who, names: list[str]) -> Item:
    lacking = place.lacks(names)
    url, go = place.url_of(lacking, leg.gate.id, who)
    unmet, remedy = found.truth is False, found.ground.remedy
    return Item(
        place.work,
        Verdict.BREACHED if unmet else Verdict.UNKNOWN,
        in_language(found.ground.text),
        who.words,
        place.mine(who),
        due=passed_since(place, leg),
        article=article(found.ground.article, found.ground.instrument),
        note=in_language(remedy) if unmet and remedy else _for(leg),
        lacking=lacking,
        url=url,
        go=go,
        later=bool(leg.waits_for) and not unmet,
    )


def _for(leg: Leg) -> str:
    return _("for: %(gate)s") % {"gate": in_language(leg.gate.title)}


def _of_plot(place: Place, gate: Gate) -> Item:
    """The land first: its gate is decided on the page of the plot."""
    who, plot = Who(posts=posts_of(gate.authorities)), place.project.plot_id
    return Item(
        place.project,
        None,
        in_language(gate.title),
        who.words,
        place.mine(who),
        article=article(gate.article, gate.instrument),
        note=_("of the plot") if plot else _("the project names no plot yet"),
        url=reverse("construction:plot", args=[plot]) if plot else "",
        go=_("Open"),
    )


def _application(place: Place, leg: Leg) -> Item:
    """Nothing of its own is in the way: it can be handed in, or is recorded where it is decided."""
    office, gate = office_of(leg.gate), leg.gate
    if office is None:
        who = Who(posts=frozenset({Role.OFFICER, Role.PLANNING}))
        what, page, go = _("record the decision: %(gate)s"), "record", _("Record it")
    else:
        who = _applicants(place, gate)
        own = office.is_own or isinstance(place.work, Plot)  # nobody else has it before them
        what = _("begin: %(gate)s") if own else _("apply for: %(gate)s")
        page, go = "apply", _("Begin") if own else _("Apply")
    mine = place.mine(who)
    return Item(
        place.work,
        None,
        what % {"gate": in_language(gate.title)},
        who.words,
        mine,
        due=passed_since(place, leg),
        article=article(gate.article, gate.instrument),
        note=_("nothing else is in the way"),
        later=bool(leg.waits_for),
        url=place.page(page, gate.id) if mine else "",
        go=go,
    )


def _applicants(place: Place, gate: Gate) -> Who:
    """Who asks for a gate: those the law names, else the developer; the authority for a plot."""
    if isinstance(place.work, Plot):
        return Who(posts=posts_of(gate.authorities))
    who = bearers(gate.applicants, ())
    return who if who.parties else Who(frozenset({PartyRole.DEVELOPER}))


def passed_since(place: Place, leg: Leg) -> Due:
    """Until when the parties pass a gate of their own that has a period: it runs from the day the
    gate before it was passed."""
    office, period = office_of(leg.gate), leg.gate.period
    if period is None or not (office and office.is_own):
        return NO_DAY
    begun = _passed_on(place, leg)
    if begun is None:
        return NO_DAY
    found = counting.deadline(
        period, [counting.start(begun, leg.gate.id, "")], place.days, place.today
    )
    return place.due(found.due, period.count, found.provisional)


def _passed_on(place: Place, leg: Leg) -> date | None:
    """The day the last of the gates that a gate waits for was passed."""
    read = {name for ground in leg.gate.grounds for name in facts_in(ground.requires)}
    days = [
        one.decision.decided_on
        for one in place.legs
        if gate_passed(one.gate.id) in read and one.decision is not None and one.decision.stands
    ]
    return max(days, default=None)
