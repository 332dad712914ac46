import django.db.models.deletion
from django.db import migrations, models


def reference(to: str, **options: object) -> models.ForeignKey:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        to=to,
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [("assessment", "0002_lacking")]
    operations = [
        migrations.AlterField("finding", "edition", reference("standards.publishededition")),
        migrations.AlterField(
            "finding", "limit_row", reference("standards.standardrow", null=True)
        ),
        migrations.AlterField(
            "finding", "made_by", reference("assessment.assessment", related_name="made")
        ),
        migrations.AlterField(
            "finding",
            "ended_by",
            reference("assessment.assessment", related_name="ended", null=True),
        ),
    ]
