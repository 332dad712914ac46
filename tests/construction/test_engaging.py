"""Who takes part in a project and who answers for it, for life (Article 8)."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Membership, Organisation, PartyRole, Role
from greenward.bureau.casework.models import Party
from greenward.bureau.construction import cases
from greenward.bureau.construction.applying import apply
from greenward.bureau.construction.models import Engagement, Observation
from greenward.bureau.construction.opening import close
from greenward.bureau.construction.responsibility import commitment, engaging
from greenward.bureau.construction.responsibility.tenures import Gap, gaps, seats
from greenward.law.language import Subject
from tests.fixtures.people import make_actor

from .conftest import Site

TODAY = timezone.localdate()
DAY = timedelta(1)


def company(site: Site, role: PartyRole) -> Organisation:
    held = site.project.matter.parties.get(role=role)
    assert held.organisation
    return held.organisation


def lead(site: Site, role: PartyRole, name: str = "王小明", **fields: object) -> Engagement:
    """Name a leader, as the party's own person."""
    given = {"organisation": company(site, role), "on": TODAY} | fields
    return engaging.engage(site.parties[role], site.fresh(), role=role, name=name, **given)


def test_a_leader_signs_here_and_the_law_hears_of_it(shenzhen: Site) -> None:
    developer = shenzhen.developer
    row = lead(shenzhen, PartyRole.DEVELOPER, user=developer.user)
    assert row.title == "leader"
    assert shenzhen.fresh().facts["leader_committed"] is False
    engaging.sign(developer, row, text_hash=commitment.current().hash)
    assert shenzhen.fresh().facts["leader_committed"] is True
    row.refresh_from_db()
    assert (row.committed_on, row.text_hash) == (TODAY, commitment.current().hash)
    with pytest.raises(ValidationError):
        engaging.sign(developer, row, text_hash=commitment.current().hash)


def test_only_the_person_named_signs_and_only_the_words_that_were_shown(shenzhen: Site) -> None:
    row = lead(shenzhen, PartyRole.DESIGNER, user=shenzhen.parties[PartyRole.DESIGNER].user)
    assert row.title == "chief_designer"
    for actor in (shenzhen.developer, shenzhen.housing, Actor.operator()):
        with pytest.raises(PermissionDenied):
            engaging.sign(actor, row, text_hash=commitment.current().hash)
    with pytest.raises(ValidationError):
        engaging.sign(shenzhen.parties[PartyRole.DESIGNER], row, text_hash="0" * 64)


def test_a_commitment_on_paper_counts_by_its_document(shenzhen: Site) -> None:
    row = lead(shenzhen, PartyRole.CONTRACTOR)
    scan = ContentFile(commitment.pdf(row), "commitment.pdf")
    engaging.file_commitment(
        shenzhen.parties[PartyRole.CONTRACTOR], row, scan, signed_on=TODAY - DAY
    )
    row.refresh_from_db()
    assert row.commitment is not None and row.commitment.personal
    case = case_of(shenzhen, PartyRole.CONTRACTOR)
    assert case["leader_committed"] is True
    with pytest.raises(ValidationError):
        engaging.file_commitment(shenzhen.housing, row, scan, signed_on=TODAY + DAY)


def case_of(site: Site, role: PartyRole) -> dict[str, object]:
    found = cases.gather([site.project.pk])[site.project.pk]
    [one] = [c for c in found if c.subject is Subject.ENGAGEMENT and c.role is role]
    return dict(one.facts)


