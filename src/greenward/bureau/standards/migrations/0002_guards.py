"""Rows of standards and their confirmations are never changed or deleted: a better value is a
new row, so that an old finding can always be explained from the row it stood on."""

from django.db import migrations

GUARD = """
CREATE TRIGGER row_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON standards_standardrow
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER confirmation_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON standards_confirmation
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
"""
DROP = """
DROP TRIGGER confirmation_kept ON standards_confirmation;
DROP TRIGGER row_kept ON standards_standardrow;
"""


class Migration(migrations.Migration):
    dependencies = [("standards", "0001_initial"), ("accounts", "0002_guards")]
    operations = [migrations.RunSQL(GUARD, DROP)]
