"""Sign-ins, proposed and confirmed posts, companies, machine clients: as acts, with their refusals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.doors import lockout
from greenward.bureau.accounts.doors.models import Attempt
from greenward.bureau.accounts.models import (
    ApiClient,
    Appointment,
    Area,
    Membership,
    Organisation,
    Post,
    Role,
    User,
)
from greenward.bureau.accounts.uscc import check_character
from greenward.bureau.casework.acts import act
from greenward.bureau.casework.models import AuditEvent
from greenward.bureau.casework.people import clients, selectors
from greenward.bureau.casework.people.companies import (
    add_colleague,
    end_membership,
    enrol,
    record_organisation,
)
from greenward.bureau.casework.people.posts import appoint, confirm, decline, end_post, propose
from greenward.bureau.casework.people.sign_ins import (
    a_password,
    close_user,
    create_user,
    set_password,
    unlock,
)
from tests.fixtures.people import make_actor, make_user

DAY = date(2026, 1, 1)
GOOD = "a long and good phrase"
USCC = "91440300MA5DAAAAX"
USCC += check_character(USCC)


def acts() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("act", flat=True))


# --- sign-ins -------------------------------------------------------------------------------


def test_a_new_sign_in_has_no_rights_and_its_name_stays_out_of_the_log(security: Actor) -> None:
    user = create_user(security, username="lin", name="林", password=GOOD)
    assert user.check_password(GOOD)
    assert Actor.of(user).duties == ()
    row = AuditEvent.objects.get()
    assert (row.payload, row.personal["username"]) == ({}, "lin")


@pytest.mark.parametrize(("username", "password"), [("taken", GOOD), ("new", "short"), ("", GOOD)])
def test_a_sign_in_is_refused_with_a_reason(security: Actor, username: str, password: str) -> None:
    make_user("taken")
    before = User.objects.count()
    with pytest.raises(ValidationError):
        create_user(security, username=username, name="n", password=password)
    assert User.objects.count() == before
    assert not AuditEvent.objects.exists()


def test_the_password_the_machine_makes_fits_every_profile(db: None, settings: Any) -> None:
    from greenward.bureau.accounts.doors.profiles import validators

    for profile in ("asvs", "mlps3"):
        settings.AUTH_PASSWORD_VALIDATORS = validators(profile)
        assert len({a_password(User(username="lin", name="林")) for _ in range(5)}) == 5


def test_a_new_password_ends_the_old_sessions(security: Actor) -> None:
    user = User.objects.create_user("lin", GOOD)
    client = Client()
    client.force_login(user)
    with pytest.raises(ValidationError):
        set_password(security, user=user, password="short")
    assert get_user(client).is_authenticated
    set_password(security, user=user, password=GOOD + "!")
    assert not get_user(client).is_authenticated
    close_user(security, user=user)
    assert not User.objects.get(pk=user.pk).is_active
    with pytest.raises(ValidationError):
        close_user(security, user=security.user)


def test_who_failed_too_often_is_unlocked_at_once(security: Actor, settings: Any) -> None:
    user = make_user("lin")
    Attempt.objects.bulk_create(
        Attempt(name_key=lockout.key_of("lin"), user=user, outcome=Attempt.Outcome.FAILED)
        for _ in range(settings.SIGN_IN_FAILURES)
    )
    shown = {line.user: line.tags for line in selectors.lines(selectors.people(security))}
    assert any(tag.tone == "bad" for tag in shown[user])
    unlock(security, user=user)
    assert not lockout.is_locked(user)


def test_a_districts_security_administrator_leaves_the_citys_people_alone(
    futian: Area, director: Actor, officer: Actor
) -> None:
    actor = make_actor("guard", (Role.SECURITY, futian))
    close_user(actor, user=officer.user)
    for does in (close_user, unlock):
        with pytest.raises(PermissionDenied):
            does(actor, user=director.user)


@pytest.mark.parametrize("name", ["record_area"])
def test_what_reaches_beyond_an_area_takes_the_console(security: Actor, name: str) -> None:
    with pytest.raises(PermissionDenied), act(security, name):
        pass


@pytest.mark.parametrize(
    "name",
    [
        "create_user",
        "set_password",
        "close_user",
        "unlock_user",
        "propose_post",
        "make_client",
        "revoke_client",
    ],
)
def test_a_director_leaves_sign_ins_to_the_security_administrator(
    director: Actor, name: str
) -> None:
    with pytest.raises(PermissionDenied), act(director, name):
        pass


# --- posts ----------------------------------------------------------------------------------


def proposed(actor: Actor, area: Area, **given: Any) -> Appointment:
    today = timezone.localdate()
    usual = {"user": make_user(), "role": Role.OFFICER, "area": area, "first_day": today}
    return propose(actor, **(usual | given))


def test_two_people_make_an_officer(security: Actor, director: Actor, futian: Area) -> None:
    waiting = proposed(security, futian)
    assert Actor.of(waiting.user).duties == ()
    assert list(selectors.proposals(director)) == [waiting]
    post = confirm(director, waiting)
    actor = Actor.of(waiting.user)
    assert actor.may("record_metering", futian.path)
    assert not actor.may("record_metering", futian.parent.path)
    waiting.refresh_from_db()
    assert (waiting.post, waiting.decided_by) == (post, director.user)
    assert acts() == ["propose_post", "appoint"]
    assert not selectors.proposals(director).exists()


def test_nobody_makes_a_holder_of_power_alone(security: Actor, city: Area) -> None:
    both = make_actor("both", (Role.SECURITY, city), (Role.DIRECTOR, city))
    with pytest.raises(PermissionDenied):  # proposer confirms
        confirm(both, proposed(both, city))
    with pytest.raises(PermissionDenied):  # candidate confirms
        confirm(both, proposed(security, city, user=both.user, role=Role.REVIEWER))
    with pytest.raises(PermissionDenied):  # for oneself
        proposed(security, city, user=security.user)
    with pytest.raises(PermissionDenied):  # without a proposal
        appoint(both, user=make_user(), role=Role.OFFICER, area=city, first_day=DAY)
    with pytest.raises(PermissionDenied):  # the security administrator alone
        confirm(security, proposed(security, city))
    assert not Post.objects.filter(role=Role.OFFICER).exists()


def test_a_proposal_is_decided_once_by_a_director_of_the_area(
    security: Actor, director: Actor, nanshan: Area, futian: Area
) -> None:
    elsewhere = make_actor("nanshan", (Role.DIRECTOR, nanshan))
    waiting = proposed(security, futian)
    assert not selectors.proposals(elsewhere).exists()
    with pytest.raises(PermissionDenied):
        confirm(elsewhere, waiting)
    decline(director, waiting)
    for again in (confirm, decline):
        with pytest.raises(ValidationError):
            again(director, waiting)
    assert not Post.objects.filter(user=waiting.user).exists()


def test_the_same_post_is_proposed_once_and_not_over_a_held_one(
    security: Actor, director: Actor, city: Area, futian: Area
) -> None:
    waiting = proposed(security, futian)
    with pytest.raises(ValidationError):
        proposed(security, futian, user=waiting.user)
    confirm(director, waiting)
    for area in (futian, city):
        with pytest.raises(ValidationError, match="already holds|已任"):
            proposed(security, area, user=waiting.user)


def test_a_late_confirmation_gives_nothing_backwards(
    security: Actor, director: Actor, futian: Area
) -> None:
    today = timezone.localdate()
    late = proposed(security, futian, first_day=today - timedelta(days=40))
    assert confirm(director, late).first_day == today
    over = proposed(
        security,
        futian,
        first_day=today - timedelta(days=40),
        last_day=today - timedelta(days=1),
    )
    with pytest.raises(ValidationError):
        confirm(director, over)


@pytest.mark.parametrize("first", [Role.SYSTEM, Role.SECURITY, Role.AUDITOR])
@pytest.mark.parametrize("second", [Role.SYSTEM, Role.SECURITY, Role.AUDITOR])
def test_three_administrators_are_three_people(
    operator: Actor, security: Actor, futian: Area, nanshan: Area, first: Role, second: Role
) -> None:
    user = make_user()
    appoint(operator, user=user, role=first, area=futian, first_day=DAY, last_day=DAY)
    later = DAY + timedelta(days=1)
    appoint(operator, user=user, role=second, area=nanshan, first_day=later)
    if first != second:
        with pytest.raises(ValidationError, match="three people|三人"):
            appoint(operator, user=user, role=first, area=nanshan, first_day=later)
        with pytest.raises(ValidationError, match="three people|三人"):
            proposed(security, nanshan, user=user, role=first)


def test_the_console_appoints_at_once_and_a_post_ends_and_stays(
    operator: Actor, security: Actor, futian: Area
) -> None:
    user, today = make_user(), timezone.localdate()
    post = appoint(operator, user=user, role=Role.OFFICER, area=futian, first_day=DAY)
    assert not Actor.of(user, on=DAY - timedelta(days=1)).duties
    end_post(security, post=post, last_day=today)
    assert Actor.of(user, on=today).duties
    assert not Actor.of(user, on=today + timedelta(days=1)).duties
    for day in (today - timedelta(days=2), today + timedelta(days=9), DAY - timedelta(days=1)):
        with pytest.raises(ValidationError):
            end_post(security, post=post, last_day=day)
    assert Post.objects.filter(user=user).count() == 1
    with pytest.raises(ValidationError):
        appoint(operator, user=user, role=Role.FINANCE, area=futian, first_day=today, last_day=DAY)


def test_officers_propose_and_confirm_nothing(officer: Actor, futian: Area) -> None:
    with pytest.raises(PermissionDenied):
        proposed(officer, futian)
    assert not AuditEvent.objects.exists()


# --- who is looked after --------------------------------------------------------------------


def test_who_holds_nothing_stays_away_or_ends_soon_is_listed(
    security: Actor, officer: Actor, owner: Actor, futian: Area
) -> None:
    today, nobody = timezone.localdate(), make_user("nobody")
    User.objects.exclude(pk=nobody.pk).update(last_login=timezone.now())
    away = make_actor("away", (Role.FINANCE, futian)).user
    User.objects.filter(pk=away.pk).update(last_login=timezone.now() - timedelta(days=100))
    ending = make_actor("ending").user
    soon = today + timedelta(days=9)
    Post.objects.create(user=ending, role=Role.MARKET, area=futian, first_day=today, last_day=soon)
    assert set(selectors.people(security, tab="stale")) == {nobody, away}
    assert set(selectors.people(security, tab="ends")) == {ending}
    assert officer.user in selectors.people(security, text="offi")
    with pytest.raises(PermissionDenied):
        selectors.people(officer)


def test_directors_see_the_people_of_their_area_alone(
    futian: Area, officer: Actor, sibling_officer: Actor, security: Actor
) -> None:
    actor = make_actor("head", (Role.DIRECTOR, futian))
    assert set(selectors.people(actor)) == {actor.user, officer.user}
    assert selectors.person(actor, sibling_officer.user.pk) is None
    new = proposed(security, futian).user
    assert selectors.person(actor, new.pk) == new


def test_the_list_takes_the_same_queries_for_few_and_many(security: Actor, futian: Area) -> None:
    def read() -> None:
        selectors.lines(selectors.people(security))

    with CaptureQueriesContext(
        connection,
    ) as few:
        read()
    body = Organisation.objects.create(name="Greenwood")
    for _ in range(20):
        make_actor("", (Role.OFFICER, futian), organisations=(body,))
    with CaptureQueriesContext(connection) as many:
        read()
    assert len(few) == len(many) <= 8


# --- companies ------------------------------------------------------------------------------


@pytest.fixture
def company(security: Actor) -> Organisation:
    return record_organisation(security, name="岭南物业", uscc=f" {USCC.lower()} ")


@pytest.fixture
def clerk(security: Actor, company: Organisation) -> Actor:
    """The administrator of the company's own sign-ins."""
    user = make_user("clerk")
    enrol(security, user=user, organisation=company, first_day=DAY, manages=True)
    return Actor.of(user)


