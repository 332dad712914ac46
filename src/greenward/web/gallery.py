"""Every component on one page, with invented data: for whoever writes a page, and for the tests.

It is there only while developing or in a demonstration.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import charts, numbers
from .tables import Column
from .tags.words import verdict


class Filters(forms.Form):
    q = forms.CharField(label=gettext_lazy("Search"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[
            ("", gettext_lazy("all")),
            ("office", gettext_lazy("office")),
            ("hotel", gettext_lazy("hotel")),
        ],
    )
    owed = forms.BooleanField(label=gettext_lazy("only what is owed"), required=False)


class Order(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("Days to correct"),
        help_text=gettext_lazy("The regulation names no number; give one you can justify."),
        min_value=1,
    )
    grounds = forms.CharField(
        label=gettext_lazy("Grounds"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Way of service"),
        widget=forms.RadioSelect,
        choices=[
            ("person", gettext_lazy("in person")),
            ("post", gettext_lazy("by post")),
            ("screen", gettext_lazy("electronically, with consent")),
        ],
    )
    heard = forms.BooleanField(label=gettext_lazy("The owner has been heard"))


def kit(request: HttpRequest) -> HttpResponse:
    """The gallery; 404 unless ``DEBUG`` or ``GREENWARD_DEMO`` is set."""
    if not (settings.DEBUG or getattr(settings, "GREENWARD_DEMO", False)):
        raise Http404
    if "part" in request.GET:
        return render(request, "web/components/chart.html", {"chart": _excess()})
    messages.success(request, _("Saved. The owner will be told."))
    form = Order({"days": "0"})
    return render(request, "web/gallery.html", {**_data(request), "form": form})


def _data(request: HttpRequest) -> dict[str, Any]:
    return {
        "crumbs": [(_("Front page"), "/"), (_("Components"), "")],
        "truths": [True, False, None],
        "day": date(2026, 10, 31),
        "fragment": reverse("web:kit") + "?part=excess",
        "years": _years(),
        "excess": _excess(),
        "districts": charts.district_bars(_districts(), source=_("register, 2026-11-20")),
        "trend": charts.trend(_trend(), source=_("register, 2026-11-20")),
        "reasons": _reasons(),
        "tasks": _tasks(),
        "rows": [
            {"label": _("Built"), "value": numbers.iso(date(2009, 5, 1))},
            {"label": _("Energy"), "value": numbers.energy(13720), "note": _("2% estimated")},
        ],
        "views": [
            (_("Owed"), "#", True, 38),
            (_("Unknown"), "#", False, 3200),
            (_("All"), "#", False),
        ],
        "filters": Filters(request.GET or None),
        "columns": COLUMNS,
        "page": Paginator(_buildings(), 5).get_page(request.GET.get("page")),
        "sort": "name",
    }


def _years() -> charts.Chart:
    points = [
        charts.YearPoint(2021, None, "unknown"),
        charts.YearPoint(2022, Decimal("78.4"), "satisfied"),
        charts.YearPoint(2023, Decimal("95.1"), "breached"),
        charts.YearPoint(2024, Decimal("126.5"), "breached"),
        charts.YearPoint(2025, Decimal("137.2"), "breached", _("2% estimated")),
    ]
    limits = {year: Decimal(90 if year < 2024 else 80) for year in range(2021, 2026)}
    return charts.years_chart(
        points, limits, "kWh/(m²·a)", source=_("meters, complete to 2025-12-31")
    )


def _excess() -> charts.Chart:
    edges = [None, -50, -25, 0, 25, 50, 75, 100, None]
    counts = [3, 22, 71, 19, 9, 6, 3, 1]
    bins = [charts.Bin(*bin) for bin in zip(edges, edges[1:], counts, strict=False)]
    return charts.excess_histogram(bins, previous=32, source=_("register, 2026-11-20"))


def _districts() -> list[charts.Counts]:
    counts = [
        (_("Futian"), 12, 8, 30),
        (_("Luohu"), 5, 9, 28),
        (_("Nanshan"), 9, 20, 41),
        (_("Bao'an"), 2, 13, 22),
        (_("Shenshan cooperation zone"), 1, 3, 12),
    ]
    names = ("breached", "unknown", "satisfied")
    return [
        charts.Counts(place, dict(zip(names, each, strict=True)), href="#")
        for place, *each in counts
    ]


def _trend() -> list[charts.Counts]:
    counts = {
        "2022": (21, 96, 61, 22),
        "2023": (27, 74, 78, 21),
        "2024": (32, 51, 97, 20),
        "2025": (38, 24, 118, 20),
    }
    names = ("breached", "unknown", "satisfied", "not_applicable")
    return [
        charts.Counts(year, dict(zip(names, each, strict=True))) for year, each in counts.items()
    ]


def _reasons() -> list[dict[str, Any]]:
    excess = [
        {
            "mark": True,
            "text": _("excess in 2025 at least 50%"),
            "value": "71.5%",
            "note": "137.2 / 80",
        },
        {
            "mark": True,
            "text": _("excess in 2024 at least 50%"),
            "value": "58.1%",
            "note": "126.5 / 80",
        },
    ]
    binds = {
        "mark": True,
        "text": _("it binds"),
        "children": [
            {"mark": True, "text": _("in use")},
            {"mark": True, "text": _("large public building"), "value": numbers.area(2341000)},
            {"mark": True, "text": _("two years far above the limit"), "children": excess},
        ],
    }
    done = {
        "mark": False,
        "text": _("energy-saving retrofit done"),
        "note": _("none on file on 2026-11-20"),
    }
    head = _("head count of users")
    return [
        {
            "mark": "breached",
            "text": _("Retrofit after two years far above the limit"),
            "children": [binds, done],
        },
        {
            "mark": "unknown",
            "text": _("Water within the quota"),
            "children": [
                {
                    "mark": None,
                    "text": head,
                    "note": _("the property service enterprise can prove it"),
                },
            ],
        },
    ]


def _tasks() -> list[dict[str, Any]]:
    return [
        {"mark": "breached", "title": _("Reply to the defence, case 2026-017"), "href": "#",
         "hint": _("Penalty law, Art. 62"), "when": _("3 days over"), "tone": "bad"},
        {"mark": "unknown", "title": _("Tower A: second year 63% over the limit"), "href": "#",
         "hint": _("Art. 32, evidence complete"), "status": _("new"), "when": "2026-11-27"},
        {"mark": "satisfied", "title": _("Sub-metering of Lingnan Tower"), "href": "#",
         "hint": _("Art. 27"), "status": _("confirmed")},
    ]  # fmt: skip


COLUMNS = [
    Column("name", gettext_lazy("Building"), head=True, sort="name", link=lambda line: "#"),
    Column("kind", gettext_lazy("Kind")),
    Column("area", gettext_lazy("Floor area"), show=numbers.area, number=True, sort="area"),
    Column(
        "energy", gettext_lazy("Energy in 2025"), show=numbers.energy, number=True, sort="energy"
    ),
    Column("verdict", gettext_lazy("Verdict"), show=verdict),
]


def _buildings() -> list[dict[str, Any]]:
    names = [
        _("Lingnan Tower"),
        _("Harbour Plaza"),
        _("Civic Hall"),
        _("Garden Hotel"),
        _("Tower A"),
    ]
    verdicts = ["breached", "satisfied", "unknown", "breached", "not_applicable"]
    energies = [13720, 7810, None, 9640, 6100]
    return [
        {
            "name": f"{names[n % 5]} {n + 1}",
            "kind": _("office") if n % 3 else _("hotel"),
            "area": 2341000 - n * 10350,
            "energy": energies[n % 5],
            "verdict": verdicts[n % 5],
        }
        for n in range(23)
    ]
