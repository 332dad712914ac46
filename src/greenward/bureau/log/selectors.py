"""Reads of the log: the last checkpoint, tiles, proofs, and whether all is well."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.matters.reading import reads
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.casework.selectors import audit_log
from greenward.trust import merkle, tiles
from greenward.trust.proofs import Proof

from .errors import LogError
from .models import Checkpoint, OutsideCopy, Tile, Verification

STALLED = timedelta(minutes=1)
OUTSIDE = timedelta(hours=25)
VERIFIED = timedelta(hours=49)
"""How old the oldest waiting act, the first checkpoint without a copy, and the last verification
may be before somebody is told."""

_public_acts: set[str] = set()


def let_anyone_prove(*acts: str) -> None:
    """Say that anyone may fetch the proof, and with it the entry, of these acts; call it in
    ``AppConfig.ready``. What they note must be fit to be published."""
    _public_acts.update(acts)


def last_checkpoint() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-size").first()


def published(checkpoint: Checkpoint) -> str:
    """The signed note with the lines of its witnesses."""
    return checkpoint.note + "".join(c.line for c in checkpoint.cosignatures.all())


def tile(path: tiles.TilePath) -> bytes | None:
    """The hashes of a tile in a width; None unless the log has grown so far."""
    found = Tile.objects.filter(level=path.level, number=path.number)
    hashes = bytes(found.values_list("hashes", flat=True).first() or b"")
    wanted = path.width * merkle.HASH
    return hashes[:wanted] if len(hashes) >= wanted else None


def provable(actor: Actor) -> QuerySet[AuditEvent]:
    """The acts whose entry and proof an actor may fetch: what they read in the log of acts, what
    they did themselves, and acts that are public by nature."""
    if actor.may("see_audit"):
        return audit_log(actor) | AuditEvent.objects.filter(act__in=_public_acts)
    own = Q(act__in=_public_acts)
    if actor.user is not None:
        own |= Q(actor=actor.user)
    return AuditEvent.objects.filter(own)


def provable_act(actor: Actor, pk: int) -> AuditEvent | None:
    """The act of that number when the actor may fetch its proof: as in `provable`, or because they
    read it in the history of a matter."""
    found = provable(actor).filter(pk=pk).first()
    if found is None:
        event = AuditEvent.objects.filter(pk=pk).first()
        found = event if event is not None and reads(actor, event) else None
    return found


def proof_of(event: AuditEvent) -> Proof:
    """The proof that an act is in the log under its last checkpoint, read from the tiles.

    Raises LogError while the sequencer has not taken the act up.
    """
    at = last_checkpoint()
    if event.leaf_index is None or at is None or event.leaf_index >= at.size:
        raise LogError(_("The log takes this act up within a few seconds. Try again then."))
    kept = {
        (found.level, found.number): bytes(found.hashes)
        for found in Tile.objects.filter(_beside(event.leaf_index, at.size))
    }
    subtree = tiles.subtrees(lambda level, number: kept[level, number])
    hashes = merkle.inclusion_proof(subtree, event.leaf_index, at.size)
    return Proof(bytes(event.canon), event.leaf_index, tuple(hashes), published(at))


def _beside(index: int, size: int) -> Q:
    """The tiles that a proof may read: those over the leaf, and the last of each level."""
    wanted, last, level = Q(pk__in=[]), size - 1, 0
    while True:
        index, last = index // tiles.WIDTH, last // tiles.WIDTH
        wanted |= Q(level=level, number__in={index, last})
        if not last:
            return wanted
        level += 1


def alerts() -> list[str]:
    """What somebody must look at, in words; empty when all is well. Four small queries."""
    now, found = timezone.now(), []
    since = AuditEvent.objects.filter(leaf_index=None).aggregate(since=Min("at"))["since"]
    if since and since < now - STALLED:
        found.append(_("Acts have waited for the log for more than a minute: it does not run."))
    checked = Verification.objects.order_by("pk").last()
    if checked and checked.broken:
        found.append(_("The last verification found a break: %(what)s") % {"what": checked.broken})
    elif checked and checked.at < now - VERIFIED:
        found.append(_("The log was last verified more than two days ago."))
    if _uncopied(now):
        found.append(_("For more than a day no checkpoint has been handed to anybody outside."))
    return found


def _uncopied(now: object) -> bool:
    copied = OutsideCopy.objects.order_by("-checkpoint__size").values_list("checkpoint__size")[:1]
    newer = Checkpoint.objects.filter(size__gt=copied) if copied else Checkpoint.objects.all()
    first = newer.order_by("size").values_list("at", flat=True).first()
    return first is not None and first < now - OUTSIDE
