"""Recording what is commissioned for a project, with its tender document and its contract, and what
an officer finds in them (Article 14).

What the developer says stands in a document is a statement of the developer; what a machine read in
it is only shown to whoever says it (`greenward.bureau.construction.tendering.reading`).
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.days import check_past
from greenward.bureau.casework.documents import Upload
from greenward.bureau.casework.filings import file_document, replace
from greenward.bureau.casework.models import Filing
from greenward.law.clauses import STARS, STATED, Paper

from ..models import ClauseFinding, Procurement, Project
from ..recording import recorded

COLUMNS = frozenset({"lot", "provider", "tendered", "commissioned_on", "price_fen"})
"""What of a procurement is entered beside its documents."""
MOST_STARS = 3


def procure(actor: Actor, project: Project, *, service: str, **fields: Any) -> Procurement:
    """Record that a service was commissioned. `fields` are `COLUMNS`.

    Raises ValidationError for a day to come or a negative price.
    """
    with recorded(actor, project, "record_procurement") as event:
        row = Procurement(project=project, service=service, recorded_by=actor.user)
        _fill(row, fields)
        row.save()
        event.note(procurement=row.pk, service=service, **_said(fields))
    return row


def amend(actor: Actor, row: Procurement, *, because: str = "", **fields: Any) -> None:
    """Change what was entered of a procurement; `because` where a passed gate stood on it."""
    with recorded(actor, row.project, "record_procurement", because=because) as event:
        _check_counts(row)
        _fill(row, fields)
        row.save()
        event.note(procurement=row.pk, **_said(fields))


def withdraw(actor: Actor, row: Procurement, *, because: str) -> None:
    """Take back a procurement entered by mistake: it stays on file and counts no more."""
    if not because.strip():
        raise ValidationError(_("Say why it is withdrawn."))
    with recorded(actor, row.project, "record_procurement", because=because) as event:
        _check_counts(row)
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at"])
        event.note(procurement=row.pk, withdrawn=True, because=because)


def attach(actor: Actor, row: Procurement, paper: Paper, upload: Upload) -> Filing:
    """File the tender document or the contract in the project's matter, or its new version.

    What was said of the old version is no longer said of anything. Raises Refused (the file itself).
    """
    with recorded(actor, row.project, "record_procurement") as event:
        _check_counts(row)
        held: Filing | None = getattr(row, paper.value)
        if held is None:
            kind = "contract" if paper is Paper.CONTRACT else "other"
            filing = file_document(actor, row.project.matter, upload, kind)
        else:
            filing = replace(actor, held, upload)
        setattr(row, paper.value, filing)
        setattr(row, STATED[paper], None)
        setattr(row, STARS[paper], None)
        row.save()
        event.note(procurement=row.pk, paper=paper, document=filing.document_id)
    return filing


def state_clause(
    actor: Actor, row: Procurement, paper: Paper, *, stated: bool, star: int | None
) -> None:
    """Say whether a document carries the clause and which star it states.

    Raises ValidationError for a star without a clause, or a document that is not on file.
    """
    _check_star(star)
    if star is not None and not stated:
        raise ValidationError(_("Without a clause the document states no star."))
    with recorded(actor, row.project, "record_procurement") as event:
        _check_counts(row)
        if stated and getattr(row, f"{paper.value}_id") is None:
            raise ValidationError(_("File the document first: the clause is shown by it."))
        setattr(row, STATED[paper], stated)
        setattr(row, STARS[paper], star)
        row.save()
        event.note(procurement=row.pk, paper=paper, stated=stated, star=star)


def find(
    actor: Actor, row: Procurement, paper: Paper, *, star: int | None, remark: str
) -> ClauseFinding:
    """Note what an officer read in a document: the star, or None for no clause. It holds against
    what the developer said until it is lifted; an earlier finding is lifted by it."""
    _check_star(star)
    if not remark.strip():
        raise ValidationError(_("Say what you read, and where in the document."))
    with recorded(actor, row.project, "find_clause") as event:
        _check_counts(row)
        for earlier in row.findings.filter(paper=paper, lifted_at=None):
            _lift(actor, earlier)
        found = ClauseFinding.objects.create(
            procurement=row, paper=paper, star=star, remark=remark, noted_by=actor.user
        )
        event.note(procurement=row.pk, paper=paper, star=star, remark=remark)
    return found


def lift(actor: Actor, finding: ClauseFinding) -> None:
    """Lift a finding: what the developer said holds again."""
    row = finding.procurement
    with recorded(actor, row.project, "find_clause") as event:
        if finding.lifted_at is not None:
            raise ValidationError(_("The finding was lifted already."))
        _lift(actor, finding)
        event.note(procurement=row.pk, paper=finding.paper, lifted=finding.pk)


def _lift(actor: Actor, finding: ClauseFinding) -> None:
    finding.lifted_at, finding.lifted_by = timezone.now(), actor.user
    finding.save(update_fields=["lifted_at", "lifted_by"])


def _fill(row: Procurement, fields: dict[str, Any]) -> None:
    if stray := fields.keys() - COLUMNS:
        raise TypeError(f"no column of a procurement: {', '.join(sorted(stray))}")
    for name, value in fields.items():
        setattr(row, name, value)
    check_past(commissioned_on=row.commissioned_on)
    if row.price_fen is not None and row.price_fen < 0:
        raise ValidationError(_("A price is not negative."))


def _check_counts(row: Procurement) -> None:
    row.refresh_from_db()
    if row.withdrawn_at is not None:
        raise ValidationError(_("It was withdrawn: enter it anew."))


def _check_star(star: int | None) -> None:
    if star is not None and not 0 <= star <= MOST_STARS:
        raise ValidationError(_("There are stars from 0 to 3."))


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    """What was entered, for the audit row: the organisation by its key, the price left out of the
    log, since it is a business secret."""
    said = {name: value for name, value in fields.items() if name != "price_fen"}
    if "provider" in said:
        said["provider"] = said["provider"].pk if said["provider"] else None
    return said