def test_an_organisation_is_known_by_its_code(security: Actor, company: Organisation) -> None:
    assert record_organisation(security, name="", uscc=USCC) == company
    for name, code in (("别的公司", USCC), ("错", USCC[:-1] + ("1" if USCC[-1] != "1" else "2"))):
        with pytest.raises(ValidationError):
            record_organisation(security, name=name, uscc=code)
    assert Organisation.objects.count() == 1


def test_a_company_looks_after_its_own_people(clerk: Actor, company: Organisation) -> None:
    joined = add_colleague(clerk, company, username="he", name="何", password=GOOD)
    actor = Actor.of(joined.user)
    assert actor.organisations == (company.pk,)
    with pytest.raises(PermissionDenied):
        add_colleague(actor, company, username="wu", name="吴", password=GOOD)
    assert not User.objects.filter(username="wu").exists()
    today = timezone.localdate()
    end_membership(clerk, joined, last_day=today - timedelta(days=1))
    assert not Actor.of(joined.user, on=today + timedelta(days=1)).organisations


def test_and_no_other_companys(clerk: Actor, owner: Actor) -> None:
    other = Organisation.objects.get(pk=owner.organisations[0])
    with pytest.raises(PermissionDenied):
        enrol(clerk, user=make_user(), organisation=other, first_day=DAY)
    with pytest.raises(PermissionDenied):
        end_membership(
            clerk, Membership.objects.get(user=owner.user), last_day=timezone.localdate()
        )
    with pytest.raises(PermissionDenied):
        create_user(clerk, username="x", name="x", password=GOOD)
    assert list(selectors.colleagues(clerk).values_list("user__username", flat=True)) == ["clerk"]


