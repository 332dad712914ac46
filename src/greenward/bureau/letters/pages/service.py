"""Service of a letter: in the inbox here, or an attempt with its proof; and the party's reading."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from greenward.web.answering import form_page, form_view, refusing, sent, telling

from .. import opening, outbox, selectors, serving
from ..forms import AttemptForm, BounceForm, FailedForm, NoticeServedForm, ServedForm
from ..models import Attempt
from .parts import FORM, letter_of, need

RECORD = gettext_lazy("Record")


@login_required
@require_POST
def in_inbox(request: HttpRequest, pk: int) -> HttpResponse:
    """Serve a letter in the party's inbox here."""
    letter = letter_of(request, pk)
    with telling(request):
        serving.in_inbox(request.actor, letter)
        messages.success(request, _("Served today in the party's inbox."))
    return redirect("letters:letter", pk)


@login_required
@form_view
def serve(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an attempt on paper or by notice."""
    letter = letter_of(request, pk)
    need(request, letter.matter, serving.BEGIN)
    form = AttemptForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            serving.begin(request.actor, letter, form.way, proof=form.cleaned_data["proof"])
            return redirect("letters:letter", pk)
    return form_page(
        request,
        FORM,
        form,
        title=_("Serve on paper or by notice"),
        lede=letter,
        button=RECORD,
        upload=True,
    )


@login_required
@form_view
def served(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an attempt succeeded, with its proof."""
    attempt = _attempt(request, pk)
    form_class = NoticeServedForm if attempt.not_before else ServedForm
    form = form_class(*sent(request))
    if form.is_valid():
        with refusing(form):
            serving.complete(request.actor, attempt, **form.cleaned_data)
            return redirect("letters:letter", attempt.letter_id)
    return form_page(
        request,
        FORM,
        form,
        title=_("It was served"),
        lede=attempt.letter,
        button=RECORD,
        upload=True,
        hint=_("The recorded day starts what the letter asks for; it cannot be changed."),
    )


@login_required
@form_view
def failed(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an attempt failed, and why."""
    attempt = _attempt(request, pk)
    form = FailedForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            serving.fail(request.actor, attempt, **form.cleaned_data)
            return redirect("letters:letter", attempt.letter_id)
    return form_page(
        request,
        FORM,
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
@form_view
def came_back(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer notes that a mail came back."""
    mail = get_object_or_404(selectors.mails(request.actor), pk=pk)
    need(request, mail.matter, "note_bounce")
    form = BounceForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            outbox.came_back(request.actor, mail, reason=form.cleaned_data["reason"])
            return redirect("letters:mails")
    return form_page(
        request, FORM, form, title=_("The e-mail came back"), lede=mail.subject, button=RECORD
    )


def _attempt(request: HttpRequest, pk: int) -> Attempt:
    attempt = get_object_or_404(Attempt.objects.select_related("letter"), pk=pk)
    attempt.letter = letter_of(request, attempt.letter_id)
    need(request, attempt.letter.matter, serving.SERVE)
    if not attempt.is_open:
        raise Http404
    return attempt
