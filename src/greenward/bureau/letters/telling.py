"""The front of a volume in words: the matter, its parties, its course, requests with answers.

For the parties and the public the course is the acts that moved the matter; for the public without
the names of persons.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from greenward.bureau.casework.matters import kinds
from greenward.bureau.casework.models import AuditEvent, Matter
from greenward.bureau.casework.words import act_name, details

from .models import Volume
from .numbers import signing_for


def tell(matter: Matter, scope: str) -> dict[str, Any]:
    """Data for ``volume.typ``, but for the documents and their pages."""
    kind, public = kinds.named(matter.kind), scope == Volume.Scope.PUBLIC
    signer = signing_for(matter.area)
    state = str(kind.states[matter.state].label)
    rows = [
        [_("Number of the matter"), matter.number],
        [_("Kind"), str(kind.title)],
        [_("Subject"), matter.title],
        [_("Area"), str(matter.area)],
        [_("State"), state],
        [_("Opened on"), f"{timezone.localtime(matter.opened_at):%Y-%m-%d}"],
    ]
    if matter.closed_at:
        rows.append([_("Closed on"), f"{timezone.localtime(matter.closed_at):%Y-%m-%d}"])
    rows += _parties(matter, public)
    chinese = (get_language() or "zh").startswith("zh")
    return {
        "lang": "zh" if chinese else "en",
        "authority": str(signer or matter.area),
        "number": matter.number,
        "title": matter.title,
        "made_for": str(Volume.Scope(scope).label),
        "rows": rows,
        "course": _course(matter, scope),
        "requests": [] if public else _requests(matter),
        "remarks": [] if public else _remarks(matter, internal=scope == Volume.Scope.ALL),
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "volume": _("Volume of the matter"),
        "made_for": _("Made for"),
        "made_on": _("Made on"),
        "contents": _("Contents"),
        "course": _("Course of the matter"),
        "requests": _("What was asked for, and the answers"),
        "remarks": _("Remarks"),
        "documents": _("Documents"),
        "document": _("Document"),
        "filed": _("Filed on"),
        "page": _("Page"),
        "hash": _("SHA-256"),
        "not_bound": _("Not bound in"),
        "when": _("When"),
        "act": _("Act"),
        "who": _("Who"),
        "details": _("Details"),
        "nothing": _("None."),
    }


def _parties(matter: Matter, public: bool) -> list[list[str]]:
    """Organisations by name; persons never to the public."""
    parties = matter.parties.select_related("organisation", "user").order_by("pk")
    return [
        [str(one.get_role_display()), str(one.organisation or one.user)]
        for one in parties
        if one.organisation_id or not public
    ]


def _course(matter: Matter, scope: str) -> list[list[str]]:
    """The acts in words: when, what, who, details."""
    found = AuditEvent.objects.filter(
        subject_type=matter._meta.label_lower, subject_id=str(matter.pk)
    ).order_by("pk")
    if scope != Volume.Scope.ALL:
        opens = kinds.named(matter.kind).opens
        found = found.filter(Q(payload__has_key="state") | Q(act=opens))
    states = kinds.named(matter.kind).states
    rows = []
    for event in found:
        state = event.payload.get("state")
        said = str(states[state].label) if state in states else ""
        if scope == Volume.Scope.ALL:
            said = details(event.payload)
        rows.append(
            [
                f"{timezone.localtime(event.at):%Y-%m-%d %H:%M}",
                act_name(event.act),
                "" if scope == Volume.Scope.PUBLIC else event.actor_name,
                said,
            ]
        )
    return rows


def _requests(matter: Matter) -> list[dict[str, Any]]:
    requests = matter.requests.prefetch_related("items")
    return [
        {
            "head": f"{timezone.localtime(one.asked_at):%Y-%m-%d}"
            + (f" → {timezone.localtime(one.answered_at):%Y-%m-%d}" if one.answered_at else ""),
            "items": [
                [f"{item.get_type_display()}: {item.what}", item.answer or "—"]
                for item in one.items.all()
            ],
        }
        for one in requests
    ]


def _remarks(matter: Matter, *, internal: bool) -> list[list[str]]:
    found = matter.comments.select_related("by")
    if not internal:
        found = found.filter(internal=False)
    return [
        [f"{timezone.localtime(one.at):%Y-%m-%d %H:%M}", str(one.by or ""), one.text]
        for one in found
    ]
