"""The discretion table on screen: its versions, one version fine by fine, the editor, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from greenward.web.answering import form_page, form_view, refusing, sent, status_of, telling

from .. import discretion, selectors
from ..bands import FineBand, bands
from ..cities import CityLaw, law_of
from ..forms import EndForm, TableForm, tier_set
from ..models import DiscretionTable, DiscretionTier
from .common import crumbs, may, require, url


@dataclass(frozen=True)
class Row:
    """One tier as it is shown, its ends in the measure people write."""

    tier: DiscretionTier
    low: str
    high: str


@dataclass(frozen=True)
class FineLine:
    """One fine of the law with the tiers a version gives it, and those of the version before."""

    band: FineBand
    rows: tuple[Row, ...]
    before: tuple[Row, ...] = ()


@login_required
@form_view
def versions(request: HttpRequest) -> HttpResponse:
    """All versions, the one in force named; the next one is drafted from here."""
    law = law_of(request.actor)
    if request.method == "POST":
        require(request, "draft_discretion")
        with telling(request):
            return redirect("statutes:table", pk=discretion.draft(request.actor).pk)
        return redirect("statutes:discretion")
    tables = list(selectors.tables(law.pack))
    return render(
        request,
        "statutes/versions.html",
        {
            "tables": tables,
            "in_force": selectors.discretion_in_force(law.pack, timezone.localdate()),
            "may_draft": may(request, "draft_discretion", law)
            and not any(table.is_draft for table in tables),
            "crumbs": crumbs(_("Discretion table")),
        },
    )


@login_required
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: every fine of the law with its band and tiers, and what can be done with it."""
    law = law_of(request.actor)
    return _table_page(request, law, _found(law, pk))


def _table_page(
    request: HttpRequest, law: CityLaw, found: DiscretionTable, form: Any = None
) -> HttpResponse:
    tiers = list(found.tiers.all())
    all_bands = bands(law.edition)
    fines = [FineLine(band, _rows(band, tiers)) for band in all_bands if not band.is_exact]
    may_draft = found.is_draft and may(request, "draft_discretion", law)
    may_publish = may(request, "publish_discretion", law)
    if form is None and not found.is_draft and may_publish:
        form = EndForm(initial={"last_day": found.last_day})
    return render(
        request,
        "statutes/table.html",
        {
            "table": found,
            "fines": fines,
            "open_fines": [line.band.article for line in fines if not line.rows],
            "exact": [band for band in all_bands if band.is_exact],
            "before": _before(found),
            "in_force": selectors.discretion_in_force(law.pack, timezone.localdate()) == found,
            "may_draft": may_draft,
            "may_publish": found.is_draft and may_publish,
            "form": form,
            "crumbs": _crumbs(found),
        },
        status=status_of(form) if form else 200,
    )


@login_required
@form_view
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, document and days of a draft."""
    law = require(request, "draft_discretion")
    found = _found(law, pk)
    form = TableForm(*sent(request), instance=found)
    if form.is_valid():
        with refusing(form):
            discretion.name(request.actor, found, **form.cleaned_data)
            return redirect("statutes:table", pk=pk)
    way = _crumbs(found, _("Title and days"))
    return form_page(request, "statutes/name.html", form, table=found, crumbs=way)


@login_required
@form_view
def tiers(request: HttpRequest, pk: int, instrument: str, article: str) -> HttpResponse:
    """The tiers of one fine, the legal band beside them; errors stand at their fields."""
    law = require(request, "draft_discretion")
    found = _found(law, pk)
    band = next((b for b in bands(law.edition) if b.key == (instrument, article)), None)
    if band is None or band.is_exact or not found.is_draft:
        raise Http404
    own = [tier for tier in found.tiers.all() if (tier.instrument, tier.fine_article) == band.key]
    formset = tier_set(band, own, *sent(request))
    if formset.is_valid():
        with refusing(formset):
            discretion.set_tiers(request.actor, found, band, formset.tiers)
            if "more" in request.POST:
                return redirect(request.path)
            return redirect("statutes:table", pk=pk)
    return form_page(
        request,
        "statutes/tiers.html",
        formset,
        table=found,
        band=band,
        duties=[law.edition.duty(id) for id in band.duties],
        crumbs=_crumbs(found, _("Article %(number)s") % {"number": article}),
    )


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a draft, or show everything that keeps it from being published."""
    law = require(request, "publish_discretion")
    found = _found(law, pk)
    form = forms.Form(request.POST)
    with refusing(form):
        discretion.publish(request.actor, found)
        messages.success(request, _("%(table)s is published.") % {"table": found})
        return redirect("statutes:table", pk=pk)
    return _table_page(request, law, found, form)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    found = _found(require(request, "draft_discretion"), pk)
    with telling(request):
        discretion.discard(request.actor, found)
        messages.success(request, _("The draft is discarded."))
    return redirect("statutes:discretion")


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the last day of a published version."""
    law = require(request, "publish_discretion")
    found = _found(law, pk)
    form = EndForm(request.POST)
    if form.is_valid():
        with refusing(form):
            discretion.end(request.actor, found, form.cleaned_data["last_day"])
            return redirect("statutes:table", pk=pk)
    return _table_page(request, law, found, form)


@login_required
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """A version beside the one before it, fine by fine; only what differs."""
    law = law_of(request.actor)
    found = _found(law, pk)
    before = _before(found)
    if before is None:
        raise Http404
    new, old = list(found.tiers.all()), list(before.tiers.all())
    lines = [FineLine(band, _rows(band, new), _rows(band, old)) for band in bands(law.edition)]
    return render(
        request,
        "statutes/changes.html",
        {
            "table": found,
            "before": before,
            "lines": [line for line in lines if _entered(line.rows) != _entered(line.before)],
            "crumbs": _crumbs(found, _("Changes")),
        },
    )


def _entered(rows: tuple[Row, ...]) -> list[discretion.Tier]:
    return [discretion.entered(row.tier) for row in rows]


def _rows(band: FineBand, tiers: list[DiscretionTier]) -> tuple[Row, ...]:
    return tuple(
        Row(tier, band.amount(tier.low), band.amount(tier.high))
        for tier in tiers
        if (tier.instrument, tier.fine_article) == band.key
    )


def _found(law: CityLaw, pk: int) -> DiscretionTable:
    return get_object_or_404(selectors.tables(law.pack), pk=pk)


def _before(found: DiscretionTable) -> DiscretionTable | None:
    earlier = selectors.tables(found.pack).filter(version__lt=found.version)
    return earlier.order_by("-version").first()


def _crumbs(found: DiscretionTable, here: str = "") -> list[tuple[str, str]]:
    versions_crumb = (_("Discretion table"), url("discretion"))
    version = _("version %(n)s") % {"n": found.version}
    if not here:
        return crumbs(version, versions_crumb)
    return crumbs(here, versions_crumb, (version, url("table", found.pk)))
