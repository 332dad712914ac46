"""Machine clients: a program that reads, or brings in lists, for an authority or a company.

A client stands in a post or acts for an organisation like a person, narrowed to its scopes; its
token (256 random bits) is shown once and only its SHA-256 kept (ASVS 5.0, V9). What a client does is
logged under its own name.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import (
    ApiClient,
    Area,
    Membership,
    Organisation,
    Post,
    Role,
    User,
)
from greenward.bureau.accounts.permissions import ACTS, CLIENT_READS, CLIENT_ROLES, CLIENT_SCOPES

from ..acts import act

MARK = "gw"
LONGEST = timedelta(days=366)
SEEN_EVERY = timedelta(minutes=1)


def scopes_for(role: Role | None) -> tuple[str, ...]:
    """What a client in this post, or of an organisation (None), may be given."""
    return tuple(
        scope
        for scope in CLIENT_SCOPES
        if scope in CLIENT_READS
        or (role in ACTS[scope].posts if role else scope == "see_buildings")
    )


def make(
    actor: Actor,
    *,
    name: str,
    scopes: Iterable[str],
    expires_on: date,
    role: Role | None = None,
    area: Area | None = None,
    organisation: Organisation | None = None,
) -> tuple[ApiClient, str]:
    """A new client and its token, which nobody sees again.

    Either `role` and `area`, or `organisation`. Raises ValidationError.
    """
    wanted = frozenset(scopes)
    _check(name, wanted, expires_on, role, area, organisation)
    prefix = secrets.token_hex(6)
    token = f"{MARK}_{prefix}_{secrets.token_urlsafe(32)}"
    today = timezone.localdate()
    with act(actor, "make_client", area=area) as event:
        user = User(username=f"client-{prefix}", name=name.strip(), is_active=False)
        user.set_unusable_password()
        user.save()
        if organisation:
            Membership.objects.create(user=user, organisation=organisation, first_day=today)
        else:
            Post.objects.create(user=user, role=role, area=area, first_day=today)
        client = ApiClient.objects.create(
            user=user,
            scopes=sorted(wanted),
            prefix=prefix,
            token_hash=_hash(token),
            made_by=actor.user,
            expires_on=expires_on,
        )
        event.subject = client
        event.note(
            name=user.name,
            scopes=sorted(wanted),
            expires_on=expires_on,
            role=role or "",
            organisation=organisation.pk if organisation else None,
        )
    return client, token


def revoke(actor: Actor, client: ApiClient) -> None:
    """Make a token worthless at once. Raises ValidationError when it was revoked before."""
    post = client.user.posts.select_related("area").first()
    with act(actor, "revoke_client", client, area=post.area if post else None):
        held = ApiClient.objects.select_for_update().get(pk=client.pk)
        if held.revoked_at:
            raise ValidationError(_("This client was revoked already."))
        held.revoked_at = timezone.now()
        held.save(update_fields=["revoked_at"])
        today = timezone.localdate()
        client.user.posts.filter(last_day=None).update(last_day=today)
        client.user.memberships.filter(last_day=None).update(last_day=today)


def actor_of(token: str) -> tuple[ApiClient, Actor] | None:
    """The client a token belongs to and whom it acts as; None for a token that opens nothing."""
    mark, _sep, rest = token.partition("_")
    prefix = rest.partition("_")[0]
    if mark != MARK or len(prefix) != 12:
        return None
    client = ApiClient.objects.select_related("user").filter(prefix=prefix).first()
    if client is None or not hmac.compare_digest(bytes(client.token_hash), _hash(token)):
        return None
    if client.revoked_at or client.expires_on < timezone.localdate():
        return None
    _seen(client)
    return client, Actor.of(client.user, scopes=frozenset(client.scopes))


def _seen(client: ApiClient) -> None:
    """Note the use, once a minute at most."""
    now = timezone.now()
    if client.last_used_at is None or now - client.last_used_at > SEEN_EVERY:
        ApiClient.objects.filter(pk=client.pk).update(last_used_at=now)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _check(
    name: str,
    scopes: frozenset[str],
    expires_on: date,
    role: Role | None,
    area: Area | None,
    organisation: Organisation | None,
) -> None:
    if not name.strip():
        raise ValidationError({"name": _("Give the client a name.")})
    if bool(role and area) == bool(organisation):
        raise ValidationError(_("Name a post and its area, or an organisation, and not both."))
    if role and role not in CLIENT_ROLES:
        raise ValidationError({"role": _("No machine stands in this post.")})
    if not scopes or not scopes <= set(scopes_for(role)):
        raise ValidationError({"scopes": _("The post or organisation does not include this.")})
    today = timezone.localdate()
    if not today < expires_on <= today + LONGEST:
        raise ValidationError({"expires_on": _("A token lives for a year at most.")})
