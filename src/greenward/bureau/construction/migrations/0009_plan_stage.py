from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("construction", "0008_course_guards")]

    operations = [
        migrations.RenameField("annualplan", "start_gate", "counted_at"),
        migrations.AlterField(
            "annualplan",
            "counted_at",
            models.CharField(max_length=60, verbose_name="starts are counted at"),
        ),
    ]
