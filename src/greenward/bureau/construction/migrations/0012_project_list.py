import django.db.models.fields.json
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_client_pace"),
        ("casework", "0010_titles"),
        ("construction", "0011_kept_cases"),
        ("registry", "0002_homes"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="star",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.comparison.Cast(
                    django.db.models.functions.comparison.Coalesce(
                        django.db.models.fields.json.KeyTextTransform("permit_star", "facts"),
                        django.db.models.fields.json.KeyTextTransform("chapter_star", "facts"),
                        django.db.models.fields.json.KeyTextTransform("land_star", "facts"),
                    ),
                    models.BigIntegerField(),
                ),
                output_field=models.BigIntegerField(null=True),
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=["-opened_at", "id"],
                include=(
                    "area",
                    "matter",
                    "developer",
                    "next_gate",
                    "next_step",
                    "function",
                    "star",
                    "name",
                    "code",
                ),
                name="project_list",
            ),
        ),
    ]
