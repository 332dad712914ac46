"""Pages of personal data: one's own, the map for the security administrator and the auditor, a
request answered, a mask lifted."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from greenward.web.answering import form_page, form_view, refusing, sent
from greenward.web.tables import Column

from ..models import PrivacyRequest
from ..privacy.fields import declared
from ..privacy.masks import masked
from ..privacy.own import answer, ask, copy_for, held_about, what_goes, what_stays
from ..privacy.retention import ageing
from ..privacy.reveal import reveal, to_reveal


class AskForm(forms.ModelForm):
    class Meta:
        model = PrivacyRequest
        fields = ("kind", "text")
        labels = {
            "kind": gettext_lazy("What you ask for"),
            "text": gettext_lazy("What is wrong, and what it should be"),
        }
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = PrivacyRequest.Kind.choices


class AnswerForm(forms.Form):
    granted = forms.TypedChoiceField(
        label=gettext_lazy("Answer"),
        choices=[("yes", gettext_lazy("granted")), ("no", gettext_lazy("not granted"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What you need it for"),
        max_length=200,
        help_text=gettext_lazy("The reason stands in the log with your name."),
    )


@never_cache
@login_required
@form_view
def own(request: HttpRequest) -> HttpResponse:
    """What is held about me, and what I may ask for."""
    form = AskForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            ask(request.actor, form.cleaned_data["kind"], form.cleaned_data["text"])
            messages.success(request, _("Your request is on file; the answer will stand here."))
            return redirect("casework:privacy")
    page = {
        "held": held_about(request.user),
        "requests": PrivacyRequest.objects.filter(person=request.user).order_by("-pk"),
        "stays": _by_table(what_stays()),
        "goes": _by_table(what_goes()),
    }
    return form_page(request, "casework/privacy.html", form, **page)


@never_cache
@login_required
@require_GET
def copy(request: HttpRequest) -> HttpResponse:
    """My data as JSON, to take along."""
    answer = HttpResponse(
        json.dumps(copy_for(request.user), ensure_ascii=False, indent=1),
        content_type="application/json; charset=utf-8",
    )
    file = f"my-data-{timezone.localdate()}.json"
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


@login_required
@require_GET
def data_map(request: HttpRequest) -> HttpResponse:
    """Which personal data the installation holds, why, how long; and the open requests."""
    if not request.actor.may("see_data_map"):
        raise PermissionDenied(_("Your duty post does not include this act."))
    columns = [
        Column("key", _("Column"), head=True),
        Column("purpose", _("Purpose")),
        Column("basis", _("Basis"), show=lambda one: one.label),
        Column("retention", _("Held"), show=lambda one: one.label),
        Column("erase", _("On request"), show=lambda one: one.label),
        Column("mask", _("Mask"), show=lambda mask: mask or "–"),
    ]
    page = {
        "columns": columns,
        "fields": declared(),
        "ageing": ageing(),
        "requests": PrivacyRequest.objects.filter(answered_at=None).select_related("person"),
        "may_answer": request.actor.may("answer_privacy"),
    }
    return render(request, "casework/data_map.html", page)


@login_required
@form_view
def answer_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant or refuse a request about personal data."""
    if not request.actor.may("answer_privacy"):
        raise PermissionDenied(_("Your duty post does not include this act."))
    found = get_object_or_404(PrivacyRequest.objects.select_related("person"), pk=pk)
    form = AnswerForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            answer(request.actor, found, **form.cleaned_data)
            messages.success(request, _("The request is answered."))
            return redirect("casework:data_map")
    page = {"asked": found, "stays": _by_table(what_stays()), "goes": _by_table(what_goes())}
    return form_page(request, "casework/privacy_answer.html", form, **page)


@never_cache
@login_required
@form_view
def reveal_value(request: HttpRequest, model: str, pk: int, field: str) -> HttpResponse:
    """Look behind a mask, for a reason."""
    if not request.actor.may("reveal_personal"):
        raise PermissionDenied(_("Your duty post does not include this act."))
    try:
        row, entry = to_reveal(request.actor, model, pk, field)
    except LookupError as error:
        raise Http404(_("There is nothing of this kind that you may see.")) from error
    form, value = ReasonForm(*sent(request)), None
    if form.is_valid():
        with refusing(form, at="reason"):
            value = reveal(request.actor, model, pk, field, form.cleaned_data["reason"])
    page = {"value": value, "name": entry.name}
    page["masked"] = masked(str(getattr(row, field)), entry.mask)
    return form_page(request, "casework/reveal.html", form, **page)


def _by_table(fields: list) -> list[tuple[str, str, str]]:
    """Each table once: its name, its columns in words, the basis of the first."""
    found: dict[str, list] = {}
    for one in fields:
        found.setdefault(str(one.rows._meta.verbose_name), []).append(one)
    return [
        (name, ", ".join(str(o.purpose) for o in rows[:1]), str(rows[0].basis.label))
        for name, rows in found.items()
    ]
