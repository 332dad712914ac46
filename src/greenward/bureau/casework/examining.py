"""What a worker does with a newly filed document: has it scanned, and draws its first page.

An infected one is locked away at once, everywhere it was filed; whoever filed it and the officer of
the matter get a task that says so.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from procrastinate.contrib.django import app

from greenward.bureau.accounts.actors import Actor

from . import jobs
from .acts import act
from .documents import lock_away, path_of
from .matters import kinds
from .matters.tasks import tasks_for
from .models import Document, Filing, Matter, Task
from .previews import draw
from .scanning import scanner

SCANNER = Actor(None, "virus scanner", everywhere=True)
BATCH = 200
"""Documents whose scan is tried again at once."""
REPLACE = "replace_infected"

log = logging.getLogger(__name__)


def run(filing_id: int) -> None:
    """Scan the document of a filing and draw it. Safe to repeat."""
    document = Filing.objects.select_related("document").get(pk=filing_id).document
    if settings.SCANNER and document.scan != Document.Scan.INFECTED:
        found = scanner(settings.SCANNER)(path_of(document))
        _said(document, Document.Scan.INFECTED if found else Document.Scan.CLEAN, found)
    if document.scan == Document.Scan.INFECTED:
        lock_away(document)
        _tell(document)
    else:
        draw(document)


def failed(filing_id: int, reason: str) -> None:
    """The document waits on; `again` tries it with the next round."""
    log.error("filed document %s could not be examined: %s", filing_id, reason)


@app.periodic(cron="*/10 * * * *")
@app.task(name="greenward.scan_again", queueing_lock="greenward.scan_again")
def again(timestamp: int = 0) -> None:
    """Ask anew for the scans that did not happen, and for those of the time without a scanner."""
    if not settings.SCANNER:
        return
    late = timezone.now() - timedelta(minutes=5)
    unknown = (Document.Scan.WAITING, Document.Scan.NOT_SCANNED)
    waiting = Filing.objects.filter(document__scan__in=unknown, filed_at__lt=late)
    for newest in waiting.values("document").annotate(filing=Max("pk"))[:BATCH]:
        jobs.enqueue("document", newest["filing"])


def _tell(document: Document) -> None:
    """One act in each matter where it is filed and not yet replaced, with the tasks it gives."""
    filed = Filing.objects.filter(document=document, replaced_by__isnull=True)
    for filing in filed.select_related("matter__area"):
        with transaction.atomic():
            matter = Matter.objects.select_for_update().get(pk=filing.matter_id)
            if Task.objects.filter(matter=matter, act=REPLACE, note=filing.title).exists():
                continue
            with act(SCANNER, "find_virus", matter, area=filing.matter.area) as event:
                event.note(filing=filing.pk, found=document.scan_said, document=document.sha256)
                Task.objects.bulk_create(_tasks(filing, matter))


def _tasks(filing: Filing, matter: Matter) -> list[Task]:
    """The officer's, and that of the party or the person who filed it."""
    post = kinds.named(matter.kind).handler
    rows = tasks_for(matter, REPLACE, post, of_state=False, note=filing.title)
    if filing.organisation_id or filing.filed_by_id not in (None, matter.officer_id):
        rows.append(
            Task(
                matter=matter,
                act=REPLACE,
                note=filing.title,
                of_state=False,
                organisation_id=filing.organisation_id,
                user_id=None if filing.organisation_id else filing.filed_by_id,
                officer_id=matter.officer_id,
            )
        )
    return rows


def _said(document: Document, scan: Document.Scan, said: str) -> None:
    document.scan, document.scan_said, document.scanned_at = scan, said[:200], timezone.now()
    document.save(update_fields=["scan", "scan_said", "scanned_at"])
