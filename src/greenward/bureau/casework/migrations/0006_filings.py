"""Filed documents: what a scanner said, on whose behalf, whether personal; requests about one's own
data. Nothing of a filing changes but its label and its mark as personal; none is deleted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION greenward_keep_filing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'label' - 'personal' IS DISTINCT FROM to_jsonb(OLD) - 'label' - 'personal' THEN
        RAISE EXCEPTION 'UPDATE of % is refused: a filing keeps all but its label', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION greenward_keep_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'scan' - 'scanned_at' - 'scan_said'
       IS DISTINCT FROM to_jsonb(OLD) - 'scan' - 'scanned_at' - 'scan_said' THEN
        RAISE EXCEPTION 'UPDATE of % is refused: a document is its content', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER filing_kept BEFORE DELETE OR TRUNCATE ON casework_filing
    FOR EACH STATEMENT EXECUTE FUNCTION greenward_refuse();
CREATE TRIGGER filing_changes BEFORE UPDATE ON casework_filing
    FOR EACH ROW EXECUTE FUNCTION greenward_keep_filing();
CREATE TRIGGER document_changes BEFORE UPDATE ON casework_document
    FOR EACH ROW EXECUTE FUNCTION greenward_keep_document();
"""
DROP = """
DROP TRIGGER document_changes ON casework_document;
DROP TRIGGER filing_changes ON casework_filing;
DROP TRIGGER filing_kept ON casework_filing;
DROP FUNCTION greenward_keep_document();
DROP FUNCTION greenward_keep_filing();
"""
SCAN = [
    ("not_scanned", "not scanned for viruses"),
    ("waiting", "being scanned for viruses"),
    ("clean", "no virus found"),
    ("infected", "a virus was found; locked away"),
]
KEPT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_roles"),
        ("casework", "0005_following"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterModelOptions("document", {"verbose_name": "document"}),
        migrations.AddField(
            "document",
            "scan",
            models.CharField(choices=SCAN, default="not_scanned", max_length=12),
        ),
        migrations.AddField("document", "scanned_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "document", "scan_said", models.CharField(blank=True, max_length=200, default=""), False
        ),
        migrations.AddIndex(
            "document",
            models.Index(
                condition=models.Q(("scan", "waiting")),
                fields=["added_at"],
                name="document_waiting",
            ),
        ),
        migrations.AddField("filing", "personal", models.BooleanField(default=False)),
        migrations.AddField(
            "filing",
            "organisation",
            models.ForeignKey(
                null=True, on_delete=KEPT, related_name="+", to="accounts.organisation"
            ),
        ),
        migrations.AddIndex(
            "filing", models.Index(fields=["filed_by", "filed_at"], name="filing_of_person")
        ),
        migrations.AddConstraint(
            "filing",
            models.CheckConstraint(
                condition=models.Q(("label", "public"), ("personal", True), _negated=True),
                name="personal_is_never_public",
            ),
        ),
        migrations.CreateModel(
            name="PrivacyRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correct", "correct what is wrong"),
                            ("delete", "delete what the law does not keep"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=1000)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(null=True)),
                ("answer", models.CharField(blank=True, max_length=1000)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=KEPT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=KEPT,
                        related_name="privacy_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "request about personal data", "ordering": ["id"]},
        ),
        migrations.AddConstraint(
            "privacyrequest",
            models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)),
                fields=("person", "kind"),
                name="one_open_privacy_request_of_a_kind",
            ),
        ),
        migrations.RunSQL(GUARD, DROP),
    ]
