"""Leads of handover and sale: defects of homes that were not repaired by the day set for it (Article 19).

They are the developer's to repair; the officer of the area sees them, whether or not the matter is
theirs, and may settle what the two do not agree on.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Count, Q, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Role
from greenward.bureau.casework.inbox import Lead, Leads

from .models import Defect


def overdue_defects(actor: Actor, most: int) -> Leads | None:
    """Those in the areas of the actor's posts as officer, the longest overdue first; one query."""
    areas = [duty.area_path for duty in actor.duties if duty.role is Role.OFFICER]
    if not areas:
        return None
    inside = reduce(or_, (Q(project__area__path__startswith=path) for path in areas))
    late = Q(due_on__lt=timezone.localdate(), repaired_on=None, matter__closed_at=None)
    rows = Defect.objects.filter(inside, late).select_related("matter", "project")
    first = list(rows.annotate(total=Window(Count("*"))).order_by("due_on", "pk")[:most])
    return Leads(
        _("Defects not repaired by the day set"),
        [_lead(row) for row in first],
        first[0].total if first else 0,
        f"{reverse('casework:matters')}?kind=defect&state=open",
        word=_("overdue defect"),
    )


def _lead(row: Defect) -> Lead:
    return Lead(
        row.matter.title,
        reverse("casework:matter", args=[row.matter_id]),
        row.project.name,
        since=row.due_on,
    )
