"""Who may do which act: the one table of the house. An act that is not in it cannot be done.

In which state of a matter an act may be done stands beside it in the matter's kind
(`greenward.bureau.casework.matters.kinds`); the page "who may do what" shows both together.
"""

from __future__ import annotations

from dataclasses import dataclass

from .models import PartyRole, Role, Standing


@dataclass(frozen=True)
class Rule:
    """Who may do one act.

    Holders of one of `posts` in the area of the act, and whoever is one of `parties`: a member of
    an organisation in its matter or of its building, or somebody by their standing; but nobody who
    did one of the acts `not_by` in the same matter (four eyes). A rule without both is for the
    operator at the console alone.
    """

    posts: frozenset[Role] = frozenset()
    parties: frozenset[PartyRole | Standing] = frozenset()
    not_by: frozenset[str] = frozenset()


def rule(*who: Role | PartyRole | Standing, not_by: tuple[str, ...] = ()) -> Rule:
    """A rule for these posts, parties and standings."""
    return Rule(
        frozenset(one for one in who if isinstance(one, Role)),
        frozenset(one for one in who if not isinstance(one, Role)),
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
PROJECT_PARTIES = (
    PartyRole.DEVELOPER,
    PartyRole.CONSULTANT,
    PartyRole.DESIGNER,
    PartyRole.DRAWING_REVIEWER,
    PartyRole.CONTRACTOR,
    PartyRole.SUPERVISOR,
    PartyRole.EVALUATOR,
    PartyRole.LABORATORY,
)
"""Those who take part in a construction project (Articles 8, 13 to 17)."""
ACCEPTING_PARTIES = (
    PartyRole.DEVELOPER,
    PartyRole.DESIGNER,
    PartyRole.CONTRACTOR,
    PartyRole.SUPERVISOR,
)
"""The four who hold the special acceptance together (Article 16)."""
CHAPTER_PARTIES = (
    PartyRole.DEVELOPER,
    PartyRole.CONSULTANT,
    PartyRole.DESIGNER,
    PartyRole.CONTRACTOR,
)
"""Those who may have to write a green chapter (Article 13); the authority says who at which stage."""
CONSOLE = rule()
"""No post: the operator at the console alone, since the act reaches beyond any one area."""

ACTS: dict[str, Rule] = {
    "see_buildings": rule(*OFFICIALS),
    "see_audit": rule(Role.AUDITOR, Role.DIRECTOR),
    "see_security": rule(Role.SECURITY, Role.AUDITOR),
    "see_people": rule(Role.SECURITY, Role.SYSTEM, Role.DIRECTOR, Role.AUDITOR),
    "create_user": rule(Role.SECURITY, Standing.COMPANY_ADMINISTRATOR),
    "set_password": rule(Role.SECURITY),
    "close_user": rule(Role.SECURITY),
    "unlock_user": rule(Role.SECURITY),
    "reset_second_factor": rule(Role.SYSTEM),
    "register_subject": rule(Role.SYSTEM),
    "remove_subject": rule(Role.SYSTEM),
    "record_organisation": rule(Role.SECURITY),
    "enrol": rule(Role.SECURITY, Standing.COMPANY_ADMINISTRATOR),
    "end_membership": rule(Role.SECURITY, Standing.COMPANY_ADMINISTRATOR),
    "propose_post": rule(Role.SECURITY),
    "appoint": rule(Role.DIRECTOR, not_by=("propose_post",)),
    "decline_post": rule(Role.DIRECTOR, Role.SECURITY),
    "end_post": rule(Role.DIRECTOR, Role.SECURITY),
    "make_client": rule(Role.SECURITY),
    "revoke_client": rule(Role.SECURITY),
    "enter_homes": rule(Role.REGISTRAR, PartyRole.OWNER, PartyRole.DEVELOPER),
    "claim_home": rule(Standing.SELF),
    "record_area": CONSOLE,
    "import_buildings": rule(Role.REGISTRAR),
    "import_energy": rule(Role.REGISTRAR),
    "import_projects": rule(Role.REGISTRAR),
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
    "prepare_papers": rule(PartyRole.DEVELOPER),
    "issue_paper": rule(PartyRole.DEVELOPER),
    "link_building": rule(Role.OFFICER, PartyRole.DEVELOPER),
    "record_handover": rule(PartyRole.DEVELOPER),
    "give_papers": rule(PartyRole.DEVELOPER),
    "file_receipt": rule(PartyRole.DEVELOPER),
    "sign_receipt": rule(PartyRole.OWNER, PartyRole.MANAGER, PartyRole.BUYER),
    "enter_sale": rule(PartyRole.DEVELOPER),
    "read_contract": rule(Role.OFFICER, PartyRole.DEVELOPER),
    "prove_display": rule(Role.OFFICER, PartyRole.DEVELOPER),
    "choose_sales_amount": rule(Role.OFFICER),
    "offer_appointment": rule(PartyRole.DEVELOPER),
    "answer_appointment": rule(PartyRole.BUYER),
    "begin_inspection": rule(PartyRole.BUYER),
    "note_item": rule(PartyRole.BUYER),
    "hand_in_inspection": rule(PartyRole.BUYER),
    "report_defect": rule(PartyRole.BUYER),
    "set_repair_day": rule(Role.OFFICER, PartyRole.DEVELOPER),
    "repair_defect": rule(PartyRole.DEVELOPER),
    "confirm_repair": rule(PartyRole.BUYER),
    "reopen_defect": rule(PartyRole.BUYER),
    "withdraw_defect": rule(PartyRole.BUYER),
    "settle_defect": rule(Role.OFFICER),
    "open_plot": rule(Role.PLANNING),
    "open_project": rule(Role.OFFICER, Role.PLANNING, PartyRole.DEVELOPER),
    "choose_regime": rule(Role.OFFICER),
    "state_fact": rule(Role.OFFICER, Role.PLANNING, *PROJECT_PARTIES),
    "record_decision": rule(Role.OFFICER, Role.PLANNING),
    "enter_qualification": rule(Role.OFFICER, Role.REGISTRAR),
    "revoke_qualification": rule(Role.OFFICER, Role.REGISTRAR),
    "commission_evaluation": rule(PartyRole.DEVELOPER),
    "declare_independence": rule(PartyRole.EVALUATOR),
    "enter_measurements": rule(PartyRole.EVALUATOR),
    "issue_conformity_report": rule(PartyRole.EVALUATOR),
    "withdraw_evaluation": rule(PartyRole.EVALUATOR, PartyRole.DEVELOPER),
    "check_report": rule(Role.OFFICER),
    "enter_tests": rule(PartyRole.LABORATORY, PartyRole.DEVELOPER, PartyRole.CONTRACTOR),
    "judge_tests": rule(Role.OFFICER, *PROJECT_PARTIES),
    "record_site": rule(Role.OFFICER, *PROJECT_PARTIES),
    "report_demand": rule(
        Role.OFFICER,
        PartyRole.CONSULTANT,
        PartyRole.DESIGNER,
        PartyRole.CONTRACTOR,
        PartyRole.SUPERVISOR,
    ),
    "hold_acceptance": rule(PartyRole.DEVELOPER),
    "write_acceptance": rule(*ACCEPTING_PARTIES),
    "sign_acceptance": rule(*ACCEPTING_PARTIES),
    "issue_acceptance_report": rule(PartyRole.DEVELOPER),
    "spot_check": rule(Role.OFFICER),
    "record_procurement": rule(PartyRole.DEVELOPER),
    "find_clause": rule(Role.OFFICER),
    "change_developer": rule(Role.OFFICER),
    "join_project": rule(Role.OFFICER, PartyRole.DEVELOPER),
    "leave_project": rule(Role.OFFICER, PartyRole.DEVELOPER),
    "engage": rule(Role.OFFICER, *PROJECT_PARTIES),
    "end_engagement": rule(Role.OFFICER, *PROJECT_PARTIES),
    "sign_commitment": rule(*PROJECT_PARTIES),
    "file_commitment": rule(Role.OFFICER, *PROJECT_PARTIES),
    "observe_party": rule(Role.OFFICER),
    "hold_project": rule(Role.OFFICER, Role.DIRECTOR),
    "release_project": rule(Role.OFFICER, Role.DIRECTOR),
    "close_project": rule(Role.OFFICER),
    "begin_land": rule(Role.PLANNING),
    "grant_land": rule(Role.PLANNING),
    "refuse_land": rule(Role.PLANNING),
    "apply": rule(PartyRole.DEVELOPER),
    "take_back_application": rule(PartyRole.DEVELOPER),
    "drop_land": rule(Role.PLANNING),
    "accept_planning": rule(Role.PLANNING),
    "grant_planning": rule(Role.PLANNING),
    "refuse_planning": rule(Role.PLANNING),
    "accept_housing": rule(Role.OFFICER),
    "grant_housing": rule(Role.OFFICER),
    "refuse_housing": rule(Role.OFFICER),
    "grant_drawing": rule(PartyRole.DRAWING_REVIEWER),
    "refuse_drawing": rule(PartyRole.DRAWING_REVIEWER),
    "grant_own": rule(PartyRole.DEVELOPER),
    "refuse_own": rule(PartyRole.DEVELOPER),
    "name_writers": rule(Role.DIRECTOR, Role.PLANNING),
    "begin_stage": rule(Role.OFFICER, Role.PLANNING, PartyRole.DEVELOPER),
    "draft_chapter": rule(Role.OFFICER, *CHAPTER_PARTIES),
    "submit_chapter": rule(Role.OFFICER, *CHAPTER_PARTIES),
    "review_chapter": rule(Role.PLANNING, not_by=("draft_chapter", "submit_chapter")),
    "record_land": rule(Role.PLANNING),
    "record_special_plan": rule(Role.OFFICER, Role.DIRECTOR),
    "record_annual_plan": rule(Role.OFFICER, Role.DIRECTOR),
    "record_actual": rule(Role.OFFICER, Role.DIRECTOR),
    "order_correction": rule(Role.OFFICER),
    "draft_order": rule(Role.OFFICER),
    "issue_order": rule(Role.DIRECTOR, not_by=("draft_order",)),
    "return_order": rule(Role.DIRECTOR),
    "serve_order": rule(Role.OFFICER),
    "report_correction": rule(PartyRole.OWNER, PartyRole.MANAGER),
    "confirm_correction": rule(Role.OFFICER),
    "reject_correction": rule(Role.OFFICER),
    "find_expired": rule(Role.OFFICER),
    "drop_order": rule(Role.OFFICER, Role.DIRECTOR),
    "withdraw_order": rule(Role.OFFICER, Role.DIRECTOR),
    "record_penalty": rule(Role.OFFICER),
    "plan_draw": rule(Role.OFFICER),
    "freeze_draw": rule(Role.DIRECTOR, not_by=("plan_draw",)),
    "enter_randomness": rule(Role.OFFICER, Role.REVIEWER, not_by=("confirm_randomness",)),
    "confirm_randomness": rule(
        Role.OFFICER, Role.DIRECTOR, Role.REVIEWER, not_by=("enter_randomness",)
    ),
    "reveal_draw": rule(Role.OFFICER, Role.DIRECTOR),
    "publish_draw": rule(Role.DIRECTOR),
    "substitute_draw": rule(Role.OFFICER, Role.DIRECTOR),
    "close_draw": rule(Role.OFFICER, Role.DIRECTOR),
    "abandon_draw": rule(Role.DIRECTOR),
    "request_correction": rule(*CASE_OFFICERS),
    "draft_answer": rule(*PartyRole),
    "answer_request": rule(*PartyRole),
    "withdraw_request": rule(*CASE_OFFICERS),
    "file_document": rule(*CASE_OFFICERS, *PartyRole),
    "redact_document": rule(*CASE_OFFICERS),
    "label_document": rule(*CASE_OFFICERS),
    "open_document": rule(*OFFICIALS, *PartyRole),
    "replace_infected": rule(*CASE_OFFICERS, *PartyRole),
    "find_virus": CONSOLE,
    "reveal_personal": rule(*CASE_OFFICERS, Role.AUDITOR, Role.SECURITY),
    "see_data_map": rule(Role.SECURITY, Role.AUDITOR),
    "ask_privacy": rule(Standing.SELF),
    "answer_privacy": rule(Role.SECURITY),
    "purge_personal": CONSOLE,
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

CLIENT_READS = ("see_matters", "see_inbox")
"""Reads every machine client may be given; what it then sees is what its post or company sees."""
CLIENT_SCOPES = ("see_buildings", *CLIENT_READS, "see_audit", "import_buildings", "import_energy")
"""What a machine client may be given: to read, and to bring in lists. No decision is a machine's."""
CLIENT_ROLES = (*CASE_OFFICERS[1:], Role.REGISTRAR, Role.STANDARDS, Role.AUDITOR)
"""Posts a machine client may stand in for: none that decides about people or signs."""
