"""The database itself keeps posts and memberships: nothing is deleted, only the last day is set,
and nobody holds the same post twice on one day."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION greenward_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: its rows are kept', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION greenward_keep_tenure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'last_day' IS DISTINCT FROM to_jsonb(OLD) - 'last_day' THEN
        RAISE EXCEPTION 'UPDATE of % is refused: only the last day of a row may be set',
            TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION greenward_post_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('accounts_post', NEW.user_id));
    IF EXISTS (
        SELECT 1 FROM accounts_post AS other
        WHERE other.user_id = NEW.user_id AND other.role = NEW.role
          AND other.area_id = NEW.area_id AND other.id IS DISTINCT FROM NEW.id
          AND other.first_day <= COALESCE(NEW.last_day, 'infinity')
          AND NEW.first_day <= COALESCE(other.last_day, 'infinity')
    ) THEN
        RAISE EXCEPTION 'this person already holds this post on some of these days'
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;
"""
DROP_FUNCTIONS = """
DROP FUNCTION greenward_post_overlap();
DROP FUNCTION greenward_keep_tenure();
DROP FUNCTION greenward_refuse();
"""

TRIGGERS = """
CREATE TRIGGER post_kept BEFORE DELETE OR TRUNCATE ON accounts_post
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER post_changes BEFORE UPDATE ON accounts_post
    FOR EACH ROW EXECUTE FUNCTION greenward_keep_tenure();
CREATE TRIGGER post_overlap BEFORE INSERT OR UPDATE ON accounts_post
    FOR EACH ROW EXECUTE FUNCTION greenward_post_overlap();
CREATE TRIGGER membership_kept BEFORE DELETE OR TRUNCATE ON accounts_membership
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER membership_changes BEFORE UPDATE ON accounts_membership
    FOR EACH ROW EXECUTE FUNCTION greenward_keep_tenure();
"""
DROP_TRIGGERS = """
DROP TRIGGER membership_changes ON accounts_membership;
DROP TRIGGER membership_kept ON accounts_membership;
DROP TRIGGER post_overlap ON accounts_post;
DROP TRIGGER post_changes ON accounts_post;
DROP TRIGGER post_kept ON accounts_post;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(TRIGGERS, DROP_TRIGGERS),
    ]
