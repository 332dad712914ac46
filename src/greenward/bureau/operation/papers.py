"""The papers of a handover: previewed, issued in versions that never change, checked by anybody who
holds a copy (Article 18).

A paper is issued only when it states all the law asks of it and no warranty period lies below its
legal floor; the acceptance report is the one the acceptance produced, filed as it is.
"""

from __future__ import annotations

import io
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.documents import Upload, keep, path_of, store, taken
from greenward.bureau.casework.models import Document
from greenward.bureau.casework.words import in_language
from greenward.bureau.construction.law import law_of
from greenward.bureau.construction.models import Acceptance, Project
from greenward.bureau.construction.recording import recorded
from greenward.bureau.letters.printing import print_pdf
from greenward.bureau.letters.seals import qr
from greenward.bureau.registry.models import Unit
from greenward.law.language import Text

from . import contents, sheets, warranties
from .contents import Material
from .models import Paper, PaperKind

SHEETS = Path(__file__).with_name("sheets")
DRAFT = "草稿 DRAFT"
NOTE = "Translation for convenience; the Chinese text governs."
CHECK = Text("核验本文书", "Check this paper")
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without signs that are taken for one another."""
MADE_HERE = (PaperKind.GUARANTEE, PaperKind.MANUAL)
HANDED_OVER = (PaperKind.ACCEPTANCE, *MADE_HERE)
"""The three papers of Article 18, first paragraph."""


def preview(project: Project, kind: PaperKind, unit: Unit | None = None) -> bytes:
    """A paper as it would be issued today, marked as a draft, whatever is still missing."""
    given = contents.material(project)
    return _printed(sheets.content(kind, project, given, _home(unit)), project, kind)


def issue(actor: Actor, project: Project, kind: PaperKind) -> Paper:
    """Issue the next version of a paper made here. Raises ValidationError that names all that is
    missing, and every warranty period below its floor with the floor and its source."""
    with recorded(actor, project, "issue_paper") as event:
        given = contents.material(project)
        _check_whole(project, kind, given)
        paper = _issued(actor, project, kind, given, None)
        event.note(**_said(paper))
    return paper


def issue_guide(actor: Actor, project: Project, unit: Unit) -> Paper:
    """Issue the inspection guide of one home; the same content is not issued twice."""
    with recorded(actor, project, "issue_paper") as event:
        given = contents.material(project)
        newest = latest(project, PaperKind.GUIDE, unit)
        words = sheets.content(PaperKind.GUIDE, project, given, _home(unit))
        if newest is not None and newest.content == words:
            event.note(**_said(newest))
            return newest
        paper = _issued(actor, project, PaperKind.GUIDE, given, unit)
        event.note(**_said(paper))
    return paper


def file_report(actor: Actor, project: Project, upload: Upload) -> Paper:
    """File the special acceptance report as it was signed. Raises Refused for a file that is no PDF."""
    with taken(upload) as found:
        if found.type is None or found.type.key != "pdf":
            raise ValidationError(_("The signed report is filed as a PDF."))
        with recorded(actor, project, "issue_paper") as event:
            document = store(actor, found, found.name, found.type.media_type)
            paper = _kept(actor, project, PaperKind.ACCEPTANCE, document)
            event.note(**_said(paper))
    return paper


def issued_report(project: Project) -> Acceptance | None:
    """The passed special acceptance whose report was issued last; None where none was issued here."""
    rows = Acceptance.objects.filter(application__project=project, report__isnull=False)
    passed = rows.filter(
        application__decision__granted=True, application__decision__reopened_at=None
    ).select_related("report__document")
    return passed.order_by("pk").last()


def content_of(session: Acceptance | None) -> ContentFile[bytes]:
    """The issued report of a session as it is kept, to be filed without sending it again."""
    assert session is not None and session.report is not None
    document = session.report.document
    return ContentFile(path_of(document).read_bytes(), name=f"{session.project.code}.pdf")


def latest(project: Project, kind: PaperKind, unit: Unit | None = None) -> Paper | None:
    """The newest issued version of a paper."""
    rows = Paper.objects.filter(project=project, kind=kind, unit=unit)
    return rows.order_by("-version").first()


def newest(project: Project) -> dict[str, Paper]:
    """The newest version of each paper of the project by kind; guides are of homes and left out."""
    rows = Paper.objects.filter(project=project, unit=None).order_by("version")
    return {paper.kind: paper for paper in rows}


def check_address(code: str) -> str:
    """Where anybody may check a copy, as its QR says it."""
    return f"{settings.PUBLIC_URL}{reverse('operation:check', args=[code])}"


def _check_whole(project: Project, kind: PaperKind, given: Material) -> None:
    lacking = contents.missing(law_of(project.area), kind, given)
    wrong = [in_language(entry.denial) for entry in lacking if entry.denial]
    if kind is PaperKind.GUARANTEE:
        wrong += warranties.below(given.floors)
    if wrong:
        raise ValidationError(wrong)


def _issued(
    actor: Actor, project: Project, kind: PaperKind, given: Material, unit: Unit | None
) -> Paper:
    words = sheets.content(kind, project, given, _home(unit))
    code, version = _new_code(), _next_version(project, kind, unit)
    pdf = _printed(words, project, kind, code, version)
    name = f"{project.code}-{kind.value}-{version}.pdf"
    document = keep(actor, io.BytesIO(pdf), name, "application/pdf")
    return _kept(actor, project, kind, document, code, unit, words, contents.stated(kind, given))


def _kept(
    actor: Actor,
    project: Project,
    kind: PaperKind,
    document: Document,
    code: str = "",
    unit: Unit | None = None,
    content: dict[str, Any] | None = None,
    facts: dict[str, Any] | None = None,
) -> Paper:
    return Paper.objects.create(
        project=project,
        unit=unit,
        kind=kind,
        version=_next_version(project, kind, unit),
        code=code or _new_code(),
        document=document,
        content=content or {},
        facts=facts or {},
        issued_by=actor.user,
    )


def _printed(
    words: dict[str, Any], project: Project, kind: PaperKind, code: str = "", version: int = 0
) -> bytes:
    today = timezone.localdate()
    address = check_address(code) if code else ""
    number = f"{project.code} · {words['title'][0]} · V{version}" if version else ""
    data = {
        **words,
        "number": number,
        "author": project.developer.name,
        "date": [today.year, today.month, today.day],
        "mark": "" if code else DRAFT,
        "qr": qr(address) if address else "",
        "check": [f"{CHECK.zh} {CHECK.en}", code, address] if address else [],
        "note": NOTE,
        "form": kind is PaperKind.GUIDE,
    }
    return print_pdf("paper", data, SHEETS)


def _home(unit: Unit | None) -> str:
    return f"{unit.building} {unit.number}" if unit else ""


def _next_version(project: Project, kind: PaperKind, unit: Unit | None) -> int:
    rows = Paper.objects.filter(project=project, kind=kind, unit=unit)
    return (rows.aggregate(last=Max("version"))["last"] or 0) + 1


def _new_code() -> str:
    return "".join(secrets.choice(SIGNS) for _place in range(12))


def _said(paper: Paper) -> dict[str, Any]:
    return {
        "paper": paper.pk,
        "kind": str(paper.kind),
        "version": paper.version,
        "document": paper.document_id,
    }
