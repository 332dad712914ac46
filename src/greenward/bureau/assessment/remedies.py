"""What is missing, who can supply it, and where on this site it is done.

An unknown verdict names the facts it lacks, each with the code of a reason. The reason decides
first (a value nobody confirmed waits on the standards desk), then the fact itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor


@dataclass(frozen=True)
class Remedy:
    """A way to supply what is missing: what to do, the act it takes, the page it is done on.

    `anchor` is the part of the building's page; without one `url_name` is a page of its own.
    """

    label: str | Promise
    act: str
    url_name: str = ""
    anchor: str = ""

    def link(self, actor: Actor, building: int) -> str:
        """Where the actor can do it, or "" when the duty post does not include it."""
        if not actor.may(self.act):
            return ""
        if self.anchor:
            return reverse("assessment:building", args=[building]) + "#" + self.anchor
        return reverse(self.url_name)


CONFIRM = Remedy(_("confirm the value on the standards desk"), "confirm_standard", "standards:desk")
ENTER = Remedy(_("enter the value from the standard"), "enter_standard", "standards:import")
USE = Remedy(_("put a standard in use"), "use_standard", "standards:in_use")
FIGURES = Remedy(_("import the year's energy figure or bills"), "import_energy", "registry:imports")
REGISTER = Remedy(_("complete the register"), "import_buildings", "registry:imports")
CLASS = Remedy(_("record the class of building"), "record_class", anchor="classes")
ENERGY_ACT = Remedy(_("record the act once it is on file"), "record_energy_act", anchor="acts")
METERING = Remedy(_("record the state of metering"), "record_metering", anchor="metering")

BY_REASON = {
    "unverified": CONFIRM,
    "unverified_factor": CONFIRM,
    "unverified_correction": CONFIRM,
    "ambiguous": CONFIRM,
    "no_row": ENTER,
    "no_guiding": ENTER,
    "no_factor": ENTER,
    "no_standard": USE,
    "no_figure": FIGURES,
    "no_year": FIGURES,
    "bills_incomplete": FIGURES,
    "no_energy_class": REGISTER,
    "no_floor_area": REGISTER,
}
BY_FACT = {
    "eui": FIGURES,
    "eui_last_year": FIGURES,
    "energy_reported": FIGURES,
    "audit_done": ENERGY_ACT,
    "measures_taken": ENERGY_ACT,
    "energy_retrofit_done": ENERGY_ACT,
    "submeters_installed": METERING,
    "monitoring_installed": METERING,
    "metering_operating": METERING,
    "data_transmitted": METERING,
    "large_public_recorded": CLASS,
    "fiscal_recorded": CLASS,
    "new_recorded": CLASS,
}


def remedy_of(fact: str, why: str) -> Remedy:
    """How a fact that is missing for a reason (a code, perhaps with what it concerns) is supplied."""
    code = why.partition(":")[0]
    return BY_REASON.get(code) or BY_FACT.get(fact) or REGISTER
