"""How casework speaks: the names of acts, the rows of the log, a refusal as one line of text."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenward.law.language import Text

ACTS = {
    "create_user": _("make a sign-in"),
    "set_password": _("give a new password"),
    "close_user": _("close a sign-in"),
    "unlock_user": _("unlock a sign-in"),
    "reset_second_factor": _("reset a second step"),
    "register_subject": _("register a sign-in of another site"),
    "remove_subject": _("remove a sign-in of another site"),
    "record_organisation": _("record an organisation"),
    "enrol": _("let a person act for an organisation"),
    "end_membership": _("end a membership"),
    "propose_post": _("propose a post"),
    "appoint": _("appoint to a post"),
    "decline_post": _("decline a proposed post"),
    "end_post": _("end a post"),
    "make_client": _("make a machine client"),
    "revoke_client": _("revoke a machine client"),
    "enter_homes": _("enter homes"),
    "claim_home": _("claim a home"),
    "record_area": _("record an area"),
    "import_buildings": _("import buildings"),
    "import_energy": _("import energy"),
    "import_projects": _("import projects in flight"),
    "undo_import": _("undo an import"),
    "save_import_profile": _("save a mapping profile"),
    "record_class": _("record a building's class"),
    "enter_standard": _("enter a row of a standard"),
    "confirm_standard": _("confirm a row of a standard"),
    "use_standard": _("put a standard to use"),
    "load_text": _("load an official text"),
    "draft_discretion": _("draft a discretion table"),
    "publish_discretion": _("publish a discretion table"),
    "enter_policy": _("enter an implementing policy"),
    "enter_holidays": _("enter holidays"),
    "publish_law": _("publish an edition of the law"),
    "assess": _("assess a city"),
    "record_energy_act": _("record an energy act"),
    "prepare_submission": _("prepare a report of an energy act"),
    "submit_evidence": _("submit the report"),
    "accept_evidence": _("accept the report"),
    "refuse_evidence": _("do not accept the report"),
    "drop_submission": _("take the report back"),
    "record_metering": _("record the state of metering"),
    "prepare_papers": _("prepare the papers of the handover"),
    "issue_paper": _("issue a paper of the handover"),
    "link_building": _("say which building a project became"),
    "record_handover": _("record a handover"),
    "give_papers": _("hand over a paper that was missing"),
    "file_receipt": _("file a signed receipt"),
    "sign_receipt": _("sign the receipt"),
    "enter_sale": _("enter a sale of homes"),
    "read_contract": _("enter what a sales contract states"),
    "prove_display": _("prove what the sales site shows"),
    "choose_sales_amount": _("choose the house sales amount"),
    "offer_appointment": _("offer a time to inspect a home"),
    "answer_appointment": _("answer an offered time"),
    "begin_inspection": _("begin the inspection of a home"),
    "note_item": _("note what was found in a home"),
    "hand_in_inspection": _("hand in the inspection of a home"),
    "report_defect": _("report a defect"),
    "set_repair_day": _("set the day to repair by"),
    "repair_defect": _("report the repair"),
    "confirm_repair": _("confirm the repair"),
    "reopen_defect": _("find the repair insufficient"),
    "withdraw_defect": _("take the defect back"),
    "settle_defect": _("settle the defect as the authority"),
    "open_plot": _("enter a plot"),
    "open_project": _("open a project"),
    "choose_regime": _("choose the day whose law applies"),
    "state_fact": _("state a fact"),
    "record_decision": _("record a decision of another authority"),
    "enter_qualification": _("enter a qualification"),
    "revoke_qualification": _("record that a qualification was taken away"),
    "commission_evaluation": _("commission the conformity assessment"),
    "declare_independence": _("declare the agency's independence"),
    "enter_measurements": _("enter what the assessment measured"),
    "issue_conformity_report": _("sign and issue the conformity report"),
    "withdraw_evaluation": _("withdraw the conformity assessment"),
    "check_report": _("record the check of a conformity report"),
    "enter_tests": _("enter tests of air or sound"),
    "judge_tests": _("judge the tests anew"),
    "record_site": _("record what happened on the site"),
    "report_demand": _("report a demand to violate standards"),
    "hold_acceptance": _("hold the special acceptance"),
    "write_acceptance": _("fill in the special acceptance"),
    "sign_acceptance": _("sign the special acceptance"),
    "issue_acceptance_report": _("issue the report of the special acceptance"),
    "spot_check": _("record a spot check"),
    "record_procurement": _("record a tender document or contract"),
    "find_clause": _("note or lift a finding about a clause"),
    "change_developer": _("record another developer of the project"),
    "join_project": _("let a party join the project"),
    "leave_project": _("let a party leave the project"),
    "engage": _("name who answers for a party's work"),
    "end_engagement": _("end an engagement"),
    "sign_commitment": _("sign the commitment to lifelong responsibility"),
    "file_commitment": _("file a signed commitment"),
    "observe_party": _("record how a party works"),
    "hold_project": _("hold the project"),
    "release_project": _("lift the hold"),
    "close_project": _("close the project"),
    "begin_land": _("begin the land contract or allocation decision"),
    "grant_land": _("conclude the contract or make the decision"),
    "refuse_land": _("decline the contract or decision"),
    "apply": _("hand in an application"),
    "take_back_application": _("take the application back"),
    "drop_land": _("give up the land contract or allocation decision"),
    "accept_planning": _("accept the file"),
    "grant_planning": _("grant the permit"),
    "refuse_planning": _("refuse the permit"),
    "accept_housing": _("accept the file for decision"),
    "grant_housing": _("grant what was applied for"),
    "refuse_housing": _("refuse what was applied for"),
    "grant_drawing": _("issue the drawing review certificate"),
    "refuse_drawing": _("return the drawings"),
    "grant_own": _("record the pass"),
    "refuse_own": _("record the failure"),
    "draft_order": _("draft an order to correct"),
    "issue_order": _("issue the order to correct"),
    "return_order": _("send the draft back"),
    "serve_order": _("record the service of the order"),
    "report_correction": _("report the correction"),
    "confirm_correction": _("confirm the correction"),
    "reject_correction": _("find the correction insufficient"),
    "find_expired": _("find that the order expired"),
    "drop_order": _("drop the draft"),
    "withdraw_order": _("withdraw the order"),
    "plan_draw": _("plan a draw"),
    "freeze_draw": _("freeze and announce the draw"),
    "enter_randomness": _("enter the public values"),
    "confirm_randomness": _("enter the public values a second time"),
    "reveal_draw": _("reveal the code and draw"),
    "publish_draw": _("publish the result of the draw"),
    "substitute_draw": _("draw a substitute"),
    "close_draw": _("close the draw"),
    "abandon_draw": _("abandon the draw"),
    "request_correction": _("ask for what is missing"),
    "draft_answer": _("keep a draft of an answer"),
    "answer_request": _("answer what was asked for"),
    "withdraw_request": _("withdraw a request for what is missing"),
    "file_document": _("file a document"),
    "redact_document": _("file a redacted copy"),
    "label_document": _("change who may open a document"),
    "open_document": _("open an internal or personal document"),
    "replace_infected": _("a virus was found: file the document anew"),
    "find_virus": _("lock away a document with a virus"),
    "reveal_personal": _("look behind a mask"),
    "see_data_map": _("see the map of personal data"),
    "ask_privacy": _("ask about one's own data"),
    "answer_privacy": _("answer a request about personal data"),
    "purge_personal": _("delete what is past its time"),
    "comment": _("remark"),
    "take_matter": _("take up a matter"),
    "assign_matter": _("give a matter to an officer"),
    "hand_over": _("hand matters over"),
    "change_party": _("change the parties of a matter"),
    "ask_extension": _("ask for more time"),
    "grant_extension": _("grant more time"),
    "refuse_extension": _("refuse more time"),
    "remind": _("remind"),
    "escalate": _("tell the director"),
    "settle_escalation": _("settle what the director was told"),
    "name_writers": _("say who writes the chapters"),
    "begin_stage": _("record when a stage began"),
    "draft_chapter": _("write at the green chapter"),
    "submit_chapter": _("hand in the green chapter"),
    "review_chapter": _("review the green chapter"),
    "record_land": _("record a paper of the plot"),
    "record_special_plan": _("record a special plan"),
    "record_annual_plan": _("record the year's plan"),
    "record_actual": _("record what was reached"),
    "order_correction": _("order a correction"),
    "record_penalty": _("record a penalty"),
    "prepare_certificate": _("prepare a certificate"),
    "issue_certificate": _("issue a certificate"),
    "discard_certificate": _("discard a prepared certificate"),
    "revoke_certificate": _("revoke a certificate"),
    "back_up": _("make a backup"),
    "restore": _("restore a backup"),
    "name_authority": _("say who signs letters"),
    "write_letter": _("write a letter"),
    "discard_letter": _("discard a draft letter"),
    "send_letter": _("send a letter"),
    "issue_letter": _("issue a letter"),
    "begin_service": _("begin the service of a letter"),
    "serve_letter": _("serve a letter"),
    "fail_service": _("record that service failed"),
    "open_letter": _("open a letter for the first time"),
    "confirm_letter": _("confirm having read a letter"),
    "give_consent": _("consent to electronic service"),
    "withdraw_consent": _("withdraw the consent to electronic service"),
    "note_bounce": _("note that an e-mail came back"),
    "print_volume": _("bind a matter into one volume"),
    "export": _("take a list away"),
}
"""What each act that is logged is called."""

READS = {
    "see_buildings": _("read the register"),
    "see_matters": _("read matters"),
    "see_inbox": _("read the inbox"),
    "see_audit": _("read the log of acts"),
    "see_security": _("read the security events"),
    "see_people": _("read who holds which post"),
}
"""What is only read, and so not logged, but given to posts and machine clients like an act."""


def in_language(text: Text) -> str:
    """A text of the law room in the language of the page."""
    return text.in_(get_language() or "zh")


SECURITY = {
    "act_refused": _("act refused"),
    "act_unfit": _("act that did not fit"),
    "act_failed": _("act that failed"),
    "signed_in": _("signed in"),
    "signed_out": _("signed out"),
    "sign_in_failed": _("sign-in failed"),
    "sign_in_locked": _("sign-in locked"),
    "sign_in_refused": _("sign-in refused"),
    "second_factor_added": _("second factor added"),
    "second_factor_removed": _("second factor removed"),
    "password_changed": _("password changed"),
    "sessions_ended": _("sessions ended"),
}
"""What each security event is called."""


def event_name(name: str) -> str:
    return str(SECURITY.get(name, name))


def act_name(act: str) -> str:
    return str(ACTS.get(act) or READS.get(act, act))


def subject_name(subject: tuple[str, str]) -> str:
    """The subject of an act by its kind and number: ``building 17``."""
    label, pk = subject
    if not label:
        return ""
    return f"{apps.get_model(label)._meta.verbose_name} {pk}"


def details(payload: dict[str, Any]) -> str:
    """What an act noted, as ``name: value`` in a row; empty values are left out."""
    return " · ".join(f"{name}: {_plain(value)}" for name, value in payload.items() if _said(value))


def _said(value: Any) -> bool:
    return value not in (None, "", [], {})


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "(" + details(value) + ")"
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    return str(value)


def in_words(error: ValidationError) -> str:
    """The messages in a row, each of a field with its field's name."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        " ".join(messages) if field == NON_FIELD_ERRORS else f"{field}: {' '.join(messages)}"
        for field, messages in error.message_dict.items()
    )
