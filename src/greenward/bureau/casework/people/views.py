"""Pages about people: who can sign in, one person, proposed posts, the own company, machine
clients, and who may do what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.accounts.models import Organisation, Role, User

from ..words import in_words
from . import clients, companies, posts, rules, second_factors, selectors, sign_ins
from .forms import (
    ClientForm,
    ColleagueForm,
    MembershipForm,
    PeopleFilter,
    PersonForm,
    ProposalForm,
    RulesFilter,
    SubjectForm,
)

PAGE = 50


def _require(request: HttpRequest, act: str) -> None:
    if not request.actor.may(act):
        raise PermissionDenied(_("Your duty post does not include this act."))


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("People"), reverse("people:list")), *more]


def _tried(form: BaseForm, does: Any) -> Any:
    """What an act gives, or None with its refusal put into the form."""
    try:
        return does()
    except ValidationError as error:
        known = hasattr(error, "error_dict") and set(error.error_dict) <= set(form.fields)
        form.add_error(
            None, error if known or not hasattr(error, "error_dict") else in_words(error)
        )
        return None


def _said(request: HttpRequest, does: Any, done: str) -> None:
    """Do an act asked for by a button, and say what came of it."""
    try:
        does()
    except ValidationError as error:
        messages.error(request, in_words(error))
    else:
        messages.success(request, done)


# --- people ---------------------------------------------------------------------------------


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
def new(request: HttpRequest) -> HttpResponse:
    """A new sign-in; its password is shown once, on the answer."""
    _require(request, "propose_post")
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = sign_ins.a_password(User(**form.cleaned_data))
        user = _tried(
            form,
            lambda: sign_ins.create_user(request.actor, password=password, **form.cleaned_data),
        )
        if user is not None:
            return _person(request, user, given=password)
    context = {"form": form, "crumbs": _crumbs((_("New sign-in"), ""))}
    return render(request, "people/new.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: what they hold and held, and what can be done."""
    return _person(request, _found(request, pk))


def _person(request: HttpRequest, user: User, given: str = "", **forms: Any) -> HttpResponse:
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
        "crumbs": _crumbs((str(user), "")),
        "proofs": second_factors.held_by(user) if actor.may("reset_second_factor") else None,
        **_person_forms(request),
        **forms,
    }
    refused = any(form.errors for form in forms.values())
    return render(request, "people/person.html", context, status=422 if refused else 200)


def _person_forms(request: HttpRequest) -> dict[str, BaseForm]:
    forms: dict[str, BaseForm] = {}
    if request.actor.may("propose_post"):
        forms |= {"proposal": ProposalForm(request.actor), "membership": MembershipForm()}
    if request.actor.may("register_subject") and settings.ISSUERS:
        forms["subject"] = SubjectForm()
    return forms


def _found(request: HttpRequest, pk: int) -> User:
    found = selectors.person(request.actor, pk)
    if found is None:
        raise Http404(_("You look after nobody under this number."))
    return found


@login_required
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    user = _found(request, pk)
    _require(request, "propose_post")
    form = ProposalForm(request.actor, request.POST)
    if form.is_valid():
        asked = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        if _tried(form, lambda: posts.propose(request.actor, user=user, **asked)):
            messages.success(request, _("Proposed. It holds once a director confirms it."))
            return redirect("people:person", pk=pk)
    return _person(request, user, proposal=form)


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or decline a proposed post, by the button that was pressed."""
    found = get_object_or_404(selectors.proposals(request.actor), pk=pk)
    does, done = _pressed(
        request.POST.get("decision"),
        confirm=(posts.confirm, _("The post is held now.")),
        decline=(posts.decline, _("The proposal is off.")),
    )
    _said(request, lambda: does(request.actor, found), done)
    return redirect("people:list")


def _pressed(button: str | None, **known: tuple[Any, str]) -> tuple[Any, str]:
    """The act a button stands for and what is said afterwards. Raises BadRequest for none."""
    if button not in known:
        raise BadRequest(button)
    return known[button]


@login_required
@require_POST
def end_post(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """End a post as of now: yesterday was its last day, or today where it began today."""
    found = get_object_or_404(_found(request, pk).posts, pk=post)
    day = max(timezone.localdate() - timedelta(days=1), found.first_day)
    _said(
        request,
        lambda: posts.end_post(request.actor, post=found, last_day=day),
        _("The post has ended."),
    )
    return redirect("people:person", pk=pk)


@login_required
@require_POST
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person act for a company, which is entered when its code is new."""
    user = _found(request, pk)
    _require(request, "propose_post")
    form = MembershipForm(request.POST)
    if form.is_valid() and _tried(form, lambda: _enrolled(request, user, form.cleaned_data)):
        messages.success(request, _("The person acts for the organisation from today."))
        return redirect("people:person", pk=pk)
    return _person(request, user, membership=form)


@transaction.atomic
def _enrolled(request: HttpRequest, user: User, asked: dict[str, Any]) -> Any:
    body = companies.record_organisation(
        request.actor, name=asked["organisation_name"], uscc=asked["uscc"]
    )
    return companies.enrol(
        request.actor,
        user=user,
        organisation=body,
        first_day=timezone.localdate(),
        manages=asked["manages"],
    )