def test_a_change_of_leader_ends_one_row_and_begins_another_with_the_reason(
    shenzhen: Site,
) -> None:
    party = shenzhen.project.matter.parties.get(role=PartyRole.SUPERVISOR)
    Party.objects.filter(pk=party.pk).update(first_day=TODAY - 30 * DAY)
    first = lead(shenzhen, PartyRole.SUPERVISOR, "李甲", on=TODAY - 10 * DAY)
    with pytest.raises(ValidationError):  # no reason
        lead(shenzhen, PartyRole.SUPERVISOR, "张乙")
    with pytest.raises(ValidationError):  # not after the first day of the one before
        lead(shenzhen, PartyRole.SUPERVISOR, "张乙", on=first.first_day, because="退休")
    second = lead(shenzhen, PartyRole.SUPERVISOR, "张乙", because="退休")
    first.refresh_from_db()
    assert (first.last_day, first.ended_because) == (TODAY - DAY, "退休")
    assert second.last_day is None and second.because == "退休"
    [seat] = [one for one in seats(shenzhen.fresh()) if one.role is PartyRole.SUPERVISOR]
    assert seat.leader == second
    assert seat.gaps == (Gap(TODAY - 30 * DAY, TODAY - 11 * DAY),)


def test_a_party_without_a_leader_is_seen(shenzhen: Site) -> None:
    lacking = {one.role for one in seats(shenzhen.fresh()) if one.lacks_leader}
    assert lacking == set(engaging.ANSWERABLE)
    row = lead(shenzhen, PartyRole.DESIGNER)
    assert PartyRole.DESIGNER not in {
        one.role for one in seats(shenzhen.fresh()) if one.lacks_leader
    }
    with pytest.raises(ValidationError):
        engaging.end(shenzhen.housing, row, because=" ")
    engaging.end(shenzhen.housing, row, because="调离")
    assert case_of(shenzhen, PartyRole.DESIGNER)["leader_committed"] is False


def test_nobody_names_the_people_of_another_party_but_the_developer(shenzhen: Site) -> None:
    designer, contractor = (shenzhen.parties[r] for r in (PartyRole.DESIGNER, PartyRole.CONTRACTOR))
    given = {"role": PartyRole.DESIGNER, "organisation": company(shenzhen, PartyRole.DESIGNER)}
    with pytest.raises(PermissionDenied):
        engaging.engage(contractor, shenzhen.fresh(), name="李甲", **given)
    with pytest.raises(PermissionDenied):
        engaging.engage(shenzhen.director, shenzhen.fresh(), name="李甲", **given)
    row = engaging.engage(shenzhen.developer, shenzhen.fresh(), name="李甲", **given)
    with pytest.raises(PermissionDenied):
        engaging.end(contractor, row, because="换人")
    engaging.end(designer, row, because="换人")


def test_only_a_party_of_that_day_and_its_own_members_are_named(shenzhen: Site) -> None:
    stranger = Organisation.objects.create(name="外来设计院")
    with pytest.raises(ValidationError):
        engaging.engage(
            shenzhen.housing,
            shenzhen.fresh(),
            role=PartyRole.DESIGNER,
            organisation=stranger,
            name="李甲",
        )
    with pytest.raises(ValidationError):
        lead(shenzhen, PartyRole.DESIGNER, user=shenzhen.housing.user)


def test_who_joins_joins_the_open_applications_and_who_leaves_leaves_them(jinzhou: Site) -> None:
    application = apply(jinzhou.developer, jinzhou.fresh(), "construction_permit")
    second = Organisation.objects.create(name="第二设计院")
    person = make_actor("second-designer", organisations=(second,))
    party = engaging.join(
        jinzhou.developer, jinzhou.fresh(), role=PartyRole.DESIGNER, organisation=second
    )
    inside = application.matter.parties.get(organisation=second)
    assert inside.role == PartyRole.DESIGNER
    with pytest.raises(ValidationError):
        engaging.join(
            jinzhou.developer, jinzhou.fresh(), role=PartyRole.DESIGNER, organisation=second
        )
    row = engaging.engage(
        person, jinzhou.fresh(), role=PartyRole.DESIGNER, organisation=second, name="李甲"
    )
    engaging.leave(jinzhou.developer, jinzhou.fresh(), party, because="合同解除")
    inside.refresh_from_db()
    row.refresh_from_db()
    assert (inside.last_day, row.last_day, row.ended_because) == (TODAY, TODAY, "合同解除")
    owner = jinzhou.project.matter.parties.get(role=PartyRole.DEVELOPER)
    with pytest.raises(ValidationError):
        engaging.leave(jinzhou.housing, jinzhou.fresh(), owner, because="换")
    with pytest.raises(ValidationError):
        engaging.join(
            jinzhou.housing, jinzhou.fresh(), role=PartyRole.DEVELOPER, organisation=second
        )


