"""Acts about how a person proves who they are: a lost second factor is taken off, a subject of
another site is registered. And what of the doors is kept no longer than needed.

The security administrator gives passwords; second factors are the system administrator's, so that
neither can sign in as somebody else alone (MLPS 2.0, 8.1.4.2). Nor does one system administrator
alone: who takes off somebody's second factors registers no subject for the same person.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.doors import limits, lockout, sessions
from greenward.bureau.accounts.models import Role, User

from ..acts import act
from ..models import AuditEvent
from .sign_ins import require_reach

log = logging.getLogger(__name__)
APART = timedelta(days=30)
"""For how long one administrator does not do both: take off and let in another way."""


class Subject(NamedTuple):
    """A subject of another site that lets a person in."""

    pk: int
    issuer: str
    subject: str


class Proofs(NamedTuple):
    """How a person proves who they are, beside the password."""

    factors: list[tuple[str, int]]
    subjects: list[Subject]


def held_by(user: User) -> Proofs:
    """The kinds of second factors of a person with how many of each, and the subjects."""
    words = {
        "totp": _("authenticator app"),
        "webauthn": _("passkey"),
        "recovery_codes": _("recovery codes"),
    }
    kinds = Counter(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    names = {each.id: each.name for each in settings.ISSUERS}
    accounts = SocialAccount.objects.filter(user=user).order_by("pk")
    return Proofs(
        [(word, kinds[kind]) for kind, word in words.items() if kinds[kind]],
        [Subject(row.pk, names.get(row.provider, row.provider), row.uid) for row in accounts],
    )


def reset(actor: Actor, *, user: User) -> int:
    """Take off all second factors of a person who lost them and end the person's sessions; give
    how many. The next sign-in asks for a new one. Raises ValidationError for one's own, and when
    the actor registered a subject for the person."""
    with act(actor, "reset_second_factor", user) as event:
        _require_another(actor, user, "register_subject")
        rows = Authenticator.objects.filter(user=user)
        kinds = sorted(rows.values_list("type", flat=True))
        rows.delete()
        sessions.end(user)
        event.note(factors=kinds)
    return len(kinds)


def register_subject(actor: Actor, *, user: User, issuer: str, subject: str) -> SocialAccount:
    """Let a person in who signs in at another site as `subject`. `issuer` is an id of the file of
    issuers. Raises ValidationError when it is not, when the subject is somebody's already, or when
    the actor took off the person's second factors."""
    if issuer not in {each.id for each in settings.ISSUERS}:
        raise ValidationError(
            _("No issuer is called %(issuer)s. GREENWARD_OIDC names the file of issuers.")
            % {"issuer": issuer}
        )
    with act(actor, "register_subject", user) as event:
        _require_another(actor, user, "reset_second_factor")
        try:
            with transaction.atomic():
                account = SocialAccount.objects.create(user=user, provider=issuer, uid=subject)
        except IntegrityError as error:
            raise ValidationError(_("This subject is registered already.")) from error
        event.note(issuer=issuer)
        event.personal(subject=subject)
    return account


def remove_subject(actor: Actor, *, user: User, pk: int) -> None:
    """Let a person in no longer as a subject of another site. Raises ValidationError for none."""
    with act(actor, "remove_subject", user) as event:
        require_reach(actor, user, by=Role.SYSTEM)
        row = SocialAccount.objects.filter(user=user, pk=pk).first()
        if row is None:
            raise ValidationError(_("This subject is registered no more."))
        event.note(issuer=row.provider)
        event.personal(subject=row.uid)
        row.delete()
        sessions.end(user)


def _require_another(actor: Actor, user: User, other: str) -> None:
    """Raises ValidationError when the actor is the person, or did the `other` act about them."""
    require_reach(actor, user, by=Role.SYSTEM)
    if actor.user is None:
        return
    done = AuditEvent.objects.filter(
        act=other,
        actor=actor.user,
        subject_type=user._meta.label_lower,
        subject_id=str(user.pk),
        at__gt=timezone.now() - APART,
    )
    if actor.user.pk == user.pk:
        raise ValidationError(_("Another administrator does this for you."))
    if done.exists():
        raise ValidationError(
            _(
                "You reset this person's second step or registered another way in within the last "
                "30 days: another system administrator does the other."
            )
        )


@app.periodic(cron="23 3 * * *")
@app.task(name="greenward.forget_at_the_doors", queueing_lock="greenward.forget_at_the_doors")
def nightly(timestamp: int = 0) -> None:
    """Drop ended sessions, old attempts and paces that are over."""
    counts = sessions.forget(), lockout.forget(), limits.forget()
    log.info("forgotten at the doors: %s sessions, %s attempts, %s paces", *counts)
