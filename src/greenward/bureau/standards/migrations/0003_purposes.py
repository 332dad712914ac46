"""What a standard may be applied for: energy, and now water, indoor air and sound."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("standards", "0002_guards")]
    operations = [
        migrations.AlterField(
            model_name="standardinuse",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("energy", "energy limits (Article 32)"),
                    ("water", "water quotas (Article 33)"),
                    ("air", "limits of indoor air (Article 34)"),
                    ("sound", "limits of sound (Article 35)"),
                ],
                max_length=40,
            ),
        ),
    ]
