"""Casework's own acts in a matter, whatever its kind: each with its form and when it fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from . import extensions, following, forms, handling, requests
from .asking import AnswerForm, RequestForm

if TYPE_CHECKING:
    from .reading import Standing


@dataclass(frozen=True)
class Own:
    """One act: the name of its address, the act of its rule, what it is called on a button.

    `fits` says whether there is something to do; who may do it is the rule's matter. `listed` acts
    stand among the matter's actions, the others beside the thing they are about.
    """

    name: str
    act: str
    label: Any
    form: type[forms.ActForm]
    service: Callable[..., object]
    fits: Callable[[Standing], bool]
    main: bool = False
    listed: bool = True


def _asked(standing: Standing) -> bool:
    return any(standing.is_mine(task) for task in standing.waits(requests.ANSWER))


def _free(standing: Standing) -> bool:
    matter, handler = standing.matter, standing.kind.handler
    return matter.officer_id is None and standing.actor.holds((handler,), matter.area.path)


OWN = (
    Own(
        "answer_request",
        "answer_request",
        _("Answer what was asked for"),
        AnswerForm,
        AnswerForm.serve,
        _asked,
        main=True,
    ),
    Own(
        "take_matter", "take_matter", _("Take it up"), forms.Plain, handling.take, _free, main=True
    ),
    Own(
        "grant_extension",
        "grant_extension",
        _("Grant more time"),
        forms.DecideForm,
        extensions.grant,
        lambda s: bool(s.extensions),
        main=True,
    ),
    Own(
        "refuse_extension",
        "refuse_extension",
        _("Refuse more time"),
        forms.RefuseForm,
        extensions.refuse,
        lambda s: bool(s.extensions),
        main=True,
    ),
    Own(
        "settle_escalation",
        "settle_escalation",
        _("Settle what you were told"),
        forms.Reason,
        following.settle,
        lambda s: bool(s.waits(following.SETTLE)),
        main=True,
    ),
    Own(
        "request_correction",
        "request_correction",
        _("Ask for what is missing"),
        RequestForm,
        requests.ask,
        lambda s: s.request is None and bool(requests.asked_roles(s.matter)),
    ),
    Own(
        "withdraw_request",
        "withdraw_request",
        _("Withdraw the request for what is missing"),
        forms.Remark,
        requests.withdraw,
        lambda s: s.request is not None,
    ),
    Own(
        "ask_extension",
        "ask_extension",
        _("Ask for more time"),
        forms.ExtensionForm,
        extensions.ask,
        lambda s: any(clock.due_on and clock.due_on >= s.today for clock in s.running),
    ),
    Own(
        "assign_matter",
        "assign_matter",
        _("Give it to an officer"),
        forms.AssignForm,
        handling.assign,
        lambda s: True,
    ),
    Own(
        "comment",
        "comment",
        _("Remark"),
        forms.CommentForm,
        handling.comment,
        lambda s: True,
        listed=False,
    ),
    Own(
        "add_party",
        "change_party",
        _("Add a party"),
        forms.AddPartyForm,
        handling.add_party,
        lambda s: True,
        listed=False,
    ),
    Own(
        "end_party",
        "change_party",
        _("A party leaves"),
        forms.EndPartyForm,
        handling.end_party,
        lambda s: True,
        listed=False,
    ),
    Own(
        "remind",
        "remind",
        _("Remind"),
        forms.TaskForm,
        following.remind,
        lambda s: bool(s.tasks),
        listed=False,
    ),
    Own(
        "escalate",
        "escalate",
        _("Tell the director"),
        forms.EscalateForm,
        following.escalate,
        lambda s: bool(s.tasks),
        listed=False,
    ),
)
"""In the order of the page; the first are what somebody waits for."""
