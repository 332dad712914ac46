"""Acts about how a person proves who they are: a lost second factor is taken off, a subject of
another site is registered. And what of the doors is kept no longer than needed.

The security administrator gives passwords; second factors are the system administrator's, so that
neither can sign in as somebody else alone (MLPS 2.0, 8.1.4.2).
"""

from __future__ import annotations

import logging

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.doors import limits, lockout, sessions
from greenward.bureau.accounts.models import User

from ..acts import act

log = logging.getLogger(__name__)


def reset(actor: Actor, *, user: User) -> int:
    """Take off all second factors of a person who lost them and end the person's sessions; give
    how many. The next sign-in asks for a new one. Raises ValidationError for one's own."""
    with act(actor, "reset_second_factor", user) as event:
        if actor.user is not None and actor.user.pk == user.pk:
            raise ValidationError(_("Another administrator resets your own second step."))
        rows = Authenticator.objects.filter(user=user)
        kinds = sorted(rows.values_list("type", flat=True))
        rows.delete()
        sessions.end(user)
        event.note(factors=kinds)
    return len(kinds)


def register_subject(actor: Actor, *, user: User, issuer: str, subject: str) -> SocialAccount:
    """Let a person in who signs in at another site as `subject`. `issuer` is an id of the file of
    issuers. Raises ValidationError when it is not, or when the subject is somebody's already."""
    if issuer not in {each.id for each in settings.ISSUERS}:
        raise ValidationError(
            _("No issuer is called %(issuer)s. GREENWARD_OIDC names the file of issuers.")
            % {"issuer": issuer}
        )
    with act(actor, "register_subject", user) as event:
        try:
            with transaction.atomic():
                account = SocialAccount.objects.create(user=user, provider=issuer, uid=subject)
        except IntegrityError as error:
            raise ValidationError(_("This subject is registered already.")) from error
        event.note(issuer=issuer)
        event.personal(subject=subject)
    return account


@app.periodic(cron="23 3 * * *")
@app.task(name="greenward.forget_at_the_doors", queueing_lock="greenward.forget_at_the_doors")
def nightly(timestamp: int = 0) -> None:
    """Drop ended sessions, old attempts and paces that are over."""
    counts = sessions.forget(), lockout.forget(), limits.forget()
    log.info("forgotten at the doors: %s sessions, %s attempts, %s paces", *counts)
