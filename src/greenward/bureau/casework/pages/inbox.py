"""The inbox: what must I do today, what happens if I do not, and what do I wait for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from greenward.bureau.accounts.permissions import CASE_OFFICERS
from greenward.law.clocks import Calendar

from ..forms import InboxFilter
from ..inbox import BADGE, DUE, LIMIT, Inbox, has_inbox, leads, matching
from ..matters import clocks, kinds
from ..matters.articles import Article, article
from ..matters.due import Due, due
from ..matters.forms import who_of
from ..matters.naming import kind_words
from ..models import Task
from ..words import act_name

PAGE = 25
MINE, OTHERS = "mine", "others"
JOINED = ("matter", "clock")
"""What every line shows; others' tasks also show whom they wait for."""


@dataclass(frozen=True)
class Line:
    """One task as the inbox shows it."""

    task: Task
    due: Due
    what: str
    who: str
    """Whom it waits for, among others' tasks."""
    kind: str
    url: str
    article: Article | None


class Counted(Paginator):
    """Pages of a list whose length is known already."""

    def __init__(self, found: QuerySet[Task], size: int, count: int, joined: Sequence[str]) -> None:
        super().__init__(found, size)
        self._known, self._joined = count, joined

    @cached_property
    def count(self) -> int:
        return self._known

    def page(self, number: int | str) -> Page:
        """The page's tasks are found first, and only they are joined to what they belong to."""
        found = super().page(number)
        rows = Task.objects.filter(pk__in=found.object_list.values("pk"))
        joined = rows.select_related(*self._joined)
        found.object_list = list(joined.order_by(DUE, "pk"))
        return found


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """The reader's own tasks, or with ``?tab=others`` what they wait for."""
    box = Inbox(request.actor)
    form = InboxFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    tab = OTHERS if request.GET.get("tab") == OTHERS else MINE
    counts, waiting = box.counts(box.mine()), box.waiting()
    tasks = matching(box.mine() if tab == MINE else box.others(), today=box.today, **chosen)
    total = counts.all if tab == MINE else min(waiting.all, LIMIT)
    joined = JOINED if tab == MINE else (*JOINED, "organisation", "user")
    page = _paged(request, tasks, total if not any(chosen.values()) else None, joined)
    days = clocks.calendar()
    return render(
        request,
        "casework/inbox.html",
        {
            "filter": form,
            "filtered": any(chosen.values()),
            "tab": tab,
            "counts": counts,
            "waiting": waiting,
            "limit": LIMIT,
            "page": page,
            "lines": lines(page, days, box.today, named=tab == OTHERS),
            "leads": leads(request.actor) if tab == MINE and page.number == 1 else [],
            "official": request.actor.is_official,
            "may_follow": any(d.role in CASE_OFFICERS for d in request.actor.duties),
            "may_hand_over": request.actor.may("hand_over"),
        },
    )


@login_required
@require_GET
def count(request: HttpRequest) -> HttpResponse:
    """The number beside the inbox in the header; htmx asks for it when a page has loaded."""
    found = Inbox(request.actor).badge()
    shown = f"{BADGE - 1}+" if found == BADGE else str(found or "")
    return render(request, "casework/inbox_count.html", {"shown": shown})


@login_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Where a day begins: with the inbox for officials who handle matters, else at the front page,
    which leads everybody to what is theirs."""
    inbox = request.actor.is_official and has_inbox(request.actor)
    return redirect(reverse("casework:inbox") if inbox else "/")


def lines(tasks: Iterable[Task], days: Calendar, today: date, *, named: bool) -> list[Line]:
    """The tasks as lines, `named` with whom each waits for. Few articles, acts and kinds occur
    again and again: each is put into words once."""
    place, act, kind = cache(article), cache(_act), cache(_kind)
    found = []
    for task in tasks:
        matter, clock = task.matter, task.clock
        count, provisional = (clock.count, clock.provisional) if clock else ("", False)
        found.append(
            Line(
                task,
                due(task.due_on, days, today, count=count, provisional=provisional),
                act_name(task.act) if named else act(task.act),
                capfirst(who_of(task)) if named else "",
                kind(matter.kind),
                reverse(kinds.named(matter.kind).url, args=(matter.pk,)),
                place(clock.article if clock else ""),
            )
        )
    return found


def _act(name: str) -> str:
    return capfirst(act_name(name))


def _kind(name: str) -> str:
    return capfirst(kind_words(name))


def _paged(
    request: HttpRequest, tasks: QuerySet[Task], count: int | None, joined: Sequence[str]
) -> Page:
    """By due day, those without one last; the count is asked for only under a filter."""
    if count is None:
        count = min(tasks.order_by()[: LIMIT + 1].count(), LIMIT)
    found = Counted(tasks.order_by(DUE, "pk"), PAGE, count, joined)
    return found.get_page(request.GET.get("page"))
