"""What was issued, given or chosen stays: papers of a handover, that they were given, and the amount an
officer chose as the base of a fine are added, never changed or deleted.
"""

from django.db import migrations

KEPT = ("paper", "given", "salesamount")
GUARD = "\n".join(
    f"CREATE TRIGGER {name}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON operation_{name} "
    "FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();"
    for name in KEPT
)
DROP = "\n".join(f"DROP TRIGGER {name}_kept ON operation_{name};" for name in KEPT)


class Migration(migrations.Migration):
    dependencies = [("operation", "0002_handover_and_sale"), ("accounts", "0002_guards")]
    operations = [migrations.RunSQL(GUARD, DROP)]
