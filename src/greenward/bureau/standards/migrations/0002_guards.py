"""Editions, rows of standards and rulings on them are never changed or deleted: a better value is
a new row, so that an old finding can always be explained from the row it stood on. Of a standard's
use only the last day is set."""

from django.db import migrations

KEPT = ("publishededition", "standardrow", "ruling")
GUARD = "\n".join(
    f"""CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON standards_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();"""
    for table in KEPT
)
USE = """
CREATE TRIGGER use_kept BEFORE DELETE OR TRUNCATE ON standards_standardinuse
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER use_changes BEFORE UPDATE ON standards_standardinuse
    FOR EACH ROW EXECUTE FUNCTION greenward_keep_tenure();
"""
DROP = "\n".join(f"DROP TRIGGER {table}_kept ON standards_{table};" for table in KEPT)
DROP_USE = """
DROP TRIGGER use_kept ON standards_standardinuse;
DROP TRIGGER use_changes ON standards_standardinuse;
"""


class Migration(migrations.Migration):
    dependencies = [("standards", "0001_initial"), ("accounts", "0002_guards")]
    operations = [migrations.RunSQL(GUARD + USE, DROP + DROP_USE)]
