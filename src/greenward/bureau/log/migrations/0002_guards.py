"""The database keeps the log: a tile only grows, and checkpoints, cosignatures, outside copies and
verifications are never changed and never deleted."""

from django.db import migrations

KEPT = ("checkpoint", "cosignature", "outsidecopy", "verification")

TILES = """
CREATE FUNCTION log_keep_tile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.level, NEW.number) IS DISTINCT FROM (OLD.id, OLD.level, OLD.number)
       OR length(NEW.hashes) <= length(OLD.hashes)
       OR substr(NEW.hashes, 1, length(OLD.hashes)) IS DISTINCT FROM OLD.hashes THEN
        RAISE EXCEPTION 'UPDATE of % is refused: a tile only grows', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tile_grows BEFORE UPDATE ON log_tile
    FOR EACH ROW EXECUTE FUNCTION log_keep_tile();
CREATE TRIGGER tile_kept BEFORE DELETE OR TRUNCATE ON log_tile
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
ALTER TABLE log_tile ADD CONSTRAINT tile_of_hashes
    CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0);
ALTER TABLE log_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;
"""
DROP_TILES = """
ALTER TABLE log_tile DROP CONSTRAINT tile_of_hashes;
DROP TRIGGER tile_kept ON log_tile;
DROP TRIGGER tile_grows ON log_tile;
DROP FUNCTION log_keep_tile();
"""


def _keep(name: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {name}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON log_{name}"
        " FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();",
        f"DROP TRIGGER {name}_kept ON log_{name};",
    )


class Migration(migrations.Migration):
    dependencies = [("log", "0001_initial"), ("accounts", "0002_guards")]
    operations = [migrations.RunSQL(TILES, DROP_TILES), *map(_keep, KEPT)]
