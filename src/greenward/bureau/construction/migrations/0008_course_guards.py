"""The record of a course stays: a statement only ends, a decision is only reopened, each once, and
nothing of plots, projects, applications, statements and decisions is ever deleted."""

from django.db import migrations

GUARD = """
CREATE FUNCTION construction_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was CONSTANT jsonb := to_jsonb(OLD);
    now CONSTANT jsonb := to_jsonb(NEW);
    once CONSTANT text := TG_ARGV[0];
    free CONSTANT text[] := TG_ARGV::text[];
BEGIN
    IF was - free IS DISTINCT FROM now - free OR was ->> once IS NOT NULL THEN
        RAISE EXCEPTION 'UPDATE of % is refused: what was recorded stays', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER statement_only_ends BEFORE UPDATE ON construction_statement
    FOR EACH ROW EXECUTE FUNCTION construction_keep('ended_at');
CREATE TRIGGER decision_only_reopened BEFORE UPDATE ON construction_decision
    FOR EACH ROW EXECUTE FUNCTION construction_keep('reopened_at', 'reopened_because');
CREATE TRIGGER application_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON construction_application
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER statement_kept BEFORE DELETE OR TRUNCATE ON construction_statement
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER decision_kept BEFORE DELETE OR TRUNCATE ON construction_decision
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER project_kept BEFORE DELETE OR TRUNCATE ON construction_project
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER plot_kept BEFORE DELETE OR TRUNCATE ON construction_plot
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
"""
DROP = """
DROP TRIGGER plot_kept ON construction_plot;
DROP TRIGGER project_kept ON construction_project;
DROP TRIGGER decision_kept ON construction_decision;
DROP TRIGGER statement_kept ON construction_statement;
DROP TRIGGER application_kept ON construction_application;
DROP TRIGGER decision_only_reopened ON construction_decision;
DROP TRIGGER statement_only_ends ON construction_statement;
DROP FUNCTION construction_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("construction", "0007_chapter_guards"), ("accounts", "0002_guards")]
    operations = [migrations.RunSQL(GUARD, DROP)]
