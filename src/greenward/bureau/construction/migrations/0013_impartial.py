from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("construction", "0012_project_list"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reportcheck",
            name="quality",
            field=models.CharField(
                choices=[
                    ("genuine", "neither forged nor false"),
                    ("accurate", "its figures are accurate"),
                    ("impartial", "no interest binds the agency to a party"),
                ],
                max_length=10,
                verbose_name="what was checked",
            ),
        ),
    ]