def test_what_the_authority_found_of_a_party_is_a_fact_of_its_engagement(shenzhen: Site) -> None:
    of_party = {
        "role": PartyRole.CONTRACTOR,
        "organisation": company(shenzhen, PartyRole.CONTRACTOR),
        "fact": "chapter_followed",
    }
    assert "chapter_followed" not in case_of(shenzhen, PartyRole.CONTRACTOR)
    engaging.observe(
        shenzhen.housing, shenzhen.fresh(), value=False, remark="外窗与专篇不符", **of_party
    )
    assert case_of(shenzhen, PartyRole.CONTRACTOR)["chapter_followed"] is False
    assert "chapter_followed" not in case_of(shenzhen, PartyRole.DESIGNER)
    engaging.observe(shenzhen.housing, shenzhen.fresh(), value=True, remark="已整改", **of_party)
    assert case_of(shenzhen, PartyRole.CONTRACTOR)["chapter_followed"] is True
    assert Observation.objects.count() == 2
    with pytest.raises(PermissionDenied):
        engaging.observe(
            shenzhen.developer, shenzhen.fresh(), value=True, remark="自述", **of_party
        )


def test_who_designs_builds_and_supervises_civil_buildings_follows_from_the_project(
    jinzhou: Site,
) -> None:
    assert case_of(jinzhou, PartyRole.DESIGNER)["designs_civil"] is True
    assert case_of(jinzhou, PartyRole.SUPERVISOR)["supervises_civil"] is True


def test_the_register_stays_after_the_project_is_closed(shenzhen: Site) -> None:
    row = lead(shenzhen, PartyRole.DESIGNER)
    close(shenzhen.housing, shenzhen.fresh().matter)
    assert row in Engagement.objects.visible_to(shenzhen.housing)
    with pytest.raises(ValidationError):
        engaging.end(shenzhen.housing, row, because="调离")


def test_who_sees_which_rows(shenzhen: Site, nanshan: object) -> None:
    row = lead(shenzhen, PartyRole.DESIGNER)
    elsewhere = make_actor("elsewhere", (Role.OFFICER, nanshan))  # type: ignore[arg-type]
    stranger = make_actor("stranger", organisations=(Organisation.objects.create(name="别家"),))
    seen = Engagement.objects.visible_to
    assert row in seen(shenzhen.parties[PartyRole.CONTRACTOR])
    assert row not in seen(elsewhere) and row not in seen(stranger)
    designer = shenzhen.parties[PartyRole.DESIGNER]
    Party.objects.filter(matter=shenzhen.project.matter, role=PartyRole.DESIGNER).update(
        first_day=TODAY - DAY, last_day=TODAY - DAY
    )
    assert row in seen(designer)  # what a company answers for it sees for life


# --- the database ---------------------------------------------------------------------------------


