"""Consents to electronic service: a company gives and withdraws its own, an officer enters paper."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.accounts.models import Organisation
from greenward.web.answering import form_page, form_view, refusing, sent, telling

from .. import consents as services
from ..forms import ConsentForm
from .parts import download

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
@form_view
def of_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """The consents of one organisation, and the form to give one."""
    actor = request.actor
    organisation = get_object_or_404(Organisation, pk=pk)
    if not services.may(actor, "give_consent", organisation):
        if actor.is_official:
            raise PermissionDenied
        raise Http404
    today = timezone.localdate()
    form = ConsentForm(*sent(request), initial={"first_day": today})
    if form.is_valid():
        with refusing(form):
            services.give(actor, organisation, **form.cleaned_data)
            messages.success(request, _("The consent is on file."))
            return redirect("letters:consents_of", pk)
    rows = services.visible(actor).filter(organisation=organisation)
    return form_page(
        request,
        "letters/consent.html",
        form,
        organisation=organisation,
        rows=rows.select_related("document", "entered_by"),
        in_force=rows.filter(services.holding(today)).first(),
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
    with telling(request):
        services.withdraw(request.actor, consent)
        messages.success(request, _("The consent is withdrawn. Letters are served on paper again."))
    return redirect("letters:consents_of", consent.organisation_id)
