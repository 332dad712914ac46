"""Pages about who can sign in: the list, a new sign-in, one person with what they hold."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from greenward.bureau.accounts.models import User
from greenward.web.answering import form_page, form_view, refusing, sent, status_of

from .. import rules, second_factors, selectors, sign_ins
from ..forms import (
    MembershipForm,
    PeopleFilter,
    PersonForm,
    ProposalForm,
    RulesFilter,
    SubjectForm,
)
from .common import crumbs, require

PAGE = 50


@login_required
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The people an administrator, director or auditor looks after."""
    form = PeopleFilter(request.GET)
    tab = request.GET.get("tab", "open")
    tab = tab if tab in selectors.TABS else "open"
    text = form.cleaned_data["text"] if form.is_valid() else ""
    found = selectors.people(request.actor, tab=tab, text=text)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "lines": selectors.lines(page.object_list),
        "tabs": _tabs(tab),
        "tab": tab,
        "proposals": selectors.proposals(request.actor),
        "may_confirm": request.actor.may("appoint"),
        "may_make": request.actor.may("propose_post"),
    }
    return render(request, "people/people.html", context)


def _tabs(tab: str) -> list[tuple[str, str, bool]]:
    names = {
        "open": _("All"),
        "ends": _("Post ends soon"),
        "stale": _("No longer needed?"),
        "closed": _("Closed"),
    }
    return [(name, f"?tab={key}", key == tab) for key, name in names.items()]


@login_required
@form_view
def new(request: HttpRequest) -> HttpResponse:
    """A new sign-in; its password is shown once, on the answer."""
    require(request, "propose_post")
    form = PersonForm(*sent(request))
    if form.is_valid():
        password = sign_ins.a_password(User(**form.cleaned_data))
        with refusing(form):
            user = sign_ins.create_user(request.actor, password=password, **form.cleaned_data)
            return person_page(request, user, given=password)
    return form_page(request, "people/new.html", form, crumbs=crumbs((_("New sign-in"), "")))


@login_required
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: what they hold and held, and what can be done."""
    return person_page(request, looked_after(request, pk))


def looked_after(request: HttpRequest, pk: int) -> User:
    """A person the reader looks after, else Http404."""
    found = selectors.person(request.actor, pk)
    if found is None:
        raise Http404(_("You look after nobody under this number."))
    return found


def person_page(
    request: HttpRequest, user: User, given: str = "", **forms: BaseForm
) -> HttpResponse:
    """The page of a person; `given` is a password shown this once, `forms` what was just sent."""
    actor = request.actor
    line = selectors.lines(selectors.people_by_key(user.pk))[0]
    held = user.posts.select_related("area").order_by("-first_day", "-pk")
    context = {
        "person": user,
        "line": line,
        "given": given,
        "posts": [(post, not selectors.is_over(post)) for post in held],
        "companies": [
            (member, not selectors.is_over(member))
            for member in user.memberships.select_related("organisation").order_by("-first_day")
        ],
        "proposals": selectors.proposals(actor).filter(user=user),
        "may": {act: actor.may(act) for act in ("propose_post", "end_post", "appoint")},
        "mine": actor.user is not None and actor.user.pk == user.pk,
        "locked": any(tag.tone == "bad" for tag in line.tags),
        "crumbs": crumbs((str(user), "")),
        "proofs": second_factors.held_by(user) if actor.may("reset_second_factor") else None,
        **_forms(request),
        **forms,
    }
    return render(request, "people/person.html", context, status=status_of(*forms.values()))


def _forms(request: HttpRequest) -> dict[str, BaseForm]:
    forms: dict[str, BaseForm] = {}
    if request.actor.may("propose_post"):
        forms |= {"proposal": ProposalForm(request.actor), "membership": MembershipForm()}
    if request.actor.may("register_subject") and settings.ISSUERS:
        forms["subject"] = SubjectForm()
    return forms


@login_required
@require_GET
def who_may(request: HttpRequest) -> HttpResponse:
    """Who may do what: the one table of the house, in words."""
    form = RulesFilter(rules.holders(), request.GET)
    who = form.cleaned_data["who"] if form.is_valid() else ""
    chapters = rules.chapters(request.actor, who)
    context = {"filter": form, "chapters": chapters, "who": dict(rules.holders()).get(who, "")}
    return render(request, "people/rules.html", context)
