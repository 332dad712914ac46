"""Service of a letter: in the inbox here, or an attempt with its proof; and the party's reading."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from greenward.bureau.casework.matters.steps import concerned

from .. import opening, outbox, selectors, serving
from ..forms import AttemptForm, BounceForm, FailedForm, NoticeServedForm, ServedForm
from ..models import Attempt
from .parts import form_page, letter_of, refused

METHODS = require_http_methods(["GET", "POST"])
RECORD = gettext_lazy("Record")


@login_required
@require_POST
def in_inbox(request: HttpRequest, pk: int) -> HttpResponse:
    """Serve a letter in the party's inbox here."""
    letter = letter_of(request, pk)
    try:
        serving.in_inbox(request.actor, letter)
        messages.success(request, _("Served today in the party's inbox."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("letters:letter", pk)


@login_required
@METHODS
def serve(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an attempt on paper or by notice."""
    letter = letter_of(request, pk)
    _need(request, letter.matter, serving.BEGIN)
    form = AttemptForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            serving.begin(request.actor, letter, form.way, proof=form.cleaned_data["proof"])
            return redirect("letters:letter", pk)
        except ValidationError as error:
            refused(form, error)
    return form_page(
        request,
        form,
        title=_("Serve on paper or by notice"),
        lede=letter,
        button=RECORD,
        upload=True,
    )


@login_required
@METHODS
def served(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an attempt succeeded, with its proof."""
    attempt = _attempt(request, pk)
    form_class = NoticeServedForm if attempt.not_before else ServedForm
    form = form_class(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            serving.complete(request.actor, attempt, **form.cleaned_data)
            return redirect("letters:letter", attempt.letter_id)
        except ValidationError as error:
            refused(form, error)
    return form_page(
        request,
        form,
        title=_("It was served"),
        lede=attempt.letter,
        button=RECORD,
        upload=True,
        hint=_("The recorded day starts what the letter asks for; it cannot be changed."),
    )


@login_required
@METHODS
def failed(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an attempt failed, and why."""
    attempt = _attempt(request, pk)
    form = FailedForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            serving.fail(request.actor, attempt, **form.cleaned_data)
            return redirect("letters:letter", attempt.letter_id)
        except ValidationError as error:
            refused(form, error)
    return form_page(
        request,
        form,
        title=_("The attempt failed"),
        lede=attempt.letter,
        button=RECORD,
        upload=True,
    )


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The party confirms having read the letter."""
    letter = letter_of(request, pk)
    if not opening.is_addressee(request.actor, letter):
        raise PermissionDenied
    opening.confirm(request.actor, letter)
    messages.success(request, _("Thank you. That you have read it is on record."))
    return redirect("letters:letter", pk)


@login_required
@METHODS
def came_back(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer notes that a mail came back."""
    mail = get_object_or_404(selectors.mails(request.actor), pk=pk)
    _need(request, mail.matter, "note_bounce")
    form = BounceForm(request.POST or None)
    if form.is_valid():
        try:
            outbox.came_back(request.actor, mail, reason=form.cleaned_data["reason"])
            return redirect("letters:mails")
        except ValidationError as error:
            refused(form, error)
    return form_page(
        request, form, title=_("The e-mail came back"), lede=mail.subject, button=RECORD
    )


def _attempt(request: HttpRequest, pk: int) -> Attempt:
    attempt = get_object_or_404(Attempt.objects.select_related("letter"), pk=pk)
    attempt.letter = letter_of(request, attempt.letter_id)
    _need(request, attempt.letter.matter, serving.SERVE)
    if not attempt.is_open:
        raise Http404
    return attempt


def _need(request: HttpRequest, matter: object, act: str) -> None:
    if not concerned(request.actor, matter, act):
        raise PermissionDenied(_("Your duty post does not include this act."))
