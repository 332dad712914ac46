"""The kinds of matter of chapter VI, with the acts that move them and what each state waits for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import PartyRole, Role
from greenward.bureau.casework.matters.kinds import Kind, State, Transition, Wait

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
        "issued": State(_("issued, to be served"), waits=(Wait("serve_order", Role.OFFICER),)),
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
        Transition("return_order", ("drafted",), "returned"),
        Transition("draft_order", ("returned",), "drafted"),
        Transition("serve_order", ("issued",), "served"),
        Transition("report_correction", ("served",), "reported"),
        Transition("confirm_correction", ("served", "reported"), "corrected"),
        Transition("reject_correction", ("reported",), "served"),
        Transition("find_expired", ("served", "reported"), "expired"),
        Transition("withdraw_order", ("drafted", "returned", "issued", "served"), "withdrawn"),
    ),
)
"""An order to correct a breach (Penalty Law, Article 28), on which the fines of Articles 48 to 57
wait. The text gives no number of days: the officer enters the day, counted from service."""