def test_an_administrator_of_a_company_does_not_end_themselves(clerk: Actor) -> None:
    with pytest.raises(ValidationError):
        end_membership(
            clerk, Membership.objects.get(user=clerk.user), last_day=timezone.localdate()
        )


def test_a_person_acts_for_an_organisation_once_at_a_time(
    clerk: Actor, security: Actor, company: Organisation
) -> None:
    with pytest.raises(ValidationError):
        enrol(security, user=clerk.user, organisation=company, first_day=timezone.localdate())
    assert Actor.of(clerk.user, on=DAY - timedelta(days=1)).organisations == ()


# --- machine clients ------------------------------------------------------------------------


def a_client(actor: Actor, **given: Any) -> tuple[ApiClient, str]:
    usual = {
        "name": "portal",
        "scopes": ["see_buildings"],
        "expires_on": timezone.localdate() + timedelta(days=30),
    }
    return clients.make(actor, **(usual | given))


def test_a_client_stands_in_a_post_narrowed_to_its_scopes(security: Actor, futian: Area) -> None:
    client, token = a_client(
        security, role=Role.REGISTRAR, area=futian, scopes=["see_buildings", "import_energy"]
    )
    found, actor = clients.actor_of(token)
    assert (found, actor.name) == (client, "portal")
    assert actor.may("import_energy", futian.path)
    assert not actor.may("import_energy", futian.parent.path)
    assert not actor.may("record_class", futian.path)
    assert token not in str(vars(client)) and not client.user.is_active
    with act(actor, "import_energy", area=futian):
        pass
    row = AuditEvent.objects.latest("pk")
    assert (row.actor, row.actor_name) == (client.user, "portal")


