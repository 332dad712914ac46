"""What the commands `users`, `posts` and `clients` do; the words are in `greenward.cli`."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import (
    ApiClient,
    Area,
    Organisation,
    Post,
    Role,
    User,
    held_on,
)

from ..errors import UsageError
from . import clients, second_factors, selectors, sign_ins
from .companies import enrol
from .posts import appoint, end_post


def run_add_user(
    username: str, name: str, email: str, password: str, organisation: str, manages: bool
) -> None:
    actor = Actor.operator()
    with transaction.atomic():
        user = sign_ins.create_user(
            actor, username=username, name=name, password=password, email=email
        )
        if organisation:
            enrol(
                actor,
                user=user,
                organisation=_organisation(organisation),
                first_day=timezone.localdate(),
                manages=manages,
            )
    print(_("%(username)s can sign in.") % {"username": username})


def run_set_password(username: str, password: str) -> None:
    sign_ins.set_password(Actor.operator(), user=_the(User, username=username), password=password)
    print(_("%(username)s has a new password.") % {"username": username})


def run_close_user(username: str) -> None:
    sign_ins.close_user(Actor.operator(), user=_the(User, username=username))
    print(_("%(username)s can no longer sign in.") % {"username": username})


def run_add_post(
    username: str, role: str, area: str, first_day: date | None, last_day: date | None
) -> None:
    post = appoint(
        Actor.operator(),
        user=_the(User, username=username),
        role=Role(role),
        area=_the(Area, code=area),
        first_day=first_day or timezone.localdate(),
        last_day=last_day,
    )
    print(_in_words(post))


def run_end_post(username: str, role: str, area: str, last_day: date | None) -> None:
    day = last_day or timezone.localdate()
    held = _held(day).filter(user__username=username, role=role, area__code=area)
    post = held.first()
    if post is None:
        raise UsageError(
            _("%(username)s holds no such post on %(day)s.") % {"username": username, "day": day}
        )
    print(_in_words(end_post(Actor.operator(), post=post, last_day=day)))


def run_list_posts() -> None:
    table = Table()
    for heading in (_("sign-in name"), _("name"), _("post"), _("area"), _("from"), _("until")):
        table.add_column(heading)
    for post in _held(timezone.localdate()).order_by("area__path", "role", "user__username"):
        table.add_row(
            post.user.username,
            post.user.name,
            post.get_role_display(),
            f"{post.area.code} {post.area}",
            str(post.first_day),
            str(post.last_day or ""),
        )
    Console().print(table)


def run_unlock(username: str) -> None:
    sign_ins.unlock(Actor.operator(), user=_the(User, username=username))
    print(_("%(username)s may try again.") % {"username": username})


def run_reset_second_factor(username: str) -> None:
    count = second_factors.reset(Actor.operator(), user=_the(User, username=username))
    print(_("%(username)s: %(count)s taken off.") % {"username": username, "count": count})


def run_register_subject(username: str, issuer: str, subject: str) -> None:
    user = _the(User, username=username)
    second_factors.register_subject(Actor.operator(), user=user, issuer=issuer, subject=subject)
    print(
        _("%(username)s can sign in through %(issuer)s.") % {"username": username, "issuer": issuer}
    )


def run_list_users(stale: bool) -> None:
    table = Table()
    for heading in (_("sign-in name"), _("name"), _("may"), _("last sign-in"), _("remark")):
        table.add_column(heading)
    found = selectors.people(Actor.operator(), tab="stale" if stale else "open")
    for person in selectors.lines(found):
        table.add_row(
            person.user.username,
            person.user.name,
            " · ".join(person.rights),
            str(person.last_sign_in or ""),
            " · ".join(str(tag.text) for tag in person.tags),
        )
    Console().print(table)


def run_add_client(
    name: str,
    scopes: list[str],
    role: str | None,
    area: str | None,
    organisation: str | None,
    last_day: date | None,
) -> None:
    client, token = clients.make(
        Actor.operator(),
        name=name,
        scopes=scopes,
        role=Role(role) if role else None,
        area=_the(Area, code=area) if area else None,
        organisation=_organisation(organisation) if organisation else None,
        expires_on=last_day or timezone.localdate() + timedelta(days=365),
    )
    print(token)
    screen = Console(stderr=True)
    screen.print(
        _("The token of %(name)s until %(day)s. It is shown once: keep it where secrets are kept.")
        % {"name": client.user.name, "day": client.expires_on}
    )


def run_list_clients() -> None:
    table = Table()
    for heading in (_("number"), _("name"), _("for"), _("may"), _("expires on"), _("last used")):
        table.add_column(heading)
    for line in selectors.client_lines(ApiClient.objects.filter(revoked_at=None)):
        used = line.client.last_used_at
        table.add_row(
            line.client.prefix,
            line.client.user.name,
            " · ".join(line.rights),
            " · ".join(str(name) for name in line.scopes),
            str(line.client.expires_on),
            str(timezone.localtime(used).date()) if used else "",
        )
    Console().print(table)


def run_revoke_client(number: str) -> None:
    client = _the(ApiClient, prefix=number)
    clients.revoke(Actor.operator(), client)
    print(_("The token of %(name)s opens nothing any more.") % {"name": client.user.name})


def _organisation(named: str) -> Organisation:
    return _the(Organisation, models.Q(uscc=named) | models.Q(name=named))


def _held(day: date) -> models.QuerySet[Post]:
    return Post.objects.filter(held_on(day)).select_related("user", "area")


def _in_words(post: Post) -> str:
    return _("%(person)s: %(role)s of %(area)s from %(first)s until %(last)s.") % {
        "person": post.user,
        "role": post.get_role_display(),
        "area": post.area,
        "first": post.first_day,
        "last": post.last_day or _("further notice"),
    }


def _the(model: type[models.Model], *conditions: models.Q, **fields: str) -> models.Model:
    """The one row that is meant, or a sentence saying that there is none."""
    found = list(model.objects.filter(*conditions, **fields)[:2])
    if len(found) == 1:
        return found[0]
    raise UsageError(
        _("No %(kind)s is on file as %(key)s.")
        % {
            "kind": model._meta.verbose_name,
            "key": ", ".join(fields.values()) or conditions[0].children[0][1],
        }
    )
