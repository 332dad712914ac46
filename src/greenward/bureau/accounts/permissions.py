"""Who may do which act: the one table of the house. An act that is not in it cannot be done.

In which state of a matter an act may be done stands beside it in the matter's kind
(`greenward.bureau.casework.matters.kinds`); the page "who may do what" shows both together.
"""

from __future__ import annotations

from dataclasses import dataclass

from .models import PartyRole, Role


@dataclass(frozen=True)
class Rule:
    """Who may do one act.

    Holders of one of `posts` in the area of the act, and members of an organisation that is one of
    `parties` in its matter; but nobody who did one of the acts `not_by` in the same matter (four
    eyes). A rule without both is for the operator at the console alone.
    """

    posts: frozenset[Role] = frozenset()
    parties: frozenset[PartyRole] = frozenset()
    not_by: frozenset[str] = frozenset()


def rule(*who: Role | PartyRole, not_by: tuple[str, ...] = ()) -> Rule:
    """A rule for these posts and parties."""
    return Rule(
        frozenset(one for one in who if isinstance(one, Role)),
        frozenset(one for one in who if isinstance(one, PartyRole)),
        frozenset(not_by),
    )


ADMINISTRATORS = frozenset({Role.SYSTEM, Role.SECURITY})
OFFICIALS = frozenset(Role) - ADMINISTRATORS
"""Posts about matters of the law; the administrators of the system see none of them."""
CASE_OFFICERS = (
    Role.DIRECTOR,
    Role.OFFICER,
    Role.REVIEWER,
    Role.PLANNING,
    Role.ECOLOGY,
    Role.MARKET,
    Role.FINANCE,
)
"""Posts that handle matters; which kinds each of them works on, the kinds' own acts say."""
CONSOLE = rule()
"""No post: the operator at the console alone, since the act reaches beyond any one area."""

ACTS: dict[str, Rule] = {
    "see_buildings": rule(*OFFICIALS),
    "see_audit": rule(Role.AUDITOR, Role.DIRECTOR),
    "create_user": rule(Role.DIRECTOR),
    "set_password": CONSOLE,
    "close_user": CONSOLE,
    "enrol": CONSOLE,
    "appoint": rule(Role.DIRECTOR),
    "end_post": rule(Role.DIRECTOR),
    "record_area": CONSOLE,
    "import_buildings": rule(Role.REGISTRAR),
    "import_energy": rule(Role.REGISTRAR),
    "undo_import": rule(Role.REGISTRAR),
    "save_import_profile": rule(Role.REGISTRAR),
    "record_class": rule(Role.REGISTRAR, Role.OFFICER),
    "enter_standard": rule(Role.STANDARDS),
    "confirm_standard": rule(Role.STANDARDS),
    "use_standard": rule(Role.STANDARDS),
    "load_text": rule(Role.STANDARDS, Role.DIRECTOR),
    "draft_discretion": rule(Role.STANDARDS),
    "publish_discretion": rule(Role.DIRECTOR),
    "enter_policy": rule(Role.STANDARDS, Role.DIRECTOR),
    "enter_holidays": rule(Role.STANDARDS, Role.DIRECTOR),
    "publish_law": rule(Role.DIRECTOR),
    "assess": rule(Role.DIRECTOR, Role.OFFICER),
    "record_energy_act": rule(Role.OFFICER),
    "prepare_submission": rule(PartyRole.OWNER, PartyRole.MANAGER),
    "submit_evidence": rule(PartyRole.OWNER, PartyRole.MANAGER),
    "accept_evidence": rule(Role.OFFICER),
    "refuse_evidence": rule(Role.OFFICER),
    "drop_submission": rule(PartyRole.OWNER, PartyRole.MANAGER),
    "record_metering": rule(Role.OFFICER),
    "order_correction": rule(Role.OFFICER),
    "draft_order": rule(Role.OFFICER),
    "issue_order": rule(Role.DIRECTOR, not_by=("draft_order",)),
    "return_order": rule(Role.DIRECTOR),
    "serve_order": rule(Role.OFFICER),
    "report_correction": rule(PartyRole.OWNER, PartyRole.MANAGER),
    "confirm_correction": rule(Role.OFFICER),
    "reject_correction": rule(Role.OFFICER),
    "find_expired": rule(Role.OFFICER),
    "withdraw_order": rule(Role.DIRECTOR),
    "record_penalty": rule(Role.OFFICER),
    "request_correction": rule(*CASE_OFFICERS),
    "draft_answer": rule(*PartyRole),
    "answer_request": rule(*PartyRole),
    "withdraw_request": rule(*CASE_OFFICERS),
    "file_document": rule(*CASE_OFFICERS, *PartyRole),
    "comment": rule(*CASE_OFFICERS, *PartyRole),
    "take_matter": rule(*CASE_OFFICERS),
    "assign_matter": rule(Role.DIRECTOR),
    "hand_over": rule(Role.DIRECTOR),
    "change_party": rule(*CASE_OFFICERS),
    "ask_extension": rule(*CASE_OFFICERS, *PartyRole),
    "grant_extension": rule(Role.DIRECTOR, not_by=("ask_extension",)),
    "refuse_extension": rule(Role.DIRECTOR),
    "remind": rule(*CASE_OFFICERS),
    "escalate": rule(*CASE_OFFICERS),
    "settle_escalation": rule(Role.DIRECTOR),
    "prepare_certificate": rule(Role.OFFICER, Role.REVIEWER),
    "issue_certificate": rule(Role.DIRECTOR, not_by=("prepare_certificate",)),
    "discard_certificate": rule(Role.OFFICER, Role.REVIEWER, Role.DIRECTOR),
    "revoke_certificate": rule(Role.DIRECTOR),
    "back_up": CONSOLE,
    "restore": CONSOLE,
    "name_authority": rule(Role.DIRECTOR),
    "write_letter": rule(*CASE_OFFICERS),
    "discard_letter": rule(*CASE_OFFICERS),
    "send_letter": rule(*CASE_OFFICERS),
    "issue_letter": rule(Role.DIRECTOR, not_by=("write_letter",)),
    "begin_service": rule(*CASE_OFFICERS),
    "serve_letter": rule(*CASE_OFFICERS),
    "fail_service": rule(*CASE_OFFICERS),
    "open_letter": rule(*PartyRole),
    "confirm_letter": rule(*PartyRole),
    "give_consent": rule(*CASE_OFFICERS, *PartyRole),
    "withdraw_consent": rule(*CASE_OFFICERS, *PartyRole),
    "note_bounce": rule(*CASE_OFFICERS),
    "print_volume": rule(*CASE_OFFICERS, Role.AUDITOR, *PartyRole),
    "export": rule(*OFFICIALS),
}
