"""What happens next in a matter: from the verdict, the orders to correct and what is missing.

Fines of Articles 55 and 57 wait for an order that was served and expired; a fine is proposed here
and decided by an officer, never imposed by the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from greenward.law.language import Duty, Edition, Verdict

from .remedies import remedy_of
from .saying import Band, amount, names, said


class Kind(StrEnum):
    """What sort of step it is."""

    FINE = "fine"
    REASSESS = "reassess"
    WAIT = "wait"
    ORDER = "order"
    SERVE = "serve"
    ASK = "ask"
    SUPPLY = "supply"
    NOTHING = "nothing"


@dataclass(frozen=True)
class NextStep:
    """What happens next, and the day it is due where one is set."""

    kind: Kind
    text: str
    due: date | None = None
    amount: str = ""
    """What a fine that may be proposed comes to."""


class AnOrder(Protocol):
    """What is asked of an order to correct."""

    due_on: date
    served_on: date | None
    corrected_on: date | None
    fined: bool


@dataclass(frozen=True)
class Matter:
    """A finding as far as the next step depends on it; `band` is its fine in fen, where known."""

    verdict: Verdict
    owed: bool
    exposed: bool
    missing: Mapping[str, str]
    band: Band | None = None


def next_step(
    duty: Duty,
    matter: Matter,
    orders: Iterable[AnOrder],
    today: date,
    law: Edition | None = None,
) -> NextStep:
    """The next step of a matter as of a day; `law` names what a fine is a share of."""
    if matter.verdict is Verdict.BREACHED:
        return _after_breach(duty, matter, list(orders), today, law)
    if matter.verdict is Verdict.UNKNOWN:
        return _after_unknown(duty, matter)
    return NextStep(Kind.NOTHING, "")


def _after_breach(
    duty: Duty, matter: Matter, orders: list[AnOrder], today: date, law: Edition | None
) -> NextStep:
    if matter.exposed and duty.breach:
        if any(order.fined for order in orders):
            return NextStep(Kind.WAIT, _("A fine is imposed; see that the breach is corrected"))
        cost = amount(duty.breach, law, matter.band)
        words = {"article": duty.breach.article, "amount": cost}
        text = _("Propose the fine of Article %(article)s: %(amount)s") % words
        return NextStep(Kind.FINE, text, amount=cost)
    if duty.breach is None:
        return NextStep(Kind.ASK, _remedy(duty))
    if not orders:
        return NextStep(Kind.ORDER, _("Order to correct; the draft is ready"))
    last = max(orders, key=lambda order: order.due_on)
    if last.corrected_on:
        return NextStep(
            Kind.REASSESS, _("Corrected on %(day)s; assess again") % _day(last.corrected_on)
        )
    if last.served_on is None:
        return NextStep(Kind.SERVE, _("Serve the order; until then it binds nobody"))
    if last.due_on < today:
        return NextStep(
            Kind.REASSESS, _("The order expired on %(day)s; assess again") % _day(last.due_on)
        )
    text = _("Wait for the correction, due %(day)s") % _day(last.due_on)
    return NextStep(Kind.WAIT, text, last.due_on)


def _after_unknown(duty: Duty, matter: Matter) -> NextStep:
    if not matter.missing:
        return NextStep(Kind.NOTHING, "")
    if matter.owed:
        return NextStep(Kind.ASK, _remedy(duty))
    fact, why = next(iter(matter.missing.items()))
    return NextStep(Kind.SUPPLY, capital(str(remedy_of(fact, why).label)))


def _remedy(duty: Duty) -> str:
    """Who has to do what, in our own words of the law."""
    return capital(_("%(who)s: %(what)s") % {"who": names(duty.bearers[:1]), "what": _what(duty)})


def _what(duty: Duty) -> str:
    return said(duty.remedy or duty.text).rstrip("。.")


def for_bearer(duty: Duty, step: NextStep, proofs: Sequence[str]) -> NextStep:
    """The same step as the one who is bound reads it: what to do, never what an officer plans."""
    if step.kind is Kind.FINE:
        text = _("A fine may be imposed: %(amount)s")
        if duty.breach and duty.breach.cure_first:
            text = _("The order has expired; a fine may be imposed: %(amount)s")
        return NextStep(step.kind, text % {"amount": step.amount})
    if step.kind is Kind.SUPPLY:
        text = _("Send the authority: %(what)s")
        return NextStep(step.kind, text % {"what": pgettext("between items", "; ").join(proofs)})
    if step.kind in (Kind.ORDER, Kind.ASK, Kind.SERVE, Kind.REASSESS):
        return NextStep(step.kind, _what(duty))
    return step


def capital(text: str) -> str:
    """A text that begins a line."""
    return text[:1].upper() + text[1:]


def _day(day: date) -> dict[str, str]:
    return {"day": day.isoformat()}
