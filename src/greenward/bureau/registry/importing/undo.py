"""Takes back what a list did to buildings, all of it or nothing.

A building that came in by the list goes, unless something else refers to it by now; one that was
changed gets its former values back, unless somebody changed them again since. Organisations that a
list brought in stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection
from django.utils.translation import gettext as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.registry.models import Building, ImportChange

from . import sql

OWN = frozenset({"identifiers", "classes", "import_changes"})
"""What belongs to a building itself; anything else that refers to it keeps it on file."""
SHOWN = 5
APART = ("identifiers", "classes")
"""Keys of a change that are not columns of the building."""


def undo_buildings(changes: Sequence[ImportChange], actor: Actor) -> list[str]:
    """Undo these changes of buildings; give the obstacles, and then nothing was undone.

    Runs in the transaction that is open; the changes are locked by the caller.
    """
    created = [c for c in changes if c.action == ImportChange.Action.CREATED]
    updated = [c for c in changes if c.action == ImportChange.Action.UPDATED]
    obstacles = [*_in_use(created), *_changed_since(updated)]
    if obstacles:
        return obstacles
    _restore(updated, actor)
    Building.objects.filter(pk__in=[change.building_id for change in created]).delete()
    return []


def _in_use(changes: Sequence[ImportChange]) -> Iterator[str]:
    """What else refers to buildings that would go: figures, meters, findings, other lists."""
    ids = [change.building_id for change in changes]
    for relation in Building._meta.related_objects:
        if relation.get_accessor_name() in OWN:
            continue
        name = relation.field.name
        found = relation.related_model._default_manager.filter(**{f"{name}__in": ids})
        buildings = found.values(name).distinct().count()
        if buildings:
            yield _("%(count)s of the buildings have records on file (%(what)s)") % {
                "count": f"{buildings:,}",
                "what": relation.related_model._meta.verbose_name,
            }
    others = ImportChange.objects.filter(
        building_id__in=ids, undone_at=None, run__dry_run=False
    ).exclude(pk__in=[change.pk for change in changes])
    if count := others.values("building_id").distinct().count():
        yield _("%(count)s of the buildings were changed by a later import") % {
            "count": f"{count:,}"
        }


CHANGED = """
    SELECT c.label FROM registry_importchange c JOIN registry_building b ON b.id = c.building_id
    WHERE c.id = ANY(%s) AND NOT to_jsonb(b) @> (c.after - %s::text[]) ORDER BY c.row
"""


def _changed_since(changes: Sequence[ImportChange]) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, [[change.pk for change in changes], list(APART)])
        names = [name for (name,) in cursor.fetchall()]
    if names:
        yield _("%(count)s buildings were changed again since: %(names)s") % {
            "count": f"{len(names):,}",
            "names": ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else ""),
        }


def _restore(changes: Sequence[ImportChange], actor: Actor) -> None:
    ids = [change.pk for change in changes]
    source = "(SELECT building_id AS id, before FROM registry_importchange WHERE id = ANY(%s))"
    columns = [f.column for f in Building._meta.concrete_fields if f.column != "id"]
    with connection.cursor() as cursor:
        cursor.execute(
            sql.write_json("registry_building", columns, source, "s.before - %s::text[]"),
            [ids, list(APART)],
        )
        cursor.execute(DETACH, [ids])
        cursor.execute(END_CLASSES, [ids])
        cursor.execute(RECORD_FORMER, [actor.name, ids])


DETACH = """
    DELETE FROM registry_identifier i USING registry_importchange c,
        jsonb_array_elements(c.after->'identifiers') pair
    WHERE c.id = ANY(%s) AND i.building_id = c.building_id
      AND i.scheme = pair->>0 AND i.value = pair->>1
"""
END_CLASSES = """
    UPDATE registry_buildingclass k SET ended_at = now() FROM registry_importchange c
    WHERE c.id = ANY(%s) AND k.building_id = c.building_id AND k.run_id = c.run_id
      AND k.ended_at IS NULL AND c.after->'classes' ? k.name
"""
RECORD_FORMER = """
    INSERT INTO registry_buildingclass
        (building_id, name, value, reason, recorded_by, recorded_at, run_id)
    SELECT c.building_id, k.key, (k.value->>'value')::boolean, k.value->>'reason', %s, now(), c.run_id
    FROM registry_importchange c, jsonb_each(c.before->'classes') k
    WHERE c.id = ANY(%s)
      AND NOT EXISTS (SELECT FROM registry_buildingclass o
                      WHERE o.building_id = c.building_id AND o.name = k.key
                        AND o.ended_at IS NULL)
"""
