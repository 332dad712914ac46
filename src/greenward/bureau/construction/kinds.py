"""The kinds of matter of chapter II: the project, which stays open over its whole course, and one kind
of application for each way a gate is decided."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import PartyRole, Role
from greenward.bureau.casework.matters.forms import Plain, Reason, Remark
from greenward.bureau.casework.matters.kinds import Kind, State, Transition, Wait

from . import applying, deciding, missing, panel
from .application import CLOCK, longer, time_to_decide
from .forms.succession import DeveloperForm
from .holding import HELD, KIND, THROUGH, hold, inside, release, why_held
from .offices import DRAWING, HOUSING, LAND, OFFICES, OWN, PLANNING, Office
from .opening import check_children, close
from .responsibility.succession import change_developer

READERS = frozenset({Role.DIRECTOR, Role.AUDITOR, Role.OFFICER, Role.PLANNING})

PROJECT = Kind(
    name=KIND,
    code="XM",
    title=_("construction project"),
    opens="open_project",
    initial="running",
    states={
        "running": State(_("running")),
        HELD: State(_("held: nothing goes on")),
        "closed": State(_("closed")),
    },
    final=frozenset({"closed"}),
    transitions=(
        Transition("hold_project", ("running",), HELD, form=Reason, service=hold, main=False),
        Transition("release_project", (HELD,), "running", form=Reason, service=release),
        Transition(
            "close_project",
            ("running",),
            "closed",
            form=Plain,
            service=close,
            guard=check_children,
            main=False,
        ),
        Transition(
            "change_developer",
            ("running",),
            None,
            form=DeveloperForm,
            service=change_developer,
            main=False,
        ),
    ),
    readers=READERS,
    inside=inside,
    keeps=frozenset({PartyRole.DEVELOPER}),
    held=why_held,
    through=THROUGH,
    missing=missing.of_chapter,
    on_record=missing.chapter_on_record,
)

TITLES = {
    LAND.name: _("land contract or allocation decision"),
    PLANNING.name: _("application to the planning authority"),
    HOUSING.name: _("application to the housing authority"),
    DRAWING.name: _("review of drawings"),
    OWN.name: _("assessment, acceptance or filing"),
}


def application(office: Office) -> Kind:
    """The kind of matter of applications an office decides; each gate of the law is one of them."""
    grant, refuse = office.act("grant"), office.act("refuse")
    first = "handed_in" if office.accepts else "in_review"
    decide = Wait(grant, office.decider, clock=CLOCK, limit=time_to_decide)
    states = {
        "in_review": State(_("being decided"), waits=(decide,)),
        "granted": State(_("passed") if office.is_own else _("granted")),
        "refused": State(_("not passed") if office.is_own else _("decided against")),
        "taken_back": State(_("taken back")),
    }
    ways = [
        Transition(
            grant,
            ("in_review",),
            "granted",
            guard=deciding.check_open,
            form=Remark,
            service=deciding.grant,
        ),
        Transition(
            refuse,
            ("in_review",),
            "refused",
            guard=deciding.check_refusable,
            form=Reason,
            service=deciding.refuse,
        ),
        Transition(
            office.drops,
            tuple(dict.fromkeys((first, "in_review"))),
            "taken_back",
            form=Remark,
            service=applying.take_back,
            main=False,
        ),
    ]
    if office.accepts:
        accept = office.act("accept")
        wait = Wait.by_procedure(accept, office.decider, "completeness")
        states = {"handed_in": State(_("handed in"), waits=(wait,)), **states}
        ways.insert(
            0,
            Transition(accept, ("handed_in",), "in_review", form=Plain, service=applying.accept),
        )
    return Kind(
        name=office.kind,
        code=office.code,
        title=TITLES[office.name],
        opens=office.opens,
        initial=first,
        states=states,
        final=frozenset({"granted", "refused", "taken_back"}),
        transitions=tuple(ways),
        handler=office.decider if isinstance(office.decider, Role) else Role.OFFICER,
        readers=READERS,
        keeps=frozenset({PartyRole.DEVELOPER}),
        held=why_held,
        through=THROUGH,
        missing=missing.items,
        on_record=missing.on_record,
        on_asked=applying.asked,
        runs_on=frozenset({CLOCK}),
        longer=longer,
        panel=panel.panel,
    )


KINDS = (PROJECT, *map(application, OFFICES))
