"""Pages of the room: the certificates of one's areas, one of them, its printed sheet; and for
everybody: the public keys and the status of a number.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from greenward.web.answering import form_page, form_view, refusing, sent, telling

from . import kinds, numbers, selectors, services
from .forms import ClaimsForm, RevokeForm, SubjectForm, draft_of, found
from .keys import public_keys
from .models import Certificate
from .sheet import sheet

PAGE, SECONDS = 50, 60
"""Rows of a list; how long a status may be kept."""


@login_required
@require_GET
def certificates(request: HttpRequest) -> HttpResponse:
    """The certificates an actor sees, those that wait for an approval first."""
    rows = Certificate.objects.visible_to(request.actor).order_by("-id")
    asked = request.GET.get("number", "")
    if asked:
        rows = rows.filter(number=numbers.read(asked) or "")
    page = Paginator(rows.exclude(status="draft"), PAGE).get_page(request.GET.get("page"))
    may_prepare = request.actor.may("prepare_certificate")
    context = {
        "page": page,
        "drafts": [] if asked else rows.filter(status="draft")[:PAGE],
        "asked": asked,
        "start": SubjectForm(request.actor) if may_prepare else None,
    }
    return render(request, "certificates/certificates.html", context)


@login_required
@form_view
def new(request: HttpRequest) -> HttpResponse:
    """Which kind, about what; then what it is to say."""
    _require(request, "prepare_certificate")
    form = SubjectForm(request.actor, request.GET if "kind" in request.GET else None)
    if form.is_valid():
        subject = form.cleaned_data["subject"]
        return _prepared(request, form.cleaned_data["kind"], subject, None)
    crumbs = _crumbs(_("New certificate"))
    return render(request, "certificates/new.html", {"form": form, "crumbs": crumbs})


@login_required
@form_view
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare what takes the place of a certificate; it is revoked when that is issued."""
    _require(request, "prepare_certificate")
    old = _one(request, pk)
    kind = kinds.named(old.kind)
    subject = found(request.actor, kind, str(_key(kind, old)))
    if subject is None:
        raise Http404
    return _prepared(request, old.kind, subject, old)


def _key(kind: kinds.Kind, old: Certificate) -> Any:
    return kind.subjects().values_list(kind.find_by, flat=True).filter(pk=old.subject_id).first()


def _prepared(
    request: HttpRequest, name: str, subject: Any, old: Certificate | None
) -> HttpResponse:
    kind = kinds.named(name)
    form = ClaimsForm(kind, *sent(request), initial=draft_of(old) if old else None)
    if form.is_valid():
        with refusing(form):
            made = services.prepare(
                request.actor,
                kind=name,
                subject=subject,
                claims=form.claims(),
                until=form.cleaned_data["until"],
                replaces=old,
            )
            messages.success(request, _("Prepared. Somebody else must issue it now."))
            return redirect("certificates:certificate", pk=made.pk)
    context = {
        "kind": kind,
        "subject": subject,
        "replaces": old,
        "crumbs": _crumbs(_("New certificate")),
    }
    return form_page(request, "certificates/claims.html", form, **context)


@login_required
@require_GET
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """One certificate: what it says, its standing, and what may be done with it."""
    row = _one(request, pk)
    kind, actor, path = kinds.named(row.kind), request.actor, row.area.path
    draft, valid = row.status == "draft", row.status == "valid"
    own = actor.user == row.prepared_by
    context = {
        "row": row,
        "kind": kind,
        "rows": kind.rows(row.claims),
        "own": own,
        "may_issue": draft and not own and actor.may(kind.issues, path),
        "may_discard": draft and actor.may("discard_certificate", path),
        "may_revoke": valid and actor.may(kind.revokes, path),
        "may_replace": valid and actor.may(kind.prepares, path),
        "entry": None if draft else selectors.issuing(row),
        "crumbs": _crumbs(str(row)),
    }
    return render(request, "certificates/certificate.html", context)


@login_required
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue what somebody else prepared."""
    return _done(request, pk, services.approve, _("Issued and signed."))


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    done = _done(request, pk, services.discard, _("Discarded."))
    exists = Certificate.objects.filter(pk=pk).exists()
    return done if exists else redirect("certificates:certificates")


def _done(request: HttpRequest, pk: int, service: Any, said: str) -> HttpResponse:
    row = _one(request, pk)
    with telling(request):
        service(request.actor, row)
        messages.success(request, said)
    return redirect("certificates:certificate", pk=pk)


@login_required
@form_view
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a certificate, with the reason the public reads."""
    row = _one(request, pk)
    if not request.actor.may(kinds.named(row.kind).revokes, row.area.path):
        raise PermissionDenied
    form = RevokeForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            services.revoke(request.actor, row, **form.cleaned_data)
            messages.success(request, _("Revoked. Whoever checks it now is told so."))
            return redirect("certificates:certificate", pk=pk)
    return form_page(
        request, "certificates/revoke.html", form, row=row, crumbs=_crumbs(_("Revoke"))
    )


@login_required
@require_GET
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate on paper, with both its codes."""
    row = _one(request, pk)
    if row.status == Certificate.Status.DRAFT:
        raise Http404
    return render(request, "certificates/print.html", {"sheet": sheet(row)})


@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """Every public key that ever signed a certificate (RFC 7517)."""
    return _open(JsonResponse({"keys": public_keys()}, content_type="application/jwk-set+json"))


@require_GET
def status(request: HttpRequest, number: str) -> HttpResponse:
    """What the office says about a number today; 404 when it issued none."""
    row = selectors.by_number(numbers.read(number) or "")
    if row is None:
        unknown = {"number": number, "status": "unknown"}
        return _open(JsonResponse(unknown, status=404))
    return _open(JsonResponse(selectors.status(row)))


@require_GET
def revocations(request: HttpRequest) -> HttpResponse:
    """Every revoked certificate, to carry along where there is no network."""
    return _open(JsonResponse({"revoked": selectors.revoked()}))


def _open(response: HttpResponse) -> HttpResponse:
    """An answer any page may read and anybody may keep for a minute."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    return response


def _one(request: HttpRequest, pk: int) -> Certificate:
    seen = Certificate.objects.visible_to(request.actor).select_related(
        "area", "replaces", "prepared_by", "issued_by", "revoked_by", "matter"
    )
    return get_object_or_404(seen, pk=pk)


def _require(request: HttpRequest, act: str) -> None:
    if not request.actor.may(act):
        raise PermissionDenied


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("Certificates"), reverse("certificates:certificates")), (last, "")]
