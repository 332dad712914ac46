"""The green-building label as a certificate of a building (Articles 6 and 35): its star, by which
standard and at which stage, and three figures that a home buyer can feel.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from greenward.bureau.certificates.kinds import Item, Kind, Meaning
from greenward.trust.certificates import Value

from .models import Building

STARS = {1: "★", 2: "★★", 3: "★★★"}
STANDARDS = ("GB/T 50378-2019", "GB/T 50378-2019 (2024)", "GB/T 51141-2015")
DESIGN, AS_BUILT = "design", "as_built"
HOME = 90
"""Floor area of the home a buyer may think of, m²."""


def describe(building: Building) -> dict[str, Value]:
    return {"building": building.code or "", "name": building.name}


ITEMS = (
    Item("building", _("Building code"), given=True, longest=40),
    Item("name", _("Name of the building"), given=True, longest=200),
    Item("star", _("Star"), "number", choices=STARS),
    Item("standard", pgettext_lazy("of a label", "Standard"), choices={s: s for s in STANDARDS}),
    Item(
        "stage",
        pgettext_lazy("of a label", "Stage"),
        choices={
            DESIGN: _("by the drawings, before it was built"),
            AS_BUILT: _("by the finished building"),
        },
    ),
    Item("date", _("Day of the decision"), "date", longest=10),
    Item("kwh", _("Electricity a year"), "number", required=False, unit="kWh/(m²·a)"),
    Item("pm25", _("Fine dust indoors, mean of a year"), "number", required=False, unit="µg/m³"),
    Item("noise", _("Noise in the bedroom at night"), "number", required=False, unit="dB(A)"),
)
MEANINGS = (
    Meaning(
        _("One star is the first of three levels: all that is asked of every green building is met, and more in part."),
        {"star": 1},
    ),
    Meaning(
        _("Two stars are the middle of three levels: clearly better than a building that only meets the rules."),
        {"star": 2},
    ),
    Meaning(_("Three stars are the highest level there is."), {"star": 3}),
    Meaning(
        _("The drawings were judged. Ask for the label of the finished building before you take the keys."),
        {"stage": DESIGN},
    ),
    Meaning(_("The building as it stands was judged, not only its drawings."), {"stage": AS_BUILT}),
    Meaning(
        _("A home of 90 m² here is expected to use about {kwh} kWh of electricity a year."),
        times={"kwh": HOME},
    ),
    Meaning(
        _("Fine dust indoors stays at {pm25} µg/m³ on average over a year."), times={"pm25": 1}
    ),
    Meaning(_("In the bedroom at night it is no louder than {noise} dB(A)."), times={"noise": 1}),
)  # fmt: skip

LABEL = Kind(
    name="green_building_label",
    title=_("Green-building label"),
    model="registry.building",
    describe=describe,
    items=ITEMS,
    meanings=MEANINGS,
    headline=("name", "star"),
    find_by="code",
    find_label=_("Building code"),
)
