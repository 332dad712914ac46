"""What was announced stays: a frozen draw takes its values, its result and its publication once
each, and nothing else of it changes; what people entered and every substitution is kept as it is.
The names of inspectors may be emptied, since they are personal and outside all that is proven.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION enforcement_keep_draw() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    drawn CONSTANT text[] := ARRAY['randomness', 'code', 'result', 'drawn_at'];
    later CONSTANT text[] := drawn || ARRAY['published_at', 'names'];
BEGIN
    IF OLD.frozen_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE'
       OR to_jsonb(NEW) - later IS DISTINCT FROM to_jsonb(OLD) - later
       OR (NEW.names IS DISTINCT FROM OLD.names AND NEW.names <> '{}')
       OR (OLD.drawn_at IS NOT NULL
           AND (NEW.randomness, NEW.code, NEW.result, NEW.drawn_at)
               IS DISTINCT FROM (OLD.randomness, OLD.code, OLD.result, OLD.drawn_at))
       OR (NEW.drawn_at IS NULL AND (NEW.randomness IS NOT NULL OR NEW.result IS NOT NULL))
       OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at)
    THEN
        RAISE EXCEPTION '% of % is refused: the draw is frozen', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER draw_kept BEFORE UPDATE OR DELETE ON enforcement_draw
    FOR EACH ROW EXECUTE FUNCTION enforcement_keep_draw();
CREATE TRIGGER draw_not_emptied BEFORE TRUNCATE ON enforcement_draw
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER entry_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON enforcement_entry
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER substitution_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON enforcement_substitution
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
"""
DROP = """
DROP TRIGGER substitution_kept ON enforcement_substitution;
DROP TRIGGER entry_kept ON enforcement_entry;
DROP TRIGGER draw_not_emptied ON enforcement_draw;
DROP TRIGGER draw_kept ON enforcement_draw;
DROP FUNCTION enforcement_keep_draw();
"""


class Migration(migrations.Migration):
    dependencies = [("enforcement", "0004_draws"), ("accounts", "0002_guards")]
    operations = [migrations.RunSQL(GUARD, DROP)]