def refused(statement: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_every_other_change(shenzhen: Site) -> None:
    designer = shenzhen.parties[PartyRole.DESIGNER]
    row = lead(shenzhen, PartyRole.DESIGNER, user=designer.user)
    table = "construction_engagement"
    refused(f"DELETE FROM {table} WHERE id = {row.pk}")
    for change in (
        "name = '别人'",
        "first_day = first_day - 1",
        "role = 'contractor'",
        "registration = 'X'",
        "because = 'x'",
        f"user_id = {shenzhen.housing.user.pk}",  # type: ignore[union-attr]
    ):
        refused(f"UPDATE {table} SET {change} WHERE id = {row.pk}")
    engaging.sign(designer, row, text_hash=commitment.current().hash)
    refused(f"UPDATE {table} SET committed_on = NULL WHERE id = {row.pk}")
    engaging.end(designer, row, because="调离")
    refused(f"UPDATE {table} SET last_day = NULL WHERE id = {row.pk}")
    refused(f"UPDATE {table} SET ended_because = '' WHERE id = {row.pk}")


tenure = st.tuples(
    st.integers(0, 40),
    st.none() | st.integers(0, 15),
    st.sampled_from(["leader", "chief_designer", "engineer"]),
    st.sampled_from(["甲", "乙"]),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(tenure, min_size=1, max_size=8))
def test_the_database_never_holds_two_leaders_of_a_party_on_one_day(
    shenzhen: Site, rows: list[tuple[int, int | None, str, str]]
) -> None:
    start, who = date(2024, 1, 1), company(shenzhen, PartyRole.DESIGNER)
    with transaction.atomic():
        for first, length, title, name in rows:
            try:
                with transaction.atomic():
                    Engagement.objects.create(
                        project=shenzhen.project,
                        role=PartyRole.DESIGNER,
                        organisation=who,
                        title=title,
                        name=name,
                        first_day=start + first * DAY,
                        last_day=None if length is None else start + (first + length) * DAY,
                    )
            except IntegrityError:
                pass
        kept = list(Engagement.objects.filter(project=shenzhen.project))
        transaction.set_rollback(True)
    assert kept
    for day in (start + n * DAY for n in range(60)):
        there = [
            one
            for one in kept
            if one.first_day <= day and (one.last_day is None or one.last_day >= day)
        ]
        assert sum(one.leads for one in there) <= 1
        assert len({(one.title, one.name) for one in there}) == len(there)


@given(
    st.integers(0, 20),
    st.none() | st.integers(0, 20),
    st.lists(st.tuples(st.integers(0, 40), st.none() | st.integers(0, 10)), max_size=5),
)
def test_gaps_are_exactly_the_days_without_a_leader(
    first: int, length: int | None, leaders: list[tuple[int, int | None]]
) -> None:
    start = date(2024, 1, 1)

    def row(at: int, days: int | None) -> Engagement:
        last = None if days is None else start + (at + days) * DAY
        return Engagement(first_day=start + at * DAY, last_day=last)

    party, rows, today = row(first, length), [row(*one) for one in leaders], start + 30 * DAY
    end = min(party.last_day or today, today)
    days = {party.first_day + n * DAY for n in range((end - party.first_day).days + 1)}
    covered = {
        day
        for day in days
        for one in rows
        if one.first_day <= day and (one.last_day is None or one.last_day >= day)
    }
    found = {
        gap.since + n * DAY
        for gap in gaps(party, rows, today)
        for n in range(((gap.until or end) - gap.since).days + 1)
    }
    assert found == days - covered


# --- the paper ------------------------------------------------------------------------------------


def test_the_paper_says_it_in_both_languages_and_leaves_room_to_sign(shenzhen: Site) -> None:
    row = lead(shenzhen, PartyRole.DESIGNER, "欧阳娜娜 #panic()", registration="粤1234567")
    found = PdfReader(BytesIO(commitment.pdf(row)))
    chinese, english = ("".join(page.extract_text().split()) for page in found.pages)
    for page in (chinese, english):
        assert "欧阳娜娜#panic()" in page and "工程SZ-1" in page and "粤1234567" in page
    assert "终身责任" in chinese and "forwhatIsign" in english
    assert TODAY.isoformat() not in chinese


def test_the_words_somebody_signed_never_change() -> None:
    """A changed wording is a new version before this one: these hashes are pinned for good."""
    assert [one.hash[:16] for one in commitment.VERSIONS] == ["d0ea5f5d5bad6391"]


def test_a_member_of_no_party_names_nobody(shenzhen: Site) -> None:
    stranger = Organisation.objects.create(name="别家")
    person = make_actor("nobody", organisations=(stranger,))
    assert Membership.objects.filter(user=person.user).exists()
    with pytest.raises(PermissionDenied):
        engaging.engage(
            person,
            shenzhen.fresh(),
            role=PartyRole.DESIGNER,
            organisation=company(shenzhen, PartyRole.DESIGNER),
            name="李甲",
        )
