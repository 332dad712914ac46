"""The kinds of matter of chapter IV, with the acts that move them and what each state waits for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import PartyRole, Role
from greenward.bureau.casework.matters.forms import Plain, Reason
from greenward.bureau.casework.matters.kinds import Kind, State, Transition, Wait

from .submitting import accept, check_complete, submit

SUBMISSION = Kind(
    name="submission",
    code="BS",
    title=_("report of an energy act"),
    opens="prepare_submission",
    initial="prepared",
    states={
        "prepared": State(
            _("being prepared"),
            waits=(
                Wait("submit_evidence", PartyRole.OWNER, article="32"),
                Wait("submit_evidence", PartyRole.MANAGER, article="32"),
            ),
        ),
        "submitted": State(
            _("submitted, to be checked"),
            waits=(Wait("accept_evidence", Role.OFFICER, article="32"),),
        ),
        "accepted": State(_("accepted and on file")),
        "refused": State(_("not accepted")),
        "dropped": State(_("taken back")),
    },
    final=frozenset({"accepted", "refused", "dropped"}),
    transitions=(
        Transition(
            "submit_evidence",
            ("prepared",),
            "submitted",
            guard=check_complete,
            form=Plain,
            service=submit,
        ),
        Transition(
            "accept_evidence", ("submitted",), "accepted", article="32", form=Plain, service=accept
        ),
        Transition(
            "refuse_evidence", ("submitted",), "refused", article="32", form=Reason, main=False
        ),
        Transition("drop_submission", ("prepared", "submitted"), "dropped", form=Plain, main=False),
    ),
)
"""An owner reports an audit, measures or a retrofit with the documents that prove it; once an
officer has checked them the act is on file and the law counts it."""
