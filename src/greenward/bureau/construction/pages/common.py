"""What the pages of projects and plots share: the work a reader sees, what they may do about it, the way
back to it, and the page of a form (Articles 12 to 19).

A project stands in the way back by its name, by which people know it; its number, which no two works
share, stands beside the name on top of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.casework.matters.parties import roles_shown
from greenward.bureau.casework.words import in_language
from greenward.web.answering import form_page

from .. import selectors
from ..course import Leg
from ..models import Plot, Project
from ..saying import article

FORM = "construction/form.html"
MARKS = {True: "satisfied", False: "breached", None: "unknown"}
"""How a condition of the law is marked: met, not met, not known."""
Crumb = tuple[str, str]
"""A page on the way to another: what it is called and where it is; the last has no address."""


# --- the work and who may do what about it ------------------------------------------------------


def project_of(request: HttpRequest, pk: int) -> Project:
    """A project the reader sees; Http404 for any other."""
    return get_object_or_404(selectors.projects(request.actor), pk=pk)


def plot_of(request: HttpRequest, pk: int) -> Plot:
    """A plot the reader sees; Http404 for any other."""
    return get_object_or_404(selectors.plots(request.actor), pk=pk)


def work_of(request: HttpRequest, subject: str, pk: int) -> Project | Plot:
    """A project or a plot the reader sees; Http404 for any other."""
    return project_of(request, pk) if subject == "project" else plot_of(request, pk)


def roles_of(actor: Actor, work: Project | Plot) -> frozenset[PartyRole]:
    """What an actor is in a project; nothing for a plot, which has no parties."""
    return roles_shown(actor, work.matter) if isinstance(work, Project) else frozenset()


def may(actor: Actor, work: Project | Plot, act: str) -> bool:
    """Whether an act on a work is the actor's, by post or as a party."""
    return actor.may(act, work.area.path, roles_of(actor, work))


def offered(actor: Actor, project: Project, act: str) -> bool:
    """Whether a page offers an act: it is the actor's and the project still runs."""
    return project.matter.closed_at is None and may(actor, project, act)


def check_may(actor: Actor, work: Project | Plot, act: str) -> None:
    """Raises PermissionDenied for whoever may not do an act on a work."""
    check_post(may(actor, work, act))


def check_post(allowed: bool) -> None:
    """Raises PermissionDenied in the words of the house where something is not allowed."""
    if not allowed:
        raise PermissionDenied(_("Your duty post does not include this act."))


# --- the way back and the page of a form --------------------------------------------------------


def url_of(work: Project | Plot) -> str:
    return reverse(f"construction:{work.subject.value}", args=[work.pk])


def to_projects() -> Crumb:
    return _("Projects"), reverse("construction:projects")


def to_plots() -> Crumb:
    return _("Plots of land"), reverse("construction:plots")


def crumbs(work: Project | Plot, *further: Crumb) -> list[Crumb]:
    """The way to a page about a work: the list, the work itself, and what lies between."""
    every = to_projects() if isinstance(work, Project) else to_plots()
    return [every, (work.name, url_of(work)), *further]


def form_of(
    work: Project | Plot, heading: str, through: Sequence[Crumb] = (), **more: Any
) -> dict[str, Any]:
    """What the page of a form about a work shows around it; `through` lie between the two, and one
    goes back to the last of them."""
    way = crumbs(work, *through)
    around = {"work": work, "heading": heading, "crumbs": [*way, (heading, "")], "back": way[-1][1]}
    return around | more


def on_work(
    request: HttpRequest,
    work: Project | Plot,
    form: BaseForm,
    heading: str,
    *through: Crumb,
    template: str = FORM,
    **more: Any,
) -> HttpResponse:
    """The page of a form about a project or plot; `more` are its `go` (the button) and `lede`."""
    return form_page(request, template, form, **form_of(work, heading, through, **more))


def grounds(leg: Leg) -> list[dict[str, Any]]:
    """What a gate requires, ground by ground, and how each stands today."""
    return [
        {
            "mark": MARKS[found.truth],
            "text": capfirst(in_language(found.ground.text)),
            "article": article(found.ground.article, found.ground.instrument),
            "asked": found.asked.truth is not False,
        }
        for found in leg.hearing.findings
    ]
