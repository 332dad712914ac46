"""What the doors keep: open sessions, attempts to sign in, past passwords, and paces.

An attempt stands under a keyed hash of the name that was typed, since people type a password there
by mistake; an IPv6 address is kept as its network alone.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Session(AbstractBaseSession):
    """A session with whose it is, since when, from where and on what device.

    Deleting the row ends the session at once, in whichever process the next request arrives.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions"
    )
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)
    device = models.CharField(max_length=60, blank=True)

    objects = BaseSessionManager()

    class Meta(AbstractBaseSession.Meta):
        pass

    @classmethod
    def get_session_store_class(cls) -> type:
        from .sessions import SessionStore

        return SessionStore


class Attempt(models.Model):
    """Somebody tried to sign in, or to confirm a password or code, under a name."""

    class Outcome(models.TextChoices):
        FAILED = "failed", _("failed")
        SIGNED_IN = "signed_in", _("signed in")
        UNLOCKED = "unlocked", _("unlocked by the security administrator")

    at = models.DateTimeField(default=timezone.now)
    name_key = models.CharField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="attempts"
    )
    address = models.GenericIPAddressField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)

    class Meta:
        indexes = [
            models.Index(fields=["name_key", "-at"], name="attempt_name"),
            models.Index(fields=["address", "-at"], name="attempt_address"),
        ]


class PastPassword(models.Model):
    """A password a person had, as its hash. `own`: chosen by the person, not given to them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passwords")
    at = models.DateTimeField(default=timezone.now)
    encoded = models.CharField(max_length=128)
    own = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="past_password")]


class Pace(models.Model):
    """When the next request of one kind from one place is on time again. Unlogged: worth nothing
    after a crash."""

    key = models.CharField(max_length=160, primary_key=True)
    free_at = models.DateTimeField(db_index=True)
