"""Commands about the verifiable log: keep it, verify it, hand copies out, check a proof."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import SITE

log = typer.Typer(help="The verifiable log of all acts.")
keys = typer.Typer(help="The log's signing keys.")

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


def mount(app: typer.Typer) -> None:
    log.add_typer(keys, name="key", no_args_is_help=True)
    app.add_typer(log, name="log", no_args_is_help=True, rich_help_panel=SITE)


@log.command("sequence")
def sequence(
    every: Annotated[
        float | None, typer.Option(min=0.2, help="Go on for ever, with this many seconds between.")
    ] = None,
) -> None:
    """Take the acts that wait into the log and sign a checkpoint.

    `greenward serve` runs one by itself. Two at once do no harm: one works, the other waits.

    Example:

    ```
    greenward log sequence --every 5
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.log.commands import run_sequence

    run_sequence(every)


@log.command("status")
def status() -> None:
    """Show how large the log is and what somebody must look at; exit code 1 when anything is.

    For a monitor there is also the address /log/health.
    """
    from .house import open_house

    open_house()
    from greenward.bureau.log.commands import run_status

    raise typer.Exit(run_status())


@log.command("verify")
def verify(
    since: Annotated[
        Path | None,
        typer.Option(
            "--since-checkpoint",
            help="A checkpoint you kept: the log must still begin with it.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
) -> None:
    """Recompute the whole log from the tables; exit code 1 at the first break.

    Every act against its entry, every hash, number and tile, every checkpoint's root and
    signature, and the copies in the directory of GREENWARD_ANCHOR. Whoever holds the signing key
    could write everything anew: only a copy kept outside shows that, so give one you kept.

    Examples:

    ```
    greenward log verify
    greenward log verify --since-checkpoint from-the-notary.checkpoint
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.log.commands import run_verify

    raise typer.Exit(run_verify(since))


@log.command("checkpoint")
def checkpoint(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write, instead of the screen.")
    ] = None,
    given_to: Annotated[
        str, typer.Option(help="Put on file who gets it: a newspaper, a notary, an archive.")
    ] = "",
    receipt: Annotated[
        str, typer.Option(help="What they gave for it: an issue and page, a deed's number.")
    ] = "",
) -> None:
    """Print the last signed checkpoint: three lines and a signature, short enough for a newspaper.

    Examples:

    ```
    greenward log checkpoint
    greenward log checkpoint -o today.checkpoint --given-to "notary" --receipt "deed 2026-118"
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.log.commands import run_checkpoint

    run_checkpoint(output, given_to, receipt)


@log.command("anchor")
def anchor() -> None:
    """Hand the last checkpoint to the place of GREENWARD_ANCHOR now; the worker does it daily.

    Example:

    ```
    GREENWARD_ANCHOR=directory:/mnt/archives greenward log anchor
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.log.commands import run_anchor

    run_anchor()


@log.command("cosign")
def cosign(
    file: File,
    key: Annotated[str, typer.Option(help="The witness's verifier key, name+id+base64.")],
) -> None:
    """Add a witness's signature, brought in a file, to the checkpoint it stands under.

    It is verified first, published with the checkpoint, and part of every proof from then on.

    Example:

    ```
    greenward log cosign cosigned.checkpoint --key archives.example+1a2b3c4d+BAbc...
    ```
    """
    from .house import open_house

    open_house()
    from greenward.bureau.log.commands import run_cosign

    run_cosign(file, key)


@log.command("check")
def check(
    file: File,
    key: Annotated[
        list[str] | None,
        typer.Option(help="The log's verifier key, name+id+base64, as you got it; repeatable."),
    ] = None,
    keys_file: Annotated[
        Path | None, typer.Option("--keys", help="A file with one key a line, as /log/key gives.")
    ] = None,
) -> None:
    """Check a proof file, offline: no database and no network are used.

    Needs the log's public key, which you should have from somewhere else than the proof. Prints
    the entry that is proved; exit code 1 when the proof does not hold.

    Example:

    ```
    greenward log check act.tlog-proof --keys city.keys
    ```
    """
    from greenward.trust import notes, proofs

    lines = [*(key or ()), *(keys_file.read_text(encoding="utf-8").split() if keys_file else ())]
    if not lines:
        raise typer.BadParameter("Give the log's public key with --key or --keys.")
    try:
        shown = proofs.check(
            proofs.parse(file.read_text(encoding="utf-8")), map(notes.parse_key, lines)
        )
    except UnicodeDecodeError as error:
        raise notes.NoteError("A proof file is text in UTF-8.") from error
    at = shown.checkpoint
    typer.echo(
        f"Proved: entry {shown.index} of {at.origin}, among the first {at.size}, signed by "
        f"{', '.join(shown.signed_by)}."
    )
    typer.echo(shown.entry.decode(errors="replace"))


@keys.command("show")
def show_keys() -> None:
    """Print every public key the log signed with, the newest first, as /log/key does.

    Give them to people on paper or in a newspaper: a key from this site alone proves little.
    """
    from .house import open_house

    open_house()
    from greenward.bureau.log.commands import run_keys

    run_keys()


@keys.command("rotate")
def rotate() -> None:
    """Take a new signing key into use; the old private key is deleted, the public one stays.

    Once a year, or at once when the key may have been seen. Publish the new public key as you
    published the first.
    """
    from .house import open_house

    open_house()
    from greenward.bureau.log.commands import run_rotate

    run_rotate()
