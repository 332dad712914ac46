"""How many facts a finding lacks, as a column that lists can order by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0001_initial"),
        ("registry", "0001_initial"),
        ("standards", "0002_guards"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="finding",
            name="finding_current",
        ),
        migrations.AddField(
            model_name="finding",
            name="lacking",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.Func(
                        "missing", models.Value("$.keyvalue()"), function="jsonb_path_query_array"
                    ),
                    function="jsonb_array_length",
                ),
                output_field=models.IntegerField(),
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                condition=models.Q(("ended_by__isnull", True)),
                fields=["building", "duty", "year"],
                include=("verdict", "owed", "exposed", "fine_high", "lacking", "id"),
                name="finding_current",
            ),
        ),
    ]
