"""The database keeps what was issued: of an issued certificate only the revocation is written, once
and for ever; a draft alone may be deleted."""

from django.db import migrations

GUARD = """
CREATE FUNCTION greenward_keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    revocation text[] := ARRAY['status', 'revoked_at', 'revoked_by_id', 'reason', 'note'];
BEGIN
    IF OLD.status = 'draft' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR OLD.status = 'revoked' OR NEW.status <> 'revoked'
       OR to_jsonb(NEW) - revocation IS DISTINCT FROM to_jsonb(OLD) - revocation THEN
        RAISE EXCEPTION '% of % is refused: an issued certificate can only be revoked',
            TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER certificate_kept BEFORE TRUNCATE ON certificates_certificate
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER certificate_changes BEFORE UPDATE OR DELETE ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION greenward_keep_certificate();
"""
DROP = """
DROP TRIGGER certificate_changes ON certificates_certificate;
DROP TRIGGER certificate_kept ON certificates_certificate;
DROP FUNCTION greenward_keep_certificate();
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial"), ("accounts", "0002_guards")]
    operations = [migrations.RunSQL(GUARD, DROP)]
