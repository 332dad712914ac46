"""What the commands `users`, `posts`, `areas` and `export` do; the words are in `greenward.cli`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from django.db import models, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Organisation, Post, Role, User

from .acts import act
from .areas import import_areas, read_table, record_area
from .errors import UsageError
from .exporting import stream_csv, write
from .exports import CSV, named
from .people import appoint, close_user, create_user, end_post, enrol, set_password


def run_add_user(username: str, name: str, email: str, password: str, organisation: str) -> None:
    actor = Actor.operator()
    with transaction.atomic():
        user = create_user(actor, username=username, name=name, password=password, email=email)
        if organisation:
            body = _the(Organisation, models.Q(uscc=organisation) | models.Q(name=organisation))
            enrol(actor, user=user, organisation=body, first_day=timezone.localdate())
    print(_("%(username)s can sign in.") % {"username": username})


def run_set_password(username: str, password: str) -> None:
    set_password(Actor.operator(), user=_the(User, username=username), password=password)
    print(_("%(username)s has a new password.") % {"username": username})


def run_close_user(username: str) -> None:
    close_user(Actor.operator(), user=_the(User, username=username))
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


def run_import_areas(file: Path) -> None:
    found = import_areas(Actor.operator(), read_table(file))
    print(_("%(count)s areas are on file as in the table.") % {"count": len(found)})


def run_add_area(
    code: str, name_zh: str, name_en: str, parent: str | None, pack: str, climate_zone: str
) -> None:
    area = record_area(
        Actor.operator(),
        code=code,
        name_zh=name_zh,
        name_en=name_en,
        parent=parent or "",
        pack=pack,
        climate_zone=climate_zone,
    )
    print(f"{area.path} {area}")


def run_list_areas() -> None:
    for area in Area.objects.all():
        depth = area.path.count("/") - 1
        print(f"{'  ' * depth}{area.code}  {area.name_zh}  {area.name_en}  {area.pack}")


def _held(day: date) -> models.QuerySet[Post]:
    ongoing = models.Q(last_day__isnull=True) | models.Q(last_day__gte=day)
    return Post.objects.filter(ongoing, first_day__lte=day).select_related("user", "area")


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


def run_export(what: str, format: str, output: Path | None, where: list[str]) -> None:
    """Write a list to a file with a progress bar, or CSV to standard output."""
    table, actor, filters = named(what), Actor.operator(), _filters(where)
    filters.setdefault("year", "all")  # a page opens on the newest year; a whole list has all
    if output is None and format != CSV:
        raise UsageError(
            _("%(format)s needs a file: add --output FILE.") % {"format": format.upper()}
        )
    if output is None:
        for block in stream_csv(actor, table=table, filters=filters):
            sys.stdout.buffer.write(block)
        return
    screen = Console(stderr=True)
    bar = Progress(console=screen, disable=not screen.is_terminal)
    with act(actor, "export") as event, bar:
        event.note(list=what, format=format, filters=filters.urlencode())
        task = bar.add_task(str(table.title), total=None)
        rows = write(
            output,
            table=table,
            format=format,
            actor=actor,
            filters=filters,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    print(_("%(rows)s rows in %(file)s") % {"rows": f"{rows:,}", "file": output})


def _filters(where: list[str]) -> QueryDict:
    filters = QueryDict(mutable=True)
    for condition in where:
        name, equals, value = condition.partition("=")
        if not equals:
            raise UsageError(_("--where %(given)s: write it as NAME=VALUE.") % {"given": condition})
        filters.appendlist(name, value)
    return filters
