"""Who answered for a project stays on record for life: an engagement is ended, committed to and linked
to a sign-in once each, and nothing else of it changes; no party has two leaders on one day, and nobody
is engaged twice as the same. Procurements, findings and observations are kept as well.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION construction_keep_engagement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ending CONSTANT text[] := ARRAY['last_day', 'ended_because'];
    signing CONSTANT text[] := ARRAY['committed_on', 'commitment_id', 'text_hash'];
BEGIN
    IF to_jsonb(NEW) - ending - signing - 'user_id'
           IS DISTINCT FROM to_jsonb(OLD) - ending - signing - 'user_id'
       OR (OLD.last_day IS NOT NULL
           AND (NEW.last_day, NEW.ended_because) IS DISTINCT FROM (OLD.last_day, OLD.ended_because))
       OR (OLD.committed_on IS NOT NULL
           AND (NEW.committed_on, NEW.commitment_id, NEW.text_hash)
               IS DISTINCT FROM (OLD.committed_on, OLD.commitment_id, OLD.text_hash))
       OR (OLD.user_id IS NOT NULL AND NEW.user_id IS DISTINCT FROM OLD.user_id)
    THEN
        RAISE EXCEPTION 'UPDATE of % is refused: who answered for a project stays on record',
            TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION construction_engagement_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(
        hashtextextended('construction_engagement', NEW.project_id));
    IF EXISTS (
        SELECT 1 FROM construction_engagement AS other
        WHERE other.project_id = NEW.project_id AND other.role = NEW.role
          AND other.organisation_id = NEW.organisation_id AND other.id IS DISTINCT FROM NEW.id
          AND other.first_day <= COALESCE(NEW.last_day, 'infinity')
          AND NEW.first_day <= COALESCE(other.last_day, 'infinity')
          AND ((NEW.title <> 'engineer' AND other.title <> 'engineer')
               OR (other.title, other.name, other.registration)
                  = (NEW.title, NEW.name, NEW.registration))
    ) THEN
        RAISE EXCEPTION 'the party has a leader, or this very person, on some of these days'
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION construction_keep_procurement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.withdrawn_at IS NOT NULL
       OR (NEW.project_id, NEW.service, NEW.recorded_at)
          IS DISTINCT FROM (OLD.project_id, OLD.service, OLD.recorded_at)
    THEN
        RAISE EXCEPTION 'UPDATE of % is refused: it was withdrawn, or belongs to another service',
            TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION construction_keep_finding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.lifted_at IS NOT NULL
       OR to_jsonb(NEW) - ARRAY['lifted_at', 'lifted_by_id']
          IS DISTINCT FROM to_jsonb(OLD) - ARRAY['lifted_at', 'lifted_by_id']
    THEN
        RAISE EXCEPTION 'UPDATE of % is refused: it may only be lifted', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION construction_keep_observation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL
       OR to_jsonb(NEW) - 'ended_at' IS DISTINCT FROM to_jsonb(OLD) - 'ended_at'
    THEN
        RAISE EXCEPTION 'UPDATE of % is refused: it may only be ended', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER engagement_kept BEFORE DELETE OR TRUNCATE ON construction_engagement
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER engagement_changes BEFORE UPDATE ON construction_engagement
    FOR EACH ROW EXECUTE FUNCTION construction_keep_engagement();
CREATE TRIGGER engagement_overlap BEFORE INSERT OR UPDATE ON construction_engagement
    FOR EACH ROW EXECUTE FUNCTION construction_engagement_overlap();
CREATE TRIGGER procurement_kept BEFORE DELETE OR TRUNCATE ON construction_procurement
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER procurement_changes BEFORE UPDATE ON construction_procurement
    FOR EACH ROW EXECUTE FUNCTION construction_keep_procurement();
CREATE TRIGGER finding_kept BEFORE DELETE OR TRUNCATE ON construction_clausefinding
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER finding_changes BEFORE UPDATE ON construction_clausefinding
    FOR EACH ROW EXECUTE FUNCTION construction_keep_finding();
CREATE TRIGGER observation_kept BEFORE DELETE OR TRUNCATE ON construction_observation
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER observation_changes BEFORE UPDATE ON construction_observation
    FOR EACH ROW EXECUTE FUNCTION construction_keep_observation();
"""
DROP = """
DROP TRIGGER observation_changes ON construction_observation;
DROP TRIGGER observation_kept ON construction_observation;
DROP TRIGGER finding_changes ON construction_clausefinding;
DROP TRIGGER finding_kept ON construction_clausefinding;
DROP TRIGGER procurement_changes ON construction_procurement;
DROP TRIGGER procurement_kept ON construction_procurement;
DROP TRIGGER engagement_overlap ON construction_engagement;
DROP TRIGGER engagement_changes ON construction_engagement;
DROP TRIGGER engagement_kept ON construction_engagement;
DROP FUNCTION construction_keep_observation();
DROP FUNCTION construction_keep_finding();
DROP FUNCTION construction_keep_procurement();
DROP FUNCTION construction_engagement_overlap();
DROP FUNCTION construction_keep_engagement();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("construction", "0004_tender_and_responsibility"),
        ("accounts", "0002_guards"),
    ]
    operations = [migrations.RunSQL(GUARD, DROP)]
