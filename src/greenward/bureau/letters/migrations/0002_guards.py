"""The database keeps what was issued and served: an issued letter, an ended attempt and a consent
on file are not changed or deleted, and a number follows the one before it."""

from django.db import migrations

GUARD = """
CREATE FUNCTION letters_keep_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' THEN
        RAISE EXCEPTION '% of a letter is refused: it is no draft any more', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF NEW.state = 'issued' AND NEW.serial > 1 AND NOT EXISTS (
        SELECT FROM letters_letter WHERE authority_id = NEW.authority_id AND word = NEW.word
            AND year = NEW.year AND serial = NEW.serial - 1) THEN
        RAISE EXCEPTION 'number % does not follow the one before it', NEW.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER letter_kept BEFORE UPDATE OR DELETE ON letters_letter
    FOR EACH ROW EXECUTE FUNCTION letters_keep_letter();

CREATE FUNCTION letters_begin_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'draft' THEN
        RAISE EXCEPTION 'a letter begins as a draft' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER letter_begun BEFORE INSERT ON letters_letter
    FOR EACH ROW EXECUTE FUNCTION letters_begin_letter();

CREATE FUNCTION letters_keep_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'under_way' THEN
        RAISE EXCEPTION '% of an attempt at service is refused: it has ended', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attempt_kept BEFORE UPDATE OR DELETE ON letters_attempt
    FOR EACH ROW EXECUTE FUNCTION letters_keep_attempt();

CREATE FUNCTION letters_keep_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL
       OR to_jsonb(NEW) - 'withdrawn_at' - 'withdrawn_by_id'
       IS DISTINCT FROM to_jsonb(OLD) - 'withdrawn_at' - 'withdrawn_by_id' THEN
        RAISE EXCEPTION '% of a consent is refused: it can only be withdrawn', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consent_kept BEFORE UPDATE OR DELETE ON letters_consent
    FOR EACH ROW EXECUTE FUNCTION letters_keep_consent();
"""
DROP = """
DROP TRIGGER letter_kept ON letters_letter;
DROP TRIGGER letter_begun ON letters_letter;
DROP TRIGGER attempt_kept ON letters_attempt;
DROP TRIGGER consent_kept ON letters_consent;
DROP FUNCTION letters_keep_letter();
DROP FUNCTION letters_begin_letter();
DROP FUNCTION letters_keep_attempt();
DROP FUNCTION letters_keep_consent();
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, DROP)]
