"""What the authority entered beside the law is kept by the database: texts never change, of a
published discretion table only the last day is set, a policy or a notice is withdrawn once."""

from django.db import migrations

KEPT = ("officialtext", "passage", "ownday")
GUARD = "\n".join(
    f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON statutes_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();"""
    for table in KEPT
)
WITHDRAWN = ("implementingpolicy", "holidaynotice")
WITHDRAWAL = """
CREATE FUNCTION greenward_keep_but_withdraw() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said text[] := ARRAY['withdrawn_at', 'withdrawn_by', 'withdrawn_reason', 'withdrawn_from'];
BEGIN
    IF OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
       OR to_jsonb(NEW) - said IS DISTINCT FROM to_jsonb(OLD) - said THEN
        RAISE EXCEPTION 'UPDATE of % is refused: a row may only be withdrawn, once', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
""" + "\n".join(
    f"""CREATE TRIGGER {table}_kept BEFORE DELETE OR TRUNCATE ON statutes_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER {table}_changes BEFORE UPDATE ON statutes_{table}
    FOR EACH ROW EXECUTE FUNCTION greenward_keep_but_withdraw();"""
    for table in WITHDRAWN
)
TABLES = """
CREATE FUNCTION greenward_keep_table() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL AND (TG_OP = 'DELETE'
       OR to_jsonb(NEW) - 'last_day' IS DISTINCT FROM to_jsonb(OLD) - 'last_day') THEN
        RAISE EXCEPTION '% of % is refused: this version is published', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION greenward_keep_tier() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    tables bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.table_id]
        WHEN 'DELETE' THEN ARRAY[OLD.table_id] ELSE ARRAY[OLD.table_id, NEW.table_id] END;
BEGIN
    IF EXISTS (SELECT 1 FROM statutes_discretiontable
               WHERE id = ANY(tables) AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION '% of % is refused: its table is published', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER table_kept BEFORE TRUNCATE ON statutes_discretiontable
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER table_changes BEFORE UPDATE OR DELETE ON statutes_discretiontable
    FOR EACH ROW EXECUTE FUNCTION greenward_keep_table();
CREATE TRIGGER tier_kept BEFORE TRUNCATE ON statutes_discretiontier
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER tier_changes BEFORE INSERT OR UPDATE OR DELETE ON statutes_discretiontier
    FOR EACH ROW EXECUTE FUNCTION greenward_keep_tier();
"""
DROP = "\n".join(f"DROP TRIGGER {table}_kept ON statutes_{table};" for table in KEPT)
DROP_WITHDRAWAL = (
    "\n".join(
        f"DROP TRIGGER {table}_kept ON statutes_{table};"
        f"DROP TRIGGER {table}_changes ON statutes_{table};"
        for table in WITHDRAWN
    )
    + "DROP FUNCTION greenward_keep_but_withdraw();"
)
DROP_TABLES = """
DROP TRIGGER tier_changes ON statutes_discretiontier;
DROP TRIGGER tier_kept ON statutes_discretiontier;
DROP TRIGGER table_changes ON statutes_discretiontable;
DROP TRIGGER table_kept ON statutes_discretiontable;
DROP FUNCTION greenward_keep_tier();
DROP FUNCTION greenward_keep_table();
"""


class Migration(migrations.Migration):
    dependencies = [("statutes", "0001_initial"), ("accounts", "0002_guards")]
    operations = [
        migrations.RunSQL(GUARD, DROP),
        migrations.RunSQL(WITHDRAWAL, DROP_WITHDRAWAL),
        migrations.RunSQL(TABLES, DROP_TABLES),
    ]
