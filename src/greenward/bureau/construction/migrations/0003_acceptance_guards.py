"""What was tested, checked, recorded and signed stays as it is; a session is closed by its decision.

Retests, withdrawals and later sessions are rows of their own. Of a session that was decided on only
its report is still added.
"""

from django.db import migrations

KEPT = ("signature", "reportcheck", "spotcheck", "siterecord", "airtest", "soundtest")
GUARD = """
CREATE FUNCTION construction_session_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    session bigint;
BEGIN
    session := CASE TG_OP WHEN 'INSERT' THEN NEW.acceptance_id ELSE OLD.acceptance_id END;
    IF EXISTS (SELECT 1 FROM construction_acceptance a
               JOIN construction_decision d ON d.application_id = a.application_id
               WHERE a.id = session) THEN
        RAISE EXCEPTION '% of % is refused: the session was decided on', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION construction_keep_session() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later CONSTANT text[] := ARRAY['report_id', 'report_issued_on'];
BEGIN
    IF TG_OP = 'UPDATE' AND (
        to_jsonb(NEW) - later IS NOT DISTINCT FROM to_jsonb(OLD) - later
        OR NOT EXISTS (SELECT 1 FROM construction_decision d
                       WHERE d.application_id = OLD.application_id)
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of % is refused: the session was decided on', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER session_kept BEFORE UPDATE OR DELETE ON construction_acceptance
    FOR EACH ROW EXECUTE FUNCTION construction_keep_session();
CREATE TRIGGER item_of_open_session BEFORE INSERT OR UPDATE OR DELETE
    ON construction_acceptanceitem FOR EACH ROW EXECUTE FUNCTION construction_session_open();
CREATE TRIGGER attendance_of_open_session BEFORE INSERT OR UPDATE OR DELETE
    ON construction_attendance FOR EACH ROW EXECUTE FUNCTION construction_session_open();
CREATE TRIGGER signature_in_open_session BEFORE INSERT
    ON construction_signature FOR EACH ROW EXECUTE FUNCTION construction_session_open();
""" + "\n".join(
    f"CREATE TRIGGER {name}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON construction_{name}"
    " FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();"
    for name in KEPT
)
DROP = (
    "\n".join(f"DROP TRIGGER {name}_kept ON construction_{name};" for name in KEPT)
    + """
DROP TRIGGER signature_in_open_session ON construction_signature;
DROP TRIGGER attendance_of_open_session ON construction_attendance;
DROP TRIGGER item_of_open_session ON construction_acceptanceitem;
DROP TRIGGER session_kept ON construction_acceptance;
DROP FUNCTION construction_keep_session();
DROP FUNCTION construction_session_open();
"""
)


class Migration(migrations.Migration):
    dependencies = [("construction", "0002_acceptance"), ("accounts", "0002_guards")]
    operations = [migrations.RunSQL(GUARD, DROP)]
