"""What was handed in stays: a version of a chapter is never changed nor taken away once it bears its
hash, its attachments neither; what was found of it is only added to. A paper of a plot and the choice
of who writes may end, once, and change in nothing else.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION construction_keep_chapter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.handed_in_at IS NOT NULL THEN
        RAISE EXCEPTION '% of % is refused: the version was handed in', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION construction_keep_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    touched := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.chapter_id]
        WHEN 'DELETE' THEN ARRAY[OLD.chapter_id]
        ELSE ARRAY[OLD.chapter_id, NEW.chapter_id]
    END;
    IF EXISTS (SELECT 1 FROM construction_chapter
               WHERE id = ANY (touched) AND handed_in_at IS NOT NULL) THEN
        RAISE EXCEPTION '% of % is refused: the version was handed in', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION construction_keep_until_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
       OR to_jsonb(NEW) - 'ended_at' IS DISTINCT FROM to_jsonb(OLD) - 'ended_at' THEN
        RAISE EXCEPTION '% of % is refused: a row may end, nothing else', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER chapter_kept BEFORE UPDATE OR DELETE ON construction_chapter
    FOR EACH ROW EXECUTE FUNCTION construction_keep_chapter();
CREATE TRIGGER chapter_not_emptied BEFORE TRUNCATE ON construction_chapter
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER attachment_kept BEFORE INSERT OR UPDATE OR DELETE ON construction_chapter_attachments
    FOR EACH ROW EXECUTE FUNCTION construction_keep_attachment();
CREATE TRIGGER review_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON construction_chapterreview
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER conditions_kept BEFORE UPDATE OR DELETE ON construction_landconditions
    FOR EACH ROW EXECUTE FUNCTION construction_keep_until_ended();
CREATE TRIGGER land_document_kept BEFORE UPDATE OR DELETE ON construction_landdocument
    FOR EACH ROW EXECUTE FUNCTION construction_keep_until_ended();
CREATE TRIGGER writers_kept BEFORE UPDATE OR DELETE ON construction_chapterwriters
    FOR EACH ROW EXECUTE FUNCTION construction_keep_until_ended();
CREATE TRIGGER special_plan_kept BEFORE UPDATE OR DELETE ON construction_specialplan
    FOR EACH ROW EXECUTE FUNCTION construction_keep_until_ended();
"""
DROP = """
DROP TRIGGER special_plan_kept ON construction_specialplan;
DROP TRIGGER writers_kept ON construction_chapterwriters;
DROP TRIGGER land_document_kept ON construction_landdocument;
DROP TRIGGER conditions_kept ON construction_landconditions;
DROP TRIGGER review_kept ON construction_chapterreview;
DROP TRIGGER attachment_kept ON construction_chapter_attachments;
DROP TRIGGER chapter_not_emptied ON construction_chapter;
DROP TRIGGER chapter_kept ON construction_chapter;
DROP FUNCTION construction_keep_until_ended();
DROP FUNCTION construction_keep_attachment();
DROP FUNCTION construction_keep_chapter();
"""


class Migration(migrations.Migration):
    dependencies = [("construction", "0006_chapters_land_plans"), ("accounts", "0002_guards")]
    operations = [migrations.RunSQL(GUARD, DROP)]
