"""Commands about people: users, their duty posts, and machine clients."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from .options import PEOPLE, Day, day

users = typer.Typer(help="People who sign in.")
posts = typer.Typer(help="Duty posts: who may do what, where, from when to when.")
clients = typer.Typer(help="Programs that read or bring in lists, each with a token of its own.")


class Post(StrEnum):
    DIRECTOR = "director"
    OFFICER = "officer"
    REVIEWER = "reviewer"
    STANDARDS = "standards"
    REGISTRAR = "registrar"
    PLANNING = "planning"
    ECOLOGY = "ecology"
    MARKET = "market"
    FINANCE = "finance"
    AUDITOR = "auditor"
    SECURITY = "security"
    SYSTEM = "system"


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
    app.add_typer(clients, name="clients", no_args_is_help=True, rich_help_panel=PEOPLE)


@users.command("add")
def add_user(
    username: Annotated[str, typer.Argument(help="Name to sign in with.")],
    name: Annotated[str, typer.Option(help="The person's name, as letters show it.")],
    password: Password,
    email: Annotated[str, typer.Option()] = "",
    organisation: Annotated[
        str, typer.Option(help="Credit code or name of the organisation the person acts for.")
    ] = "",
    manages: Annotated[
        bool, typer.Option("--manages", help="Let the person enrol colleagues there.")
    ] = False,
) -> None:
    """Add a person. Officials get their rights from a post, owners from an organisation.

    Examples:

    ```
    greenward users add lin --name 林科员
    greenward users add he --name 何经理 --organisation 91440300MA5DAAAAX0 --manages
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.people.commands import run_add_user

    run_add_user(username, name, email, password, organisation, manages)


@users.command("password")
def set_password(username: Who, password: Password) -> None:
    """Give a person a new password.

    Whoever is signed in with the old one is signed out.
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.people.commands import run_set_password

    run_set_password(username, password)


@users.command("close")
def close_user(username: Who) -> None:
    """Close a sign-in.

    The person, the posts held and everything done stay on file.
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.people.commands import run_close_user

    run_close_user(username)


@users.command("unlock")
def unlock(username: Who) -> None:
    """Let a person who failed too often try again at once."""
    from .house import open_house

    open_house()
    from greenward.bureau.casework.people.commands import run_unlock

    run_unlock(username)


@users.command("second-factor")
def reset_second_factor(username: Who) -> None:
    """Take off the second factors of a person who lost them.

    The person is signed out; with a post, the next sign-in asks for a new one.
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.people.commands import run_reset_second_factor

    run_reset_second_factor(username)


@users.command("subject")
def register_subject(
    username: Who,
    issuer: Annotated[str, typer.Argument(help="Id in the file that GREENWARD_OIDC names.")],
    subject: Annotated[str, typer.Argument(help="What that site calls the person (claim `sub`).")],
) -> None:
    """Let a person sign in through another site.

    Example:

    ```
    greenward users subject lin city 248289761001
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.people.commands import run_register_subject

    run_register_subject(username, issuer, subject)


@users.command("list")
def list_users(
    stale: Annotated[
        bool, typer.Option("--stale", help="Only those who hold nothing, or stay away.")
    ] = False,
) -> None:
    """Show who can sign in, what they may do, and which sign-ins nobody needs any more."""
    from .house import open_house

    open_house()
    from greenward.bureau.casework.people.commands import run_list_users

    run_list_users(stale)


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
    """Appoint a person to a duty post at once.

    This is how the first security administrator and the first director come in; later the one
    proposes on the site and the other confirms.

    Examples:

    ```
    greenward posts add lin officer 440304
    greenward posts add lin registrar 440304 --until 2026-12-31
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.people.commands import run_add_post

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
    from greenward.bureau.casework.people.commands import run_end_post

    run_end_post(username, role.value, area, day(last_day))


@posts.command("list")
def list_posts() -> None:
    """Show who holds which post today."""
    from .house import open_house

    open_house()
    from greenward.bureau.casework.people.commands import run_list_posts

    run_list_posts()


@clients.command("add")
def add_client(
    name: Annotated[str, typer.Argument(help="What the program is called in the log.")],
    scope: Annotated[
        list[str],
        typer.Option("--scope", "-s", help="What it may do, several times: see_buildings …"),
    ],
    role: Annotated[Post | None, typer.Option(help="The post it stands in.")] = None,
    area: Annotated[str | None, typer.Option(help="Division code of that post's area.")] = None,
    organisation: Annotated[
        str | None, typer.Option(help="Or credit code or name of the organisation it acts for.")
    ] = None,
    last_day: Annotated[datetime | None, Day("--until", "Last day (a year from now).")] = None,
) -> None:
    """Make a machine client and print its token, once.

    Examples:

    ```
    greenward clients add "district portal" --role registrar --area 440304 -s import_energy
    greenward clients add "owner's meter room" --organisation 91440300MA5DAAAAX0 -s see_buildings
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.casework.people.commands import run_add_client

    run_add_client(name, scope, role and role.value, area, organisation, day(last_day))


@clients.command("list")
def list_clients() -> None:
    """Show the machine clients whose tokens were not revoked."""
    from .house import open_house

    open_house()
    from greenward.bureau.casework.people.commands import run_list_clients

    run_list_clients()


@clients.command("revoke")
def revoke_client(
    number: Annotated[str, typer.Argument(help="Its number, as the list shows it.")],
) -> None:
    """Make the token of a machine client worthless at once."""
    from .house import open_house

    open_house()
    from greenward.bureau.casework.people.commands import run_revoke_client

    run_revoke_client(number)
