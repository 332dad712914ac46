"""A matter may say its title in English too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0009_consultant"),
    ]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="title_en",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=300,
                verbose_name="subject in English",
            ),
        ),
    ]
