"""Holidays on screen: which years are settled, the notices entered, the form to paste the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.law.clocks import Calendar
from greenward.law.clocks.calendar import shipped_years
from greenward.web.answering import form_page, form_view, refusing, sent

from .. import holidays as service
from .. import selectors
from ..cities import law_of
from ..forms import NoticeForm, ReasonForm
from ..models import HolidayNotice, OwnDay
from .common import crumbs, may, require, url


@dataclass(frozen=True)
class Year:
    """One year of the calendar: whether it is settled, by what, and the notices entered for it."""

    year: int
    published: bool
    shipped: bool
    working_days: int
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Notice:
    """One notice with its days as spans: (first, last) off, and the days worked."""

    row: HolidayNotice
    off: tuple[tuple[date, date], ...]
    worked: tuple[date, ...]


@login_required
def holidays(request: HttpRequest) -> HttpResponse:
    """The years around today and every year with a notice."""
    law = law_of(request.actor)
    today = timezone.localdate()
    calendar = selectors.calendar()
    entered = list(HolidayNotice.objects.prefetch_related("days"))
    numbers = {today.year - 1, today.year, today.year + 1, *(n.year for n in entered)}
    years = [_year(number, calendar, entered) for number in sorted(numbers, reverse=True)]
    return render(
        request,
        "statutes/holidays.html",
        {
            "years": years,
            "open_years": [y.year for y in years if not y.published],
            "may_enter": may(request, "enter_holidays", law),
            "crumbs": crumbs(_("Holidays")),
        },
    )


def _year(number: int, calendar: Calendar, entered: list[HolidayNotice]) -> Year:
    first = date(number, 1, 1)
    return Year(
        number,
        calendar.is_published(number),
        number in shipped_years(),
        calendar.working_days_between(first - timedelta(1), date(number, 12, 31)),
        tuple(_notice(one) for one in entered if one.year == number),
    )


def _notice(row: HolidayNotice) -> Notice:
    days = list(row.days.all())
    return Notice(row, spans([d for d in days if not d.working]), tuple(d.day for d in days if d.working))  # fmt: skip


def spans(days: list[OwnDay]) -> tuple[tuple[date, date], ...]:
    """Days in their order as spans without a break."""
    found: list[tuple[date, date]] = []
    for one in days:
        if found and found[-1][1] + timedelta(1) == one.day:
            found[-1] = (found[-1][0], one.day)
        else:
            found.append((one.day, one.day))
    return tuple(found)


@login_required
@form_view
def enter(request: HttpRequest) -> HttpResponse:
    """Paste a notice."""
    require(request, "enter_holidays")
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() else timezone.localdate().year
    initial = {"year": year, "whole_year": asked.isdecimal()}
    form = NoticeForm(*sent(request), initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        named = {name: data[name] for name in ("year", "document", "days", "whole_year")}
        with refusing(form):
            service.enter(request.actor, **named)
            said = ngettext("%(n)s day is entered.", "%(n)s days are entered.", len(data["days"]))
            messages.success(request, said % {"n": len(data["days"])})
            return redirect("statutes:holidays")
    way = crumbs(_("Enter a notice"), (_("Holidays"), url("holidays")))
    return form_page(request, "statutes/notice.html", form, crumbs=way)


@login_required
@form_view
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a notice that was wrong."""
    require(request, "enter_holidays")
    found = get_object_or_404(HolidayNotice, pk=pk, withdrawn_at=None)
    form = ReasonForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            service.withdraw(request.actor, found, **form.cleaned_data)
            return redirect("statutes:holidays")
    way = crumbs(_("Withdraw"), (_("Holidays"), url("holidays")))
    return form_page(request, "statutes/withdraw.html", form, what=found, crumbs=way)
