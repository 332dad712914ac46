"""The signatures a session of the special acceptance waits for: of each party that takes part in it
(Article 16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from greenward.bureau.casework.words import act_name, in_language

from ..accepting.reading import asks_session, beside_chapter, progress
from ..course import Leg
from ..models import Acceptance
from ..saying import article
from .items import Item, Place, Who


def sessions(courses: Mapping[int, Sequence[Leg]]) -> dict[int, Acceptance]:
    """The sessions that are held and not decided, by project: no query where no project asks for one
    now, else four."""
    asking = [key for key, legs in courses.items() if any(map(_asks, legs))]
    rows = Acceptance.objects.filter(
        project__in=asking, application__matter__closed_at__isnull=True
    )
    found = beside_chapter(rows).select_related("application__matter")
    found = found.prefetch_related("items", "attendance", "signatures")
    return {row.project_id: row for row in found.order_by("pk")}


def _asks(leg: Leg) -> bool:
    return leg.application is not None and asks_session(leg.gate)


def items(place: Place, session: Acceptance | None) -> Iterator[Item]:
    """Each party that has not signed what the session says, once it says all it must."""
    state = progress(session) if session else None
    if session is None or state is None or not state.ready:
        return
    gate = next(leg.gate for leg in place.legs if leg.gate.id == session.application.gate)
    for role in state.unsigned:
        who = Who(frozenset({role}))
        yield Item(
            place.project,
            None,
            f"{capfirst(act_name('sign_acceptance'))} · {in_language(gate.title)}",
            who.words,
            place.mine(who),
            article=article(gate.article, gate.instrument),
            url=reverse("construction:session", args=[place.project.pk, session.pk]),
            go=_("Open"),
        )
