"""Documents filed in matters: who may file, replace, redact and open them, and what is logged of it.

A party sees what is labelled public or for the parties, officials of the kind see all, whoever filed
a document sees it always, and anybody may open a public one in its newest version, of which there
is never an original beside its redacted copy. (Open Government Information Regulations, Articles 14
to 16 and 37; PIPL, Articles 34 and 35; MLPS 2.0, 8.1.4.2.)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from greenward.bureau.accounts.actors import Actor

from . import jobs
from .acts import Event, act
from .contents import Refused
from .contents.names import stem
from .documents import Received, Upload, path_of, store, taken
from .examining import REPLACE
from .matters import tasks
from .matters.parties import acting_for, roles_in
from .matters.steps import beside, concerned
from .matters.visibility import as_party, by_post, works_on
from .models import Document, Filing, Matter, Party
from .models.filings import Label
from .publishable import check_publishable, check_redacted
from .security import note_failure

KINDS = {
    "application": gettext_lazy("application or declaration"),
    "drawing": gettext_lazy("drawing or model"),
    "report": gettext_lazy("report"),
    "certificate": gettext_lazy("certificate or licence"),
    "contract": gettext_lazy("contract"),
    "photo": gettext_lazy("photograph"),
    "record": gettext_lazy("record of an inspection or a hearing"),
    "statement": gettext_lazy("statement or defence"),
    "decision": gettext_lazy("decision or letter of an authority"),
    "proof_of_service": gettext_lazy("proof of service"),
    "identity": gettext_lazy("proof of identity or authority"),
    "other": gettext_lazy("other document"),
}
"""What a filed document is."""
PERSONAL_KINDS = frozenset({"identity"})
"""Kinds that always tell of a private person."""
QUOTA_LOCK = 7_032_042
TITLE = 200


class NotOpened(ValidationError):
    """The document may be seen but not opened now: it is being scanned, or a virus was found."""


def file_document(
    actor: Actor,
    matter: Matter,
    upload: Upload,
    kind: str,
    title: str = "",
    label: str = Label.PARTIES,
    *,
    personal: bool = False,
) -> Filing:
    """File a document in a matter; its title is the file's name unless given.

    Raises PermissionDenied, Refused (the file itself), WrongState (the matter is closed) or
    ValidationError (over the day's quota; a label that does not fit).
    """
    personal = personal or kind in PERSONAL_KINDS
    with _taking(actor, matter, "file_document", upload) as found:
        _check_kind(kind)
        _check_label(actor, matter, label, personal)
        if label == Label.PUBLIC:
            check_publishable(found)
        with beside(actor, matter, "file_document") as event:
            said = title or stem(found.name) or str(KINDS[kind])
            filing = Filing(kind=kind, title=said, label=label, personal=personal)
            return _file(actor, matter, found, filing, event)


def replace(actor: Actor, filing: Filing, upload: Upload) -> Filing:
    """File a new version; the old one stays on file.

    A party replaces what it filed itself, an official of the kind anything. What a party puts in
    the place of a public document is for the parties until an official looks at it.
    """
    matter = filing.matter
    official, label = works_on(actor, matter), filing.label
    if label == Label.PUBLIC and not official:
        label = Label.PARTIES
    with _taking(actor, matter, "file_document", upload) as found:
        if not official and not filed_by(actor, filing):
            raise PermissionDenied(_("Only whoever filed this document may replace it."))
        if found.sha256 == filing.document_id:
            raise Refused(
                _("This is the very file that is on file already. Choose the new version.")
            )
        if label == Label.PUBLIC:
            (check_redacted if filing.redacts_id else check_publishable)(found)
        with beside(actor, matter, "file_document") as event:
            if Filing.objects.filter(replaces=filing).exists():
                raise ValidationError(_("A newer version is on file already. Replace that one."))
            event.note(replaces=filing.pk)
            copy = Filing(
                kind=filing.kind,
                title=filing.title,
                label=label,
                personal=filing.personal,
                version=filing.version + 1,
                replaces=filing,
                redacts_id=filing.redacts_id,
            )
            made = _file(actor, matter, found, copy, event)
            tasks.done(actor, matter, REPLACE, note=filing.title)
            return made


def redact(actor: Actor, filing: Filing, upload: Upload, title: str = "") -> Filing:
    """File a copy without what is secret or personal, for everybody; the original no longer is.

    Raises Refused where the copy's words, seen or hidden, still hold identity or phone numbers.
    """
    with _taking(actor, filing.matter, "redact_document", upload) as found:
        if filing.redacts_id:
            raise ValidationError(_("This is a redacted copy itself. Replace it by a new version."))
        if found.sha256 == filing.document_id:
            raise Refused(
                _("This is the original itself. Choose the copy without the secret parts.")
            )
        check_redacted(found)
        with _about(actor, filing, "redact_document") as event:
            event.note(redacts=filing.pk)
            copy = Filing(
                kind=filing.kind,
                title=(title or _("%(title)s (redacted)") % {"title": filing.title})[:TITLE],
                label=Label.PUBLIC,
                redacts=filing,
            )
            made = _file(actor, filing.matter, found, copy, event)
            if filing.label == Label.PUBLIC:
                Filing.objects.filter(pk=filing.pk).update(label=Label.PARTIES)
            return made


def relabel(actor: Actor, filing: Filing, label: str, *, personal: bool | None = None) -> Filing:
    """Change who may open a document, or whether it tells of private persons; logged either way."""
    _may(actor, filing.matter, "label_document")
    told = filing.personal if personal is None else personal
    _check_label(actor, filing.matter, label, told)
    if label == Label.PUBLIC and filing.label != Label.PUBLIC:
        if filing.redacted_copies.exists():
            raise ValidationError(
                _("Its redacted copy is what everybody may open, not the original.")
            )
        document = filing.document
        check_publishable(Received(path_of(document), document.sha256, document.size))
    with _about(actor, filing, "label_document") as event:
        event.note(before=filing.label, label=label, personal=told)
        filing.label, filing.personal = label, told
        filing.save(update_fields=["label", "personal"])
    return filing


def opened(actor: Actor, filing: Filing) -> Path:
    """The file of a filing the actor may see; the opening of an internal or personal one is logged.

    Raises NotOpened while it is being scanned, and for good when a virus was found.
    """
    scan = filing.document.scan
    if scan == Document.Scan.INFECTED:
        raise NotOpened(
            _("A virus was found in this document; it is locked away and cannot be opened.")
        )
    if scan == Document.Scan.WAITING:
        raise NotOpened(_("This document is being scanned for viruses. Try again in a minute."))
    guarded = filing.label == Label.INTERNAL or filing.personal
    if guarded and concerned(actor, filing.matter, "open_document"):
        with _about(actor, filing, "open_document") as event:
            event.note(label=filing.label, personal=filing.personal)
    return path_of(filing.document)


def visible(actor: Actor) -> Q:
    """A condition on Filing: what an actor may open."""
    if actor.everywhere:
        return Q()
    copies = Filing.objects.filter(redacts=OuterRef("pk"))
    newer = Filing.objects.filter(replaces=OuterRef("pk"))
    seen = Q(label=Label.PUBLIC) & ~Exists(copies) & ~Exists(newer)
    if actor.user is None:
        return seen
    parties = Matter.objects.filter(as_party(actor))
    seen |= Q(label__in=(Label.PUBLIC, Label.PARTIES), matter__in=parties)
    return seen | Q(matter__in=Matter.objects.filter(by_post(actor))) | Q(filed_by=actor.user)


def filings_of(actor: Actor, matter: Matter) -> models.QuerySet[Filing]:
    """What an actor may open of a matter, each in its newest version, redacted copies after their
    originals; one query."""
    newer = Filing.objects.filter(visible(actor), replaces=OuterRef("pk"))
    found = Filing.objects.filter(visible(actor), ~Exists(newer), matter=matter)
    order = models.functions.Coalesce("redacts_id", "pk")
    return with_filers(found).order_by(order, "pk")


def with_filers(found: models.QuerySet[Filing]) -> models.QuerySet[Filing]:
    """Filings with who filed each; `in_person` says that it was a private person, a party of the
    matter, whose name stays under its mask in a list."""
    private = Party.objects.filter(matter=OuterRef("matter"), user=OuterRef("filed_by"))
    joined = found.select_related("document", "filed_by", "organisation")
    return joined.annotate(in_person=Exists(private))


def versions_of(actor: Actor, filing: Filing) -> list[Filing]:
    """All versions of a document that the actor may open, newest first; two queries."""
    rows = Filing.objects.filter(visible(actor), matter=filing.matter_id, kind=filing.kind)
    by_number = {row.pk: row for row in with_filers(rows)}
    after = {row.replaces_id: row for row in by_number.values() if row.replaces_id}
    newest = filing
    while newest.pk in after:
        newest = after[newest.pk]
    chain = [newest]
    while (before := by_number.get(chain[-1].replaces_id)) is not None:
        chain.append(before)
    return chain


def filed_by(actor: Actor, filing: Filing) -> bool:
    """Whether the actor filed it, or acts for the organisation on whose behalf it was filed."""
    own = actor.user is not None and filing.filed_by_id == actor.user.pk
    return own or actor.acts_for(filing.organisation_id)


def _file(actor: Actor, matter: Matter, found: Received, filing: Filing, event: Event) -> Filing:
    """Store the content and the row, in the act that files it, and have a worker look at it."""
    assert found.type is not None
    _check_quota(actor, found.size)
    filing.matter, filing.filed_by = matter, actor.user
    filing.title = " ".join(filing.title.split())[:TITLE]
    filing.organisation = None if works_on(actor, matter) else acting_for(actor, matter)
    filing.document = store(actor, found, found.name, found.type.media_type)
    filing.save(force_insert=True)
    event.note(filing=filing.pk, kind=filing.kind, version=filing.version)
    event.note(label=filing.label, document=filing.document_id)
    event.personal(title=filing.title)
    jobs.enqueue("document", filing.pk)
    return filing


@contextmanager
def _taking(actor: Actor, matter: Matter, name: str, upload: Upload) -> Iterator[Received]:
    """Ask whether the actor may, and only then read the file; a refusal is noted for security."""
    try:
        _may(actor, matter, name)
        with taken(upload) as found:
            yield found
    except (PermissionDenied, ValidationError) as error:
        note_failure(actor, name, matter, matter.area.path, error)
        raise


def _may(actor: Actor, matter: Matter, name: str) -> None:
    if not concerned(actor, matter, name):
        raise PermissionDenied(_("Your duty post does not include this act."))


@contextmanager
def _about(actor: Actor, filing: Filing, name: str) -> Iterator[Event]:
    """An act about a filed document, which may also come after the matter is closed."""
    matter = filing.matter
    parties = roles_in(actor, matter)
    with act(actor, name, matter, area=matter.area, parties=parties) as event:
        _may(actor, matter, name)
        event.note(filing=filing.pk)
        event.personal(title=filing.title)
        yield event


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise ValidationError(_("Say what kind of document it is."))


def _check_label(actor: Actor, matter: Matter, label: str, personal: bool) -> None:
    if label not in Label.values:
        raise ValidationError(_("Say who may open the document."))
    if label != Label.PARTIES and not works_on(actor, matter):
        raise PermissionDenied(_("Who may open a document is decided by the authority."))
    if label == Label.PUBLIC and personal:
        raise ValidationError(
            _("A document about private persons is not made public. File a redacted copy of it.")
        )


def _check_quota(actor: Actor, size: int) -> None:
    """What a person files in a day is bounded; two uploads at once count one after the other."""
    if actor.user is None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [QUOTA_LOCK, actor.user.pk])
    since = timezone.now() - timedelta(days=1)
    today = Filing.objects.filter(filed_by=actor.user, filed_at__gt=since)
    used = today.aggregate(sum=Sum("document__size"))["sum"] or 0
    if used + size > settings.UPLOAD_QUOTA:
        raise ValidationError(
            _(
                "You have filed %(used)s MB within a day; more than %(most)s MB is not taken. Go on tomorrow, or ask the officer."
            )
            % {"used": used >> 20, "most": settings.UPLOAD_QUOTA >> 20}
        )