@login_required
@require_POST
def end_membership(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    found = get_object_or_404(_found(request, pk).memberships, pk=member)
    day = timezone.localdate() - timedelta(days=1)
    _said(
        request,
        lambda: companies.end_membership(request.actor, found, last_day=day),
        _("The person no longer acts for the organisation."),
    )
    return redirect("people:person", pk=pk)


@login_required
@require_POST
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Unlock or close a sign-in, or give it a new password, by the button that was pressed."""
    user = _found(request, pk)
    _require(request, "close_user")
    asked = request.POST.get("does")
    if asked == "password":
        password = sign_ins.a_password(user)
        sign_ins.set_password(request.actor, user=user, password=password)
        return _person(request, user, given=password)
    does, done = _pressed(
        asked,
        unlock=(sign_ins.unlock, _("The person may try again.")),
        close=(sign_ins.close_user, _("The sign-in is closed.")),
    )
    _said(request, lambda: does(request.actor, user=user), done)
    return redirect("people:person", pk=pk)


# --- the own company ------------------------------------------------------------------------


@login_required
@require_GET
def company(request: HttpRequest) -> HttpResponse:
    """Who acts for the organisations the reader acts for."""
    return _company(request)


def _company(request: HttpRequest, given: str = "", form: Any = None) -> HttpResponse:
    members = list(selectors.colleagues(request.actor))
    bodies = {member.organisation_id: member.organisation for member in members}
    own = [
        {
            "body": body,
            "members": [member for member in members if member.organisation_id == key],
            "manages": key in request.actor.manages,
            "form": (form if form and form.body == key else ColleagueForm(auto_id=f"{key}-%s"))
            if key in request.actor.manages
            else None,
        }
        for key, body in bodies.items()
    ]
    context = {"own": own, "given": given, "form": form}
    return render(request, "people/company.html", context, status=422 if form else 200)


@login_required
@require_POST
def add_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """A new sign-in for a colleague; its password is shown once, on the answer."""
    body = get_object_or_404(Organisation, pk=pk, pk__in=request.actor.organisations)
    if pk not in request.actor.manages:
        raise PermissionDenied(_("Your organisation's administrator does this."))
    form = ColleagueForm(request.POST, auto_id=f"{pk}-%s")
    form.body = pk
    if form.is_valid():
        asked = form.cleaned_data
        shown = {key: asked[key] for key in ("username", "name", "email")}
        password = sign_ins.a_password(User(**shown))
        added = _tried(
            form,
            lambda: companies.add_colleague(request.actor, body, password=password, **asked),
        )
        if added:
            return _company(request, given=f"{added.user.username} / {password}")
    return _company(request, form=form)


@login_required
@require_POST
def end_colleague(request: HttpRequest, member: int) -> HttpResponse:
    found = get_object_or_404(selectors.colleagues(request.actor), pk=member)
    day = timezone.localdate() - timedelta(days=1)
    _said(
        request,
        lambda: companies.end_membership(request.actor, found, last_day=day),
        _("The person no longer acts for the organisation."),
    )
    return redirect("people:company")


# --- machine clients ------------------------------------------------------------------------


@login_required
@require_GET
def machines(request: HttpRequest) -> HttpResponse:
    """The programs that have a token."""
    _require(request, "make_client")
    return _machines(request)


def _machines(request: HttpRequest, token: str = "") -> HttpResponse:
    lines = selectors.client_lines(selectors.clients(request.actor))
    context = {"lines": lines, "token": token, "crumbs": _crumbs((_("Machine clients"), ""))}
    return render(request, "people/clients.html", context)


@login_required
def new_machine(request: HttpRequest) -> HttpResponse:
    """A new machine client; its token is shown once, on the answer."""
    _require(request, "make_client")
    form = ClientForm(request.actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        role, body = asked.pop("role"), asked.pop("uscc")
        made = _tried(
            form,
            lambda: clients.make(
                request.actor, role=Role(role) if role else None, organisation=body, **asked
            ),
        )
        if made:
            return _machines(request, token=made[1])
    crumbs = _crumbs((_("Machine clients"), reverse("people:clients")), (_("New client"), ""))
    context = {"form": form, "crumbs": crumbs}
    return render(request, "people/new_client.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    _require(request, "revoke_client")
    found = get_object_or_404(selectors.clients(request.actor), pk=pk)
    _said(
        request,
        lambda: clients.revoke(request.actor, found),
        _("The token opens nothing any more."),
    )
    return redirect("people:clients")


# --- who may do what ------------------------------------------------------------------------


@login_required
@require_GET
def who_may(request: HttpRequest) -> HttpResponse:
    """The one table of the house, in words."""
    form = RulesFilter(rules.holders(), request.GET)
    who = form.cleaned_data["who"] if form.is_valid() else ""
    chapters = rules.chapters(request.actor, who)
    context = {"filter": form, "chapters": chapters, "who": dict(rules.holders()).get(who, "")}
    return render(request, "people/rules.html", context)
