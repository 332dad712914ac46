"""The kinds of matter of chapter VI, with the acts that move them and what each state waits for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import PartyRole, Role
from greenward.bureau.casework.matters.forms import Plain, Reason, Remark
from greenward.bureau.casework.matters.kinds import Kind, State, Transition, Wait

from .checks import check_expired

CLOCK = "correction"
"""The clock of the time to correct, from the recorded day of service."""

CORRECTION = Kind(
    name="correction",
    code="ZG",
    title=_("order to correct"),
    opens="draft_order",
    initial="drafted",
    states={
        "drafted": State(_("drafted"), waits=(Wait("issue_order", Role.DIRECTOR),)),
        "returned": State(_("sent back"), waits=(Wait("draft_order", Role.OFFICER),)),
        "issued": State(_("issued, to be served")),
        "served": State(
            _("served, the time to correct runs"),
            waits=(
                Wait("report_correction", PartyRole.OWNER, clock=CLOCK),
                Wait("report_correction", PartyRole.MANAGER, clock=CLOCK),
            ),
        ),
        "reported": State(
            _("correction reported"), waits=(Wait("confirm_correction", Role.OFFICER),)
        ),
        "expired": State(_("expired without correction")),
        "corrected": State(_("corrected")),
        "withdrawn": State(_("withdrawn")),
    },
    final=frozenset({"expired", "corrected", "withdrawn"}),
    transitions=(
        Transition("issue_order", ("drafted",), "issued"),
        Transition("return_order", ("drafted",), "returned", form=Reason, main=False),
        Transition("draft_order", ("returned",), "drafted", form=Remark),
        Transition("drop_order", ("drafted", "returned"), "withdrawn", form=Reason, main=False),
        Transition("serve_order", ("issued",), "served"),
        Transition(
            "report_correction",
            ("served",),
            "reported",
            form=f"{__package__}.forms.ReportForm",
            service=f"{__package__}.correcting.report",
        ),
        Transition(
            "confirm_correction",
            ("served", "reported"),
            "corrected",
            form=f"{__package__}.forms.ConfirmForm",
            service=f"{__package__}.correcting.confirm",
        ),
        Transition("reject_correction", ("reported",), "served", form=Reason, main=False),
        Transition(
            "find_expired", ("served", "reported"), "expired", guard=check_expired, form=Plain
        ),
        Transition("withdraw_order", ("issued", "served", "reported"), "withdrawn"),
    ),
)
"""An order to correct a breach (Penalty Law, Article 28), on which the fines of Articles 48 to 57
wait. It is issued, served and taken back by its letters, whose hooks move the matter; the service
of an issued letter is a task of the letters' room."""
