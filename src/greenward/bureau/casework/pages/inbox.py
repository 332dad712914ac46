"""The inbox: what must I do today, what happens if I do not, and what do I wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_GET

from greenward.bureau.accounts.permissions import CASE_OFFICERS
from greenward.law.clocks import Calendar

from ..forms import InboxFilter
from ..inbox import BADGE, DUE, LIMIT, Inbox, has_inbox, leads, matching
from ..matters import clocks, kinds
from ..matters.articles import Article, article
from ..matters.due import Due, due
from ..matters.forms import who_of
from ..matters.naming import kind_words, state_of
from ..models import Task
from ..words import act_name

PAGE = 25
MINE, OTHERS = "mine", "others"


@dataclass(frozen=True)
class Line:
    """One task as the inbox shows it."""

    task: Task
    due: Due
    what: str
    who: str
    kind: str
    state: str
    url: str
    article: Article | None


class Counted(Paginator):
    """Pages of a list whose length is known already."""

    def __init__(self, found: QuerySet[Task], size: int, count: int) -> None:
        super().__init__(found, size)
        self._known = count

    @cached_property
    def count(self) -> int:
        return self._known

    def page(self, number: int | str) -> Page:
        """The page's tasks are found first, and only they are joined to what they belong to."""
        found = super().page(number)
        rows = Task.objects.filter(pk__in=found.object_list.values("pk"))
        joined = rows.select_related("matter__area", "clock", "organisation", "user")
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
    page = _paged(request, tasks, total if not any(chosen.values()) else None)
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
            "lines": [line(task, days, box.today) for task in page],
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
    """Where a day begins: with the inbox for whoever handles matters, else at the front page."""
    return redirect(reverse("casework:inbox") if has_inbox(request.actor) else "/")


def line(task: Task, days: Calendar, today: date) -> Line:
    matter, clock = task.matter, task.clock
    return Line(
        task,
        due(
            task.due_on,
            days,
            today,
            count=clock.count if clock else "",
            provisional=bool(clock and clock.provisional),
        ),
        act_name(task.act),
        who_of(task),
        kind_words(matter.kind),
        state_of(matter),
        reverse(kinds.named(matter.kind).url, kwargs={"pk": matter.pk}),
        article(clock.article if clock else ""),
    )


def _paged(request: HttpRequest, tasks: QuerySet[Task], count: int | None) -> Page:
    """By due day, those without one last; the count is asked for only under a filter."""
    if count is None:
        count = min(tasks.order_by()[: LIMIT + 1].count(), LIMIT)
    return Counted(tasks.order_by(DUE, "pk"), PAGE, count).get_page(request.GET.get("page"))