def test_a_token_that_is_wrong_over_or_revoked_opens_nothing(security: Actor, futian: Area) -> None:
    client, token = a_client(security, role=Role.OFFICER, area=futian)
    assert clients.actor_of(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert clients.actor_of("gw_nothing") is None
    assert clients.actor_of("") is None
    ApiClient.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert clients.actor_of(token) is None
    ApiClient.objects.update(expires_on=timezone.localdate())
    assert clients.actor_of(token) is not None
    clients.revoke(security, client)
    assert clients.actor_of(token) is None
    with pytest.raises(ValidationError):
        clients.revoke(security, client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": Role.DIRECTOR},
        {"role": Role.SECURITY},
        {"role": Role.OFFICER, "scopes": ["import_energy"]},
        {"role": Role.OFFICER, "scopes": []},
        {"role": Role.REGISTRAR, "scopes": ["appoint"]},
        {"role": None, "area": None},
        {"role": None, "area": None, "organisation": True, "scopes": ["see_audit"]},
        {"role": Role.OFFICER, "name": " "},
        {"role": Role.OFFICER, "expires_on": date(2099, 1, 1)},
        {"role": Role.OFFICER, "expires_on": date(2020, 1, 1)},
    ],
)
def test_a_client_gets_no_more_than_its_post_or_company(
    security: Actor, futian: Area, wrong: dict[str, Any]
) -> None:
    if wrong.get("organisation"):
        wrong = wrong | {"organisation": Organisation.objects.create(name="x")}
    with pytest.raises(ValidationError):
        a_client(security, **({"area": futian} | wrong))
    assert not ApiClient.objects.exists()
