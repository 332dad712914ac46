"""Certificates as acts: two people, one signature, a revocation for ever; the database agrees."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.certificates import services
from greenward.bureau.certificates.checking import check, check_number
from greenward.bureau.certificates.keys import public_keys, ring, signer
from greenward.bureau.certificates.models import Certificate, Reason
from greenward.trust.certificates import verify

from .kit import CLAIMS, altered, building, by_force, issued, prepared

pytestmark = pytest.mark.django_db


def test_what_is_issued_is_signed_logged_and_genuine(officer, director, futian):
    made = issued(officer, director, building(futian))
    says, kid = verify(made.jws, public_keys())
    assert kid == made.kid == "certificate-1"
    assert says.number == made.number
    assert says.says == {"building": "440304A017", "name": "岭南大厦", **CLAIMS}
    assert says.expires_at is None
    rows = AuditEvent.objects.order_by("pk").values_list("act", "actor", "subject_id")
    assert list(rows) == [
        ("prepare_certificate", officer.user.pk, str(made.pk)),
        ("issue_certificate", director.user.pk, str(made.pk)),
    ]
    assert AuditEvent.objects.last().payload["text"] == made.jws
    assert check(made.jws).code == check_number(made.number).code == "valid"


def test_nobody_issues_what_they_prepared(director, futian):
    both = Actor.of(director.user)
    draft = Certificate.objects.create(
        kind="green_building_label",
        subject_type="registry.building",
        subject_id=str(building(futian).pk),
        area=futian,
        prepared_by=director.user,
    )
    with pytest.raises(PermissionDenied, match="四眼|four eyes|自己"):
        services.approve(both, draft)
    draft.refresh_from_db()
    assert (draft.status, draft.jws, draft.number) == ("draft", "", None)
    assert not AuditEvent.objects.exists()


def test_the_console_does_not_issue_what_it_prepared(futian, operator):
    with pytest.raises(PermissionDenied):
        services.approve(operator, prepared(operator, building(futian)))


def test_who_may_not(officer, sibling_officer, owner, director, futian):
    about = building(futian)
    for nobody in (sibling_officer, owner, director):
        with pytest.raises(PermissionDenied):
            prepared(nobody, about)
    draft = prepared(officer, about)
    for nobody in (officer, sibling_officer, owner):
        with pytest.raises(PermissionDenied):
            services.approve(nobody, draft)
    made = services.approve(director, draft)
    for nobody in (officer, sibling_officer, owner):
        with pytest.raises(PermissionDenied):
            services.revoke(nobody, made, reason=Reason.MISTAKE)
    assert check(made.jws).code == "valid"


def test_it_is_issued_once(officer, director, futian):
    draft = prepared(officer, building(futian))
    services.approve(director, draft)
    with pytest.raises(ValidationError):
        services.approve(director, draft)
    with pytest.raises(ValidationError):
        services.discard(director, draft)


def test_a_draft_that_is_discarded_leaves_only_its_entries(officer, futian):
    draft = prepared(officer, building(futian))
    services.discard(officer, draft)
    assert not Certificate.objects.exists()
    assert AuditEvent.objects.last().subject == ("certificates.certificate", str(draft.pk))


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {**CLAIMS, "star": 4},
        {**CLAIMS, "star": "2"},
        {**CLAIMS, "standard": "my own"},
        {**CLAIMS, "jti": "mine"},
        {**CLAIMS, "unknown": 1},
        {**CLAIMS, "date": "x" * 11},
    ],
)
def test_a_kind_says_what_it_can_say(claims, officer, futian):
    with pytest.raises(ValidationError):
        prepared(officer, building(futian), claims=claims)
    assert not Certificate.objects.exists()


def test_the_register_gives_the_code_and_the_name(officer, futian):
    draft = prepared(officer, building(futian), claims={**CLAIMS, "name": "别墅"})
    assert draft.claims["name"] == "岭南大厦"


def test_a_revocation_is_for_ever_and_has_a_reason(officer, director, futian):
    made = issued(officer, director, building(futian))
    services.revoke(director, made, reason=Reason.NOT_MET, note="decision 12")
    assert check(made.jws).code == check_number(made.number).code == "revoked"
    assert "decision 12" not in str(AuditEvent.objects.last().payload)
    with pytest.raises(ValidationError):
        services.revoke(director, made, reason=Reason.MISTAKE)


def test_a_replacement_revokes_when_it_is_issued_and_not_before(officer, director, futian):
    about = building(futian)
    old = issued(officer, director, about)
    draft = prepared(officer, about, claims={**CLAIMS, "star": 3}, replaces=old)
    assert check(old.jws).code == "valid"
    new = services.approve(director, draft)
    assert (check(old.jws).code, check(new.jws).code) == ("revoked", "valid")
    old.refresh_from_db()
    assert (old.reason, old.replaced_by) == ("replaced", new)


def test_of_two_replacements_one_is_issued(officer, director, futian):
    about = building(futian)
    old = issued(officer, director, about)
    first, second = (prepared(officer, about, replaces=old) for _ in range(2))
    services.approve(director, first)
    with pytest.raises((ValidationError, DatabaseError)), transaction.atomic():
        services.approve(director, second)
    second.refresh_from_db()
    assert second.status == "draft"


def test_it_expires_after_its_last_day(officer, director, futian):
    today = timezone.localdate()
    made = issued(officer, director, building(futian), until=today)
    assert made.last_day == today
    assert check(made.jws).code == "valid"
    with time_machine.travel(made.expires_at + timedelta(seconds=1)):
        assert check(made.jws).code == check_number(made.number).code == "expired"
    with pytest.raises(ValidationError):
        prepared(officer, building(futian, "440304A018"), until=today - timedelta(1))


def test_a_new_year_has_a_new_key_and_old_certificates_stay_genuine(officer, director, futian):
    about = building(futian)
    before = issued(officer, director, about)
    ring().rotate()
    after = issued(officer, director, about)
    assert [before.kid, after.kid] == ["certificate-1", "certificate-2"]
    assert check(before.jws).code == check(after.jws).code == "valid"


def test_the_key_is_changed_with_the_year(keys: Path):
    first = signer()
    assert signer().kid == first.kid
    with time_machine.travel(date(first.public.made_on.year + 1, 1, 2)):
        assert signer().kid == "certificate-2"
        assert signer().kid == "certificate-2"
    assert not list(keys.glob("certificate-1.key"))


def test_what_was_altered_or_never_issued_is_not_genuine(officer, director, futian):
    made = issued(officer, director, building(futian))
    assert check(altered(made.jws)).code in ("altered", "malformed")
    assert check("https://x/v#" + made.jws).code == "valid"
    wrong = made.number[:-1] + ("0" if made.number[-1] != "0" else "1")
    assert check_number(wrong).code == "mistyped"
    by_force("DELETE FROM certificates_certificate")
    assert check(made.jws).code == "not_on_file"
    assert check_number(made.number).code == "no_such_number"


def test_a_row_changed_in_the_database_says_nothing(officer, director, futian):
    made = issued(officer, director, building(futian))
    by_force("UPDATE certificates_certificate SET jws = %s", altered(made.jws))
    found = check_number(made.number)
    assert not found.genuine
    assert found.says is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE certificates_certificate SET claims = '{}'",
        "UPDATE certificates_certificate SET number = '000000000000'",
        "UPDATE certificates_certificate SET status = 'draft', number = NULL, issued_at = NULL, jws = ''",
        "UPDATE certificates_certificate SET expires_at = now()",
        "DELETE FROM certificates_certificate",
        "TRUNCATE certificates_certificate CASCADE",
    ],
)
def test_the_database_keeps_what_was_issued(change, officer, director, futian):
    issued(officer, director, building(futian))
    connection.check_constraints()  # nothing pending keeps TRUNCATE from reaching the guard
    with pytest.raises(DatabaseError, match="is refused"), transaction.atomic():
        connection.cursor().execute(change)


def test_the_database_keeps_a_revocation(officer, director, futian):
    made = issued(officer, director, building(futian))
    services.revoke(director, made, reason=Reason.MISTAKE)
    undo = "UPDATE certificates_certificate SET status = 'valid', revoked_at = NULL, reason = ''"
    with pytest.raises(DatabaseError, match="is refused"), transaction.atomic():
        connection.cursor().execute(undo)
