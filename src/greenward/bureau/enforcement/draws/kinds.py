"""A draw as a matter: planned, frozen, its values entered twice, drawn, published, closed.

Whoever plans does not freeze, and whoever enters the values first does not confirm them (four eyes,
`greenward.bureau.accounts.permissions.ACTS`). There is no way back from the frozen pool: a draw is
carried on or abandoned, and an abandoned one stays public.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import Role
from greenward.bureau.casework.matters.kinds import Kind, State, Transition, Wait
from greenward.law.language import Count, Period

PUBLICATION = Period(20, Count.WORKING_DAYS)
"""Open Government Information Regulations, Article 26."""

DRAW = Kind(
    name="draw",
    code="CQ",
    title=_("draw"),
    opens="plan_draw",
    initial="planned",
    states={
        "planned": State(_("planned"), waits=(Wait("freeze_draw", Role.DIRECTOR),)),
        "frozen": State(
            _("frozen, waiting for the public values"),
            waits=(Wait("enter_randomness", Role.OFFICER),),
        ),
        "entered": State(
            _("values entered once"), waits=(Wait("confirm_randomness", Role.DIRECTOR),)
        ),
        "compared": State(
            _("values entered by two people"), waits=(Wait("reveal_draw", Role.OFFICER),)
        ),
        "drawn": State(
            _("drawn, to be published"),
            waits=(Wait("publish_draw", Role.DIRECTOR, period=PUBLICATION),),
        ),
        "published": State(_("published"), waits=(Wait("close_draw", Role.OFFICER),)),
        "closed": State(_("closed")),
        "abandoned": State(_("abandoned")),
    },
    final=frozenset({"closed", "abandoned"}),
    transitions=(
        Transition("plan_draw", ("planned",), None),
        Transition("freeze_draw", ("planned",), "frozen"),
        Transition("enter_randomness", ("frozen", "compared"), "entered"),
        Transition("confirm_randomness", ("entered",), "compared"),
        Transition("reveal_draw", ("compared",), "drawn"),
        Transition("publish_draw", ("drawn",), "published"),
        Transition("substitute_draw", ("drawn", "published"), None),
        Transition("close_draw", ("published",), "closed"),
        Transition("abandon_draw", ("planned", "frozen", "entered", "compared"), "abandoned"),
    ),
    url="draws:draw",
)
