"""The kinds of matter of the handover: a buyer's inspection, which has the buyer alone as party until it
is handed in, and each defect found in it (Article 19, second paragraph)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.matters.forms import Plain, Reason, Remark
from greenward.bureau.casework.matters.kinds import Kind, State, Transition, Wait

from . import defects
from .forms.defects import RepairDayForm, RepairForm

INSPECTION = Kind(
    name="home_inspection",
    code="YF",
    title=_("inspection of a home by its buyer"),
    opens="begin_inspection",
    initial="going_on",
    states={
        "going_on": State(_("being gone through")),
        "handed_in": State(_("inspection handed in")),
    },
    final=frozenset({"handed_in"}),
    private=frozenset({"going_on"}),
    transitions=(Transition("hand_in_inspection", ("going_on",), "handed_in"),),
)

DEFECT = Kind(
    name="defect",
    code="QX",
    title=_("defect of a home"),
    opens="report_defect",
    initial="reported",
    states={
        "reported": State(
            _("to be repaired"),
            waits=(Wait(defects.REPAIR, PartyRole.DEVELOPER),),
        ),
        "repaired": State(
            _("repaired, to be confirmed by the buyer"),
            waits=(Wait("confirm_repair", PartyRole.BUYER),),
        ),
        "closed": State(_("defect repaired and confirmed")),
        "settled": State(_("settled by the authority")),
        "withdrawn": State(_("taken back by the buyer")),
    },
    final=frozenset({"closed", "settled", "withdrawn"}),
    transitions=(
        Transition(
            defects.REPAIR, ("reported",), "repaired", form=RepairForm, service=defects.repair
        ),
        Transition("confirm_repair", ("repaired",), "closed", form=Plain),
        Transition("reopen_defect", ("repaired",), "reported", form=Reason, service=defects.reopen),
        Transition(
            "set_repair_day",
            ("reported",),
            None,
            form=RepairDayForm,
            service=defects.set_day,
            main=False,
        ),
        Transition("settle_defect", ("reported", "repaired"), "settled", form=Reason, main=False),
        Transition(
            "withdraw_defect", ("reported", "repaired"), "withdrawn", form=Remark, main=False
        ),
    ),
)

KINDS = (INSPECTION, DEFECT)
