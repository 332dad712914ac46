"""The log as it is kept beside the acts: tiles of hashes, signed checkpoints, witnesses, copies.

The leaves themselves are the acts' own rows, which the sequencer numbers. The database lets a tile
grow and refuses every other change; whoever goes past it is found out by `verifying`.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree (C2SP tlog-tiles); the last of a level grows."""

    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "number"], name="one_tile_a_place")]


class Checkpoint(models.Model):
    """The log's size and root at a moment, signed with its key (C2SP tlog-checkpoint)."""

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField()
    note = models.TextField()
    """The signed note, as it is published."""
    kid = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("checkpoint")


class Cosignature(models.Model):
    """A witness's line below a checkpoint, kept with the key that it was verified with."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="cosignatures")
    vkey = models.CharField(max_length=300)
    line = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "vkey"], name="a_witness_signs_once")
        ]


class OutsideCopy(models.Model):
    """A checkpoint handed to somebody else: where to, and what they gave for it."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="copies")
    place = models.CharField(max_length=300)
    receipt = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("outside copy")
        ordering = ["id"]


class Verification(models.Model):
    """What a run of the whole verification found."""

    at = models.DateTimeField(auto_now_add=True)
    size = models.BigIntegerField()
    copies = models.PositiveIntegerField()
    """Outside copies it was compared with."""
    broken = models.TextField(blank=True)
    """The first break, in words; empty when the log is sound."""
    seconds = models.FloatField()

    class Meta:
        ordering = ["id"]
