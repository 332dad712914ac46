"""The database keeps the course of a clock: its events are never changed and never deleted. Of an
event of the log, what names a person may be deleted, and nothing else."""

from django.db import migrations

GUARD = """
CREATE TRIGGER clock_event_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON casework_clockevent
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();

CREATE OR REPLACE FUNCTION greenward_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW IS NOT DISTINCT FROM OLD
       OR to_jsonb(NEW) - 'leaf_index' - 'personal' - 'salt'
       IS DISTINCT FROM to_jsonb(OLD) - 'leaf_index' - 'personal' - 'salt'
       OR (OLD.leaf_index IS DISTINCT FROM NEW.leaf_index AND OLD.leaf_index IS NOT NULL)
       OR (NEW.personal IS DISTINCT FROM OLD.personal AND NEW.personal IS NOT NULL)
       OR (NEW.salt IS DISTINCT FROM OLD.salt AND NEW.salt IS NOT NULL) THEN
        RAISE EXCEPTION 'UPDATE of % is refused: the log is append-only', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
DROP = """
DROP TRIGGER clock_event_kept ON casework_clockevent;

CREATE OR REPLACE FUNCTION greenward_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.leaf_index IS NOT NULL OR NEW.leaf_index IS NULL
       OR to_jsonb(NEW) - 'leaf_index' IS DISTINCT FROM to_jsonb(OLD) - 'leaf_index' THEN
        RAISE EXCEPTION 'UPDATE of % is refused: the log is append-only', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_matters")]
    operations = [migrations.RunSQL(GUARD, DROP)]
