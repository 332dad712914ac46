"""The log is append-only by the database: a row changes once, when the sequencer numbers it."""

from django.db import migrations

GUARD = """
CREATE FUNCTION greenward_keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.leaf_index IS NOT NULL OR NEW.leaf_index IS NULL
       OR to_jsonb(NEW) - 'leaf_index' IS DISTINCT FROM to_jsonb(OLD) - 'leaf_index' THEN
        RAISE EXCEPTION 'UPDATE of % is refused: the log is append-only', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER event_kept BEFORE DELETE OR TRUNCATE ON casework_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER event_changes BEFORE UPDATE ON casework_auditevent
    FOR EACH ROW EXECUTE FUNCTION greenward_keep_event();
"""
DROP = """
DROP TRIGGER event_changes ON casework_auditevent;
DROP TRIGGER event_kept ON casework_auditevent;
DROP FUNCTION greenward_keep_event();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("accounts", "0002_guards")]
    operations = [migrations.RunSQL(GUARD, DROP)]
