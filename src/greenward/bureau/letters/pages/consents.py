"""Consents to electronic service: a company gives and withdraws its own, an officer enters paper."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from greenward.bureau.accounts.models import Organisation

from .. import consents as services
from ..forms import ConsentForm
from .parts import INVALID, download, refused

PAGE = 50


@login_required
@require_GET
def consents(request: HttpRequest) -> HttpResponse:
    """Those of the reader's own organisations, or, for officials, organisations by name."""
    actor = request.actor
    text = request.GET.get("text", "").strip()
    if actor.is_official and not actor.everywhere and not actor.may("give_consent"):
        raise PermissionDenied
    if actor.is_official:
        found = Organisation.objects.order_by("name")
        if text:
            found = found.filter(Q(name__icontains=text) | Q(uscc__iexact=text))
        else:
            found = found.filter(consents__isnull=False).distinct()
    else:
        found = Organisation.objects.filter(pk__in=actor.organisations).order_by("name")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    holding = services.visible(actor).filter(
        services.holding(timezone.localdate()), organisation__in=list(page)
    )
    in_force = {one.organisation_id: one for one in holding}
    rows = [(one, in_force.get(one.pk)) for one in page]
    return render(
        request,
        "letters/consents.html",
        {"rows": rows, "page": page, "text": text, "official": actor.is_official},
    )


@login_required
@require_http_methods(["GET", "POST"])
def of_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """The consents of one organisation, and the form to give one."""
    actor = request.actor
    organisation = get_object_or_404(Organisation, pk=pk)
    if not services.may(actor, "give_consent", organisation):
        if actor.is_official:
            raise PermissionDenied
        raise Http404
    form = ConsentForm(request.POST or None, request.FILES or None, initial={"first_day": timezone.localdate()})  # fmt: skip
    if form.is_valid():
        try:
            services.give(actor, organisation, **form.cleaned_data)
            messages.success(request, _("The consent is on file."))
            return redirect("letters:consents_of", pk)
        except ValidationError as error:
            refused(form, error)
    rows = services.visible(actor).filter(organisation=organisation)
    return render(
        request,
        "letters/consent.html",
        {
            "organisation": organisation,
            "rows": rows.select_related("document", "entered_by"),
            "form": form,
            "in_force": rows.filter(services.holding(timezone.localdate())).first(),
        },
        status=INVALID if form.is_bound and form.errors else 200,
    )


@login_required
@require_GET
def signed(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed paper of a consent."""
    consent = get_object_or_404(services.visible(request.actor), pk=pk)
    return download(consent.document, consent.document.name)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a consent back."""
    consent = get_object_or_404(services.visible(request.actor), pk=pk)
    try:
        services.withdraw(request.actor, consent)
        messages.success(request, _("The consent is withdrawn. Letters are served on paper again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("letters:consents_of", consent.organisation_id)
