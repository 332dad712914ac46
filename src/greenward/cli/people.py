"""Commands about people: users and their duty posts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from .options import PEOPLE, Day, day

users = typer.Typer(help="People who sign in.")
posts = typer.Typer(help="Duty posts: who may do what, where, from when to when.")


class Post(StrEnum):
    DIRECTOR = "director"
    OFFICER = "officer"
    STANDARDS = "standards"
    REGISTRAR = "registrar"
    AUDITOR = "auditor"


Who = Annotated[str, typer.Argument(help="Sign-in name.", metavar="USERNAME")]
Role = Annotated[Post, typer.Argument(help="What the post is for.")]
Where = Annotated[str, typer.Argument(help="Division code; its parts are included.")]

Password = Annotated[
    str,
    typer.Option(
        prompt=True,
        confirmation_prompt=True,
        hide_input=True,
        envvar="GREENWARD_PASSWORD",
        help="Asked for when left out.",
    ),
]


def mount(app: typer.Typer) -> None:
    app.add_typer(users, name="users", no_args_is_help=True, rich_help_panel=PEOPLE)
    app.add_typer(posts, name="posts", no_args_is_help=True, rich_help_panel=PEOPLE)


@users.command("add")
def add_user(
    username: Annotated[str, typer.Argument(help="Name to sign in with.")],
    name: Annotated[str, typer.Option(help="The person's name, as letters show it.")],
    password: Password,
    email: Annotated[str, typer.Option()] = "",
    organisation: Annotated[
        str, typer.Option(help="Credit code or name of the organisation the person acts for.")
    ] = "",
) -> None:
    """Add a person. Officials get their rights from a post, owners from an organisation.

    Examples:

    ```
    greenward users add lin --name 林科员
    greenward users add he --name 何经理 --organisation 91440300MA5DAAAAX0
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.commands import run_add_user

    run_add_user(username, name, email, password, organisation)


@users.command("password")
def set_password(username: Who, password: Password) -> None:
    """Give a person a new password.

    Whoever is signed in with the old one is signed out.
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.commands import run_set_password

    run_set_password(username, password)


@users.command("close")
def close_user(username: Who) -> None:
    """Close a sign-in.

    The person, the posts held and everything done stay on file.
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.commands import run_close_user

    run_close_user(username)


@posts.command("add")
def add_post(
    username: Who,
    role: Role,
    area: Where,
    first_day: Annotated[
        datetime | None,
        Day("--from", "First day (today)."),
    ] = None,
    last_day: Annotated[
        datetime | None,
        Day("--until", "Last day (open)."),
    ] = None,
) -> None:
    """Appoint a person to a duty post.

    Examples:

    ```
    greenward posts add lin officer 440304
    greenward posts add lin registrar 440304 --until 2026-12-31
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.commands import run_add_post

    run_add_post(username, role.value, area, day(first_day), day(last_day))


@posts.command("end")
def end_post(
    username: Who,
    role: Role,
    area: Where,
    last_day: Annotated[
        datetime | None,
        Day("--on", "Last day (today)."),
    ] = None,
) -> None:
    """End a duty post; its row is kept.

    Example:

    ```
    greenward posts end lin officer 440304 --on 2026-12-31
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.commands import run_end_post

    run_end_post(username, role.value, area, day(last_day))


@posts.command("list")
def list_posts() -> None:
    """Show who holds which post today."""
    from .house import open_house

    open_house()
    from greenward.bureau.casework.commands import run_list_posts

    run_list_posts()
