"""Entries of the log in their second form, without names; what is emptied for privacy; an index of
the rows that wait for the sequencer; security events, which the database keeps for six months."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from datetime import UTC
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OPEN = "DROP TRIGGER event_changes ON casework_auditevent;"
"""While rows that no log holds yet are written in the second form."""

COLUMNS = (
    "id, at, actor_id, actor_name, act, subject_type, subject_id, area_path, payload, personal, "
    "salt, canon, leaf_hash"
)


def _row(name: str) -> str:
    return ", ".join(f"{name}.{column}" for column in COLUMNS.split(", "))


GUARD = f"""
CREATE OR REPLACE FUNCTION greenward_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW IS NOT DISTINCT FROM OLD
       OR to_jsonb(NEW) - ARRAY['actor_name', 'personal', 'salt']
       IS DISTINCT FROM to_jsonb(OLD) - ARRAY['actor_name', 'personal', 'salt']
       OR NEW.actor_name <> '' OR NEW.personal IS NOT NULL OR NEW.salt IS NOT NULL THEN
        RAISE EXCEPTION 'UPDATE of % is refused: the log is append-only', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

-- The sequencer numbers many rows at once: that the number alone is new is asked without a call.
CREATE TRIGGER event_changes BEFORE UPDATE ON casework_auditevent FOR EACH ROW
    WHEN (OLD.leaf_index IS NOT NULL OR NEW.leaf_index IS NULL
          OR ({_row("OLD")}) IS DISTINCT FROM ({_row("NEW")}))
    EXECUTE FUNCTION greenward_keep_event();

CREATE FUNCTION greenward_keep_half_a_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.at > now() - interval '6 months' THEN
        RAISE EXCEPTION 'DELETE of % is refused: its rows are kept for six months', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER security_event_kept BEFORE UPDATE OR TRUNCATE ON casework_securityevent
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER security_event_ages BEFORE DELETE ON casework_securityevent
    FOR EACH ROW EXECUTE FUNCTION greenward_keep_half_a_year();
"""
DROP = """
DROP TRIGGER security_event_ages ON casework_securityevent;
DROP TRIGGER security_event_kept ON casework_securityevent;
DROP FUNCTION greenward_keep_half_a_year();
DROP TRIGGER event_changes ON casework_auditevent;
CREATE TRIGGER event_changes BEFORE UPDATE ON casework_auditevent
    FOR EACH ROW EXECUTE FUNCTION greenward_keep_event();
"""


def rewrite(apps: Any, editor: Any) -> None:
    """Give every row its entry in the second form; nothing was published of the first."""
    events = apps.get_model("casework", "AuditEvent").objects
    for row in events.filter(leaf_index=None).iterator():
        salt = secrets.token_bytes(32)
        named = _canonical({"actor": row.actor_name, "values": {}})
        canon = _canonical(
            {
                "v": 2,
                "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "actor": row.actor_id,
                "act": row.act,
                "subject": [row.subject_type, row.subject_id],
                "area": row.area_path,
                "payload": row.payload,
                "personal": hmac.digest(salt, named, "sha256").hex(),
            }
        )
        leaf = hashlib.sha256(b"\x00" + canon).digest()
        events.filter(pk=row.pk).update(salt=salt, canon=canon, leaf_hash=leaf)


def _canonical(value: Any) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("casework", "0006_filings"),
    ]
    operations = [
        migrations.RunSQL(OPEN, migrations.RunSQL.noop),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(
                condition=models.Q(("leaf_index__isnull", True)),
                fields=["id"],
                name="audit_waiting",
            ),
        ),
        migrations.CreateModel(
            name="SecurityEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("name", models.CharField(max_length=60)),
                ("actor_name", models.CharField(blank=True, max_length=120)),
                ("address", models.GenericIPAddressField(null=True)),
                ("act", models.CharField(blank=True, max_length=60)),
                ("subject_type", models.CharField(blank=True, max_length=60)),
                ("subject_id", models.CharField(blank=True, max_length=80)),
                ("area_path", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("detail", models.JSONField(default=dict)),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "security event",
                "indexes": [models.Index(fields=["-at"], name="security_at")],
            },
        ),
        migrations.RunSQL(GUARD, DROP),
    ]
