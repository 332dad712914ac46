"""Commands about stars: the scorecards, a project's score, what-if, and the cheapest path."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .options import LAW

if TYPE_CHECKING:
    from greenward.rating import Card, Claims
    from greenward.rating.report import Report

rating = typer.Typer(help="Green-building stars: scorecards, scores, and the cheapest path to one.")

File = Annotated[
    Path, typer.Argument(help="A project as TOML.", exists=True, dir_okay=False, readable=True)
]


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


class State(StrEnum):
    CLAIMED = "claimed"
    REVIEWED = "reviewed"
    VERIFIED = "verified"


Lang = Annotated[Language | None, typer.Option("--lang", help="Language (the terminal's).")]
Stage = Annotated[str | None, typer.Option("--stage", help="Stage of the card (the file's).")]
OnBasis = Annotated[
    State | None, typer.Option("--basis", help="Which of the three states counts (the file's).")
]


def mount(app: typer.Typer) -> None:
    app.add_typer(rating, name="rating", no_args_is_help=True, rich_help_panel=LAW)


@rating.command("cards")
def show_cards(
    card: Annotated[str | None, typer.Argument(help="One card by id, or a card file.")] = None,
    lang: Lang = None,
) -> None:
    """List the scorecards; with a name, one card in full with every input it can be told.

    A card file of your own (docs/rating.md) is checked on the way: its sums must come out.

    Examples:

    ```
    greenward rating cards
    greenward rating cards gbt50378-2024
    greenward rating cards mine.toml
    ```
    """
    from greenward.rating import find, names, shipped

    report = _report(lang)
    _print(report.card(find(card)) if card else report.cards(map(shipped, names())))


@rating.command("example")
def show_example() -> None:
    """Print a sample project, to be copied into a file and changed.

    It has claims in their three states and options with their costs, under the edition in force.

    Example:

    ```
    greenward rating example > project.toml
    ```
    """
    from greenward.rating.shelf import example

    typer.echo(example(), nl=False)


@rating.command("score")
def score_project(
    file: File,
    stage: Stage = None,
    basis: OnBasis = None,
    items: Annotated[
        bool, typer.Option("--items", help="Also every item, state by state.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Score a project: level, points by category, the gates, what is missing and unconfirmed.

    The level is the one that is sure; an item that nobody stated is unknown, never fulfilled.

    Examples:

    ```
    greenward rating score project.toml
    greenward rating score project.toml --basis verified --items --lang zh
    ```
    """
    from greenward.rating import score

    raw, card, claims = _read(file)
    result = score(card, claims, *_how(raw, stage, basis))
    _print(_report(lang).result(result, claims.project, items=items))


@rating.command("what-if")
def what_would_change(
    file: File,
    changes: Annotated[
        list[str],
        typer.Option(
            "--set", "-s", help="SUBJECT:INPUT=VALUE, such as 7.2.18:ratio=70; repeatable."
        ),
    ],
    stage: Stage = None,
    basis: OnBasis = None,
    lang: Lang = None,
) -> None:
    """Say what changes when a project states something else: points, gates, level.

    Nothing is written. An input is named by its subject, a colon and its id.

    Example:

    ```
    greenward rating what-if project.toml --set 7.2.18:ratio=70 --set pollutants:reduction=20
    ```
    """
    from greenward.rating import what_if

    raw, card, claims = _read(file)
    _print(
        _report(lang).difference(what_if(card, claims, _changes(changes), *_how(raw, stage, basis)))
    )


@rating.command("path")
def show_path(
    file: File,
    to: Annotated[str | None, typer.Option("--to", help="The level wanted (the next one).")] = None,
    stage: Stage = None,
    basis: OnBasis = None,
    lang: Lang = None,
) -> None:
    """Find the cheapest way to a star, out of the options in the file, and prove it.

    Exit code 1 when there is none; the gates that stay shut are named.

    Example:

    ```
    greenward rating path project.toml --to 2
    ```
    """
    from greenward.rating import cheapest_path, read_options

    raw, card, claims = _read(file)
    options = read_options(raw.get("option", []), card, claims.context)
    path = cheapest_path(card, claims, options, *_how(raw, stage, basis), to)
    _print(_report(lang).path(path))
    if not path.reached:
        raise typer.Exit(1)


def _read(file: Path) -> tuple[dict[str, Any], Card, Claims]:
    """The document of a project, its card, its claims."""
    from greenward.rating import RatingError, find, read_claims
    from greenward.rating.shelf import parsed

    raw = parsed(file.read_text("utf-8"), str(file))
    if strange := sorted(raw.keys() - {"project", "claims", "applicable", "option"}):
        raise RatingError(f"{file}: unknown part {strange[0]!r}")
    wanted = raw.get("project", {}).get("card")
    if not wanted:
        raise RatingError(f"{file}: [project] must name its card")
    card = find(wanted, file.parent)
    return raw, card, read_claims(raw, card)


def _how(raw: dict[str, Any], stage: str | None, basis: State | None) -> tuple[str, str]:
    """Stage and basis: from the command line, else from the file."""
    from greenward.rating import RatingError

    project = raw["project"]
    wanted = stage or project.get("stage")
    if not wanted:
        raise RatingError("[project] names no stage; give one with --stage")
    state = basis or project.get("basis", State.CLAIMED)
    if state not in list(State):
        raise RatingError(f"[project]: basis is one of {', '.join(State)}")
    return wanted, str(state)


def _changes(given: list[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in given:
        place, equals, value = one.partition("=")
        subject, colon, name = place.partition(":")
        if not (equals and colon and subject and name and value):
            raise typer.BadParameter(f"{one!r} is not SUBJECT:INPUT=VALUE", param_hint="--set")
        words = {"true": True, "false": False}
        found.setdefault(subject, {})[name] = words.get(value, value)
    return found


def _report(lang: Language | None) -> Report:
    from greenward.rating.report import Report

    from .house import language

    return Report(lang or language())


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
