"""Paces are not worth a log of their own; sessions of the table before this one are ended."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("doors", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE doors_pace SET UNLOGGED", "ALTER TABLE doors_pace SET LOGGED"
        ),
        migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop),
    ]
