"""The database itself keeps apart what must be apart: posts inside one another, the three who
administer the system (MLPS 2.0, 8.1.4.2), two memberships of one person in one organisation; and
a proposed post is decided once."""

from django.db import migrations

FUNCTIONS = """
CREATE OR REPLACE FUNCTION greenward_post_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own text := (SELECT path FROM accounts_area WHERE id = NEW.area_id);
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('accounts_post', NEW.user_id));
    IF EXISTS (
        SELECT 1 FROM accounts_post AS other JOIN accounts_area AS area ON area.id = other.area_id
        WHERE other.user_id = NEW.user_id AND other.role = NEW.role
          AND (starts_with(own, area.path) OR starts_with(area.path, own))
          AND other.id IS DISTINCT FROM NEW.id
          AND other.first_day <= COALESCE(NEW.last_day, 'infinity')
          AND NEW.first_day <= COALESCE(other.last_day, 'infinity')
    ) THEN
        RAISE EXCEPTION 'this person already holds this post on some of these days'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'post_held_once';
    END IF;
    IF NEW.role IN ('auditor', 'security', 'system') AND EXISTS (
        SELECT 1 FROM accounts_post AS other
        WHERE other.user_id = NEW.user_id AND other.role <> NEW.role
          AND other.role IN ('auditor', 'security', 'system')
          AND other.id IS DISTINCT FROM NEW.id
          AND other.first_day <= COALESCE(NEW.last_day, 'infinity')
          AND NEW.first_day <= COALESCE(other.last_day, 'infinity')
    ) THEN
        RAISE EXCEPTION 'system administrator, security administrator and auditor are three people'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'three_administrators';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION greenward_membership_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('accounts_membership', NEW.user_id));
    IF EXISTS (
        SELECT 1 FROM accounts_membership AS other
        WHERE other.user_id = NEW.user_id AND other.organisation_id = NEW.organisation_id
          AND other.id IS DISTINCT FROM NEW.id
          AND other.first_day <= COALESCE(NEW.last_day, 'infinity')
          AND NEW.first_day <= COALESCE(other.last_day, 'infinity')
    ) THEN
        RAISE EXCEPTION 'this person already acts for this organisation on some of these days'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'membership_held_once';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION greenward_decide_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.decided_at IS NOT NULL
       OR to_jsonb(NEW) - ARRAY['decided_by_id', 'decided_at', 'post_id']
          IS DISTINCT FROM to_jsonb(OLD) - ARRAY['decided_by_id', 'decided_at', 'post_id'] THEN
        RAISE EXCEPTION 'UPDATE of % is refused: it is decided once', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
DROP_FUNCTIONS = """
DROP FUNCTION greenward_decide_once();
DROP FUNCTION greenward_membership_overlap();
"""

TRIGGERS = """
CREATE TRIGGER membership_overlap BEFORE INSERT OR UPDATE ON accounts_membership
    FOR EACH ROW EXECUTE FUNCTION greenward_membership_overlap();
CREATE TRIGGER appointment_kept BEFORE DELETE OR TRUNCATE ON accounts_appointment
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER appointment_decided BEFORE UPDATE ON accounts_appointment
    FOR EACH ROW EXECUTE FUNCTION greenward_decide_once();
CREATE TRIGGER client_kept BEFORE DELETE OR TRUNCATE ON accounts_apiclient
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
"""
DROP_TRIGGERS = """
DROP TRIGGER client_kept ON accounts_apiclient;
DROP TRIGGER appointment_decided ON accounts_appointment;
DROP TRIGGER appointment_kept ON accounts_appointment;
DROP TRIGGER membership_overlap ON accounts_membership;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_people")]
    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunSQL(TRIGGERS, DROP_TRIGGERS),
    ]
