"""What a person may do in a matter now: the acts its kind offers beside casework's own.

One rule for the button and for the form behind it: the post or the party of the act's rule, the
state the act leads from, four eyes, and the guard of the kind. What is refused says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.permissions import ACTS

from ..models import Matter
from ..words import act_name, in_words
from .forms import ActForm
from .kinds import Transition
from .own import OWN, Own
from .reading import Standing
from .steps import concerned, step

Service = Callable[..., object]


@dataclass(frozen=True)
class Offer:
    """One act the actor's post or part includes: where its form is, or why not now."""

    name: str
    act: str
    label: str
    url: str
    main: bool
    form: type[ActForm] | None
    service: Service | None
    refusal: str = ""


def offers(standing: Standing) -> list[Offer]:
    """The acts of the kind that lead from the state, then casework's own, as the actor may do them."""
    matter = standing.matter
    if matter.closed_at is not None:
        return []
    found = [_of_kind(standing, way) for way in standing.kind.transitions if _may(standing, way)]
    if standing.kind.actions:
        found += [
            Offer(a.act, a.act, str(a.label), a.url, a.main, None, None)
            for a in standing.kind.actions(standing.actor, matter)
        ]
    return found + [_of_own(standing, own) for own in OWN if own.listed and _fits(standing, own)]


def find(standing: Standing, name: str) -> Offer:
    """The act behind one address, with the reason where it cannot be done now.

    Raises LookupError where the kind has no such form, PermissionDenied where the act is not the
    actor's at all.
    """
    way = standing.kind.transition(name)
    if way is not None and way.form is not None:
        if not _permitted(standing, way.act):
            raise PermissionDenied(_("Your duty post does not include this act."))
        return _of_kind(standing, way)
    own = next((one for one in OWN if one.name == name), None)
    if own is None:
        raise LookupError(name)
    if not allowed(standing, own.act):
        raise PermissionDenied(_("Your duty post does not include this act."))
    return _of_own(standing, own)


def allowed(standing: Standing, act: str) -> bool:
    """Whether an act beside the course is the actor's in this matter."""
    return concerned(standing.actor, standing.matter, act, standing.roles)


def _may(standing: Standing, way: Transition) -> bool:
    """Offered: it has a form, leads from this state, and is the actor's by post or part."""
    return (
        way.form is not None
        and standing.matter.state in way.source
        and _permitted(standing, way.act)
    )


def _permitted(standing: Standing, act: str) -> bool:
    return standing.actor.may(act, standing.matter.area.path, standing.roles)


def _of_kind(standing: Standing, way: Transition) -> Offer:
    return Offer(
        way.act,
        way.act,
        act_name(way.act),
        _url(standing.matter, way.act),
        way.main,
        _loaded(way.form),
        _loaded(way.service) or _plain(way.act),
        _refusal(standing, way),
    )


def _of_own(standing: Standing, own: Own) -> Offer:
    refusal = "" if _fits(standing, own) else _("There is nothing to do here now.")
    if standing.matter.closed_at is not None:
        refusal = _("The matter is closed: nothing more is added to it.")
    refusal = refusal or standing.why_held(own.act) or _apart(standing, own.act)
    url = _url(standing.matter, own.name)
    return Offer(own.name, own.act, str(own.label), url, own.main, own.form, own.service, refusal)


def _fits(standing: Standing, own: Own) -> bool:
    return concerned(standing.actor, standing.matter, own.act, standing.roles) and own.fits(
        standing
    )


def _refusal(standing: Standing, way: Transition) -> str:
    """Why an act of the kind cannot be done now; "" where it can."""
    matter = standing.matter
    if matter.closed_at is not None:
        return _("The matter is closed: nothing more is added to it.")
    if matter.state not in way.source:
        return _("“%(act)s” does not fit: the matter is in the state “%(state)s”.") % {
            "act": act_name(way.act),
            "state": standing.kind.states[matter.state].label,
        }
    if refusal := standing.why_held(way.act) or _apart(standing, way.act):
        return refusal
    try:
        if way.guard:
            way.guard(matter)
    except ValidationError as error:
        return in_words(error)
    return ""


def _apart(standing: Standing, act: str) -> str:
    rule = ACTS[act]
    if rule.not_by and rule.not_by & standing.did:
        return _("Somebody else must do this: you took part in what it decides on (four eyes).")
    return ""


def _plain(act: str) -> Service:
    """The service of a transition that has none of its own: the step notes what was entered."""

    def do(actor: Actor, matter: Matter, **said: Any) -> None:
        remark = said.pop("remark", "")
        with step(actor, matter, act) as (_matter, event):
            event.note(**said)
            if remark:
                event.personal(remark=remark)

    return do


def _loaded(thing: Any) -> Any:
    return import_string(thing) if isinstance(thing, str) else thing


def _url(matter: Matter, name: str) -> str:
    return reverse("casework:act", args=[matter.pk, name])


def main_and_others(found: Iterable[Offer]) -> tuple[list[Offer], list[Offer]]:
    """The ways the matter is meant to go on, and the rest."""
    rows = list(found)
    return [o for o in rows if o.main], [o for o in rows if not o.main]
