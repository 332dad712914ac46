"""Published editions of the law: stored as canonical text under their hash, read back from it."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.acts import act
from greenward.law.canonical import canonical, digest
from greenward.law.check import check
from greenward.law.coverage import GROUP as GROUP
from greenward.law.coverage import names as pack_names
from greenward.law.coverage import pack as installed
from greenward.law.language import Edition, LawError

from .errors import StandardsError
from .models import PublishedEdition


def pack_named(name: str) -> Edition:
    """The edition that an installed city pack states today."""
    try:
        return installed(name)
    except LawError:
        raise StandardsError(
            _("There is no city pack %(name)s. Installed: %(known)s.")
            % {"name": name, "known": ", ".join(pack_names()) or "—"}
        ) from None


def publish(actor: Actor, pack: Edition) -> PublishedEdition:
    """Store an edition. The same law is the same row: publishing it again changes nothing."""
    hash = digest(check(pack))
    if there := PublishedEdition.objects.filter(pk=hash).first():
        return there
    with act(actor, "publish_law") as event:
        row, _new = PublishedEdition.objects.get_or_create(
            hash=hash,
            defaults={"pack": pack.pack, "body": canonical(pack), "published_by": actor.name},
        )
        event.subject = row
        event.note(pack=pack.pack)
    return row


def latest(pack: str) -> PublishedEdition:
    """The edition of a pack that was published last."""
    row = PublishedEdition.objects.filter(pack=pack).order_by("-published_at").first()
    if row is None:
        raise StandardsError(
            _("No edition of the law of %(pack)s is published. Run `greenward law publish`.")
            % {"pack": pack}
        )
    return row


@lru_cache(maxsize=32)
def edition(hash: str) -> Edition:
    """The law of an edition by its hash, from the stored text. Read once: what a hash names never
    changes."""
    try:
        return PublishedEdition.objects.get(pk=hash).edition
    except PublishedEdition.DoesNotExist:
        raise StandardsError(_("No edition %(hash)s is on file.") % {"hash": hash[:12]}) from None
