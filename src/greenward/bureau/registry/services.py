"""The acts of the register: bringing lists in and taking them back, classes, mapping profiles.

An import itself is started and run by `importing.runs`; its act is written there, around the work.
"""

from __future__ import annotations

from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area
from greenward.bureau.casework import jobs
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.documents import path_of
from greenward.bureau.casework.errors import Refusal

from . import kinds
from .importing.profiles import Profile, ProfileError, check, shipped
from .importing.runs import run_import
from .importing.runs import start as start_import
from .models import Building, BuildingClass, ImportChange, ImportProfile, ImportRun

__all__ = ["run_import", "start_import"]


class UndoRefused(Refusal):
    """Nothing was undone; it says what stands in the way."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__(_("Nothing was undone: %(why)s.") % {"why": "; ".join(obstacles)})


def record_class(
    actor: Actor, building: Building, *, name: str, value: bool, reason: str
) -> BuildingClass:
    """Record that a building is (or is not) of a class, and why; a former record ends.

    The record outweighs what the register's own figures say (Article 62 defines the classes) and
    is not touched by lists. Raises ValidationError without a reason.
    """
    record = BuildingClass(
        building=building, name=name, value=value, reason=reason.strip(), recorded_by=actor.name
    )
    record.clean_fields(exclude=["building", "run", "ended_at"])
    with act(actor, "record_class", building, area=building.area) as event:
        held = building.classes.select_for_update().filter(name=name, ended_at=None)
        event.note(name=name, value=value, reason=record.reason)
        held.update(ended_at=timezone.now())
        record.save()
    return record


def end_class(actor: Actor, record: BuildingClass, *, reason: str) -> None:
    """End a record, so that the register's own figures decide again."""
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    with act(actor, "record_class", record.building, area=record.building.area) as event:
        event.note(name=record.name, ended=True, reason=reason.strip())
        record.ended_at = timezone.now()
        record.save(update_fields=["ended_at"])


@transaction.atomic
def bring_in(
    actor: Actor,
    *,
    kind: str,
    content: BinaryIO,
    file_name: str,
    profile: Profile,
    area: Area,
    dry_run: bool,
    at_once: bool,
) -> ImportRun:
    """Start an import and run it, at once or by a worker; the run as it then stands.

    Raises what `start_import` raises.
    """
    run = start_import(actor, kind, content, file_name, profile, area, dry_run=dry_run)
    return _run(run, at_once)


@transaction.atomic
def repeat(actor: Actor, run: ImportRun, *, at_once: bool) -> ImportRun:
    """Do in earnest what a dry run showed: the same file, by the same profile, in the same area."""
    with path_of(run.document).open("rb") as content:
        again = start_import(
            actor, run.kind, content, run.file_name, check(run.profile, run.profile_name), run.area
        )
    return _run(again, at_once)


def _run(run: ImportRun, at_once: bool) -> ImportRun:
    if at_once:
        return run_import(run.pk, lambda percent: None)
    jobs.enqueue("import", run.pk)
    return run


def save_profile(actor: Actor, profile: Profile) -> ImportProfile:
    """Keep a checked profile under its name; the one of that name before is replaced.

    Runs that used the former one keep their own copy. A shipped profile's name is not free.
    """
    if profile.name in shipped():
        raise ProfileError(
            profile.name, [_("The name belongs to a shipped profile; choose another one.")]
        )
    with act(actor, "save_import_profile") as event:
        saved, _created = ImportProfile.objects.update_or_create(
            name=profile.name,
            defaults={
                "kind": ",".join(profile.holds),
                "body": profile.body,
                "text": profile.text,
                "saved_by": actor.name,
            },
        )
        event.subject = saved
        event.note(name=profile.name)
    return saved


def undo_run(actor: Actor, run: ImportRun) -> int:
    """Take back all that a run did; give the number of changes. Raises UndoRefused: then nothing."""
    with act(actor, "undo_import", run, area=run.area) as event:
        changes = list(run.changes.select_for_update().filter(undone_at=None).order_by("row"))
        _undo(actor, run, changes)
        run.undone_at, run.undone_by = timezone.now(), actor.name
        run.save(update_fields=["undone_at", "undone_by"])
        event.note(changes=len(changes))
    return len(changes)


def undo_change(actor: Actor, change: ImportChange) -> None:
    """Take back what a run did to one building, such as a wrong merge. Raises UndoRefused."""
    run = change.run
    with act(actor, "undo_import", run, area=run.area) as event:
        held = list(run.changes.select_for_update().filter(pk=change.pk, undone_at=None))
        _undo(actor, run, held)
        if not run.changes.filter(undone_at=None).exists():
            run.undone_at, run.undone_by = timezone.now(), actor.name
            run.save(update_fields=["undone_at", "undone_by"])
        event.note(change=change.pk, building=change.label)


def _undo(actor: Actor, run: ImportRun, changes: list[ImportChange]) -> None:
    if not changes or run.dry_run:
        raise UndoRefused([_("there is nothing to undo")])
    obstacles = kinds.importer(run.kind).undo(changes, actor)
    if obstacles:
        raise UndoRefused(obstacles)
    run.changes.filter(pk__in=[change.pk for change in changes]).update(
        undone_at=timezone.now(), undone_by=actor.name
    )
