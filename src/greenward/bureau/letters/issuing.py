"""Issue: in one transaction a draft gets its number, its date and its seal, is printed, filed and
from then on never changes (Penalty Law, Article 59: number, date and seal)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.documents import keep_own
from greenward.bureau.casework.matters import calendars
from greenward.bureau.casework.models.filings import Label
from greenward.law.national.procedure import step, window

from . import content, filing, numbers, rendering, seals, serving
from .drafts import changing
from .kinds import LetterKind, named
from .models import Letter


def issue(actor: Actor, letter: Letter) -> Letter:
    """Issue a draft. Raises PermissionDenied (post, four eyes), ValidationError and KeyTrouble;
    then no number is used up."""
    kind, today = named(letter.kind), timezone.localdate()
    with changing(actor, letter, kind.issue) as (draft, event):
        _number(actor, draft, kind, today)
        document = _print(actor, draft)
        _file(actor, draft, kind)
        draft.save()
        if kind.served:
            _ask_for_service(draft, today)
        kind.on_issued(actor, draft, today)
        event.note(number=draft.number, kind=kind.name, sha256=document, key=draft.seal["kid"])
    return draft


def withdrawal_of(letter: Letter) -> Letter | None:
    """The issued letter that takes this one back."""
    return letter.later.filter(kind="withdrawal", state=Letter.State.ISSUED).first()


def statement_of(letter: Letter) -> bytes:
    """What the seal of an issued letter signs."""
    return seals.statement(letter.number, letter.authority.name_zh, letter.issued_on, letter.pdf_id)


def _number(actor: Actor, draft: Letter, kind: LetterKind, on: date) -> None:
    signer = rendering.signer_of(draft)
    draft.authority, draft.word, draft.year = signer, kind.word, on.year
    draft.serial = numbers.next_serial(signer, kind.word, on.year)
    draft.number = numbers.written(signer, kind.word, on.year, draft.serial)
    draft.code = seals.new_code()
    draft.state, draft.issued_on, draft.issued_by = Letter.State.ISSUED, on, actor.user
    draft.content = content.kept(rendering.built(draft, on))


def _print(actor: Actor, draft: Letter) -> str:
    """Print and sign; the SHA-256 of the PDF is the name of its document."""
    name = draft.number
    draft.pdf = keep_own(actor, rendering.pdf(draft), f"{name}.pdf", "application/pdf")
    draft.page = keep_own(actor, rendering.page(draft), f"{name}.html", "text/html")
    draft.seal = seals.sign(statement_of(draft)).stored
    return draft.pdf_id


def _file(actor: Actor, draft: Letter, kind: LetterKind) -> None:
    """Filed for the authority alone until it is served; a letter not served, as its kind says."""
    label = Label.INTERNAL if kind.served else kind.sides
    title = f"{kind.title.zh} {draft.number}"
    draft.filing = filing.file(
        actor, draft.matter, draft.pdf, kind=filing.LETTER, title=title, label=label
    )


def _ask_for_service(draft: Letter, on: date) -> None:
    """A task of whoever handles the matter, within the time of the Penalty Law, Article 61."""
    found = window(step("service"), on, calendars.calendar())
    serving.ask(draft, serving.BEGIN, found.last if found else None)
