"""Posts over all days: whatever is tried, in any order and at once, nobody holds a post twice and
the three who administer the system stay three people."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greenward.bureau.accounts.models import Area, Post, Role, User
from tests.fixtures.people import area, make_user

START = date(2026, 1, 1)
THREE = {Role.AUDITOR, Role.SECURITY, Role.SYSTEM}
AREAS = ("440300", "440304", "440305", "440304001")
tries = st.lists(
    st.tuples(
        st.sampled_from([*sorted(THREE), Role.OFFICER]),
        st.sampled_from(AREAS),
        st.integers(0, 9),
        st.none() | st.integers(0, 4),
    ),
    min_size=1,
    max_size=12,
)


def tried(user: User, role: Role, code: str, first: int, length: int | None) -> bool:
    """Try to give a post; whether the database took it."""
    begins = START + timedelta(days=first)
    try:
        with transaction.atomic():
            Post.objects.create(
                user=user,
                role=role,
                area=Area.objects.get(code=code),
                first_day=begins,
                last_day=None if length is None else begins + timedelta(days=length),
            )
    except IntegrityError:
        return False
    return True


def days(post: Post) -> set[int]:
    last = (post.last_day or START + timedelta(days=30)) - START
    return set(range((post.first_day - START).days, last.days + 1))


def clash(one: Post, other: Post) -> bool:
    """What no two posts of a person may do, said in plain Python."""
    if not days(one) & days(other):
        return False
    if one.role == other.role:
        paths = one.area.path, other.area.path
        return paths[0].startswith(paths[1]) or paths[1].startswith(paths[0])
    return {one.role, other.role} <= THREE


def clashes(user: User) -> list[tuple[Post, Post]]:
    held = list(Post.objects.filter(user=user).select_related("area"))
    return [pair for pair in combinations(held, 2) if clash(*pair)]


@pytest.fixture
def street(futian: Area) -> Area:
    return area("440304001", "园岭街道", "Yuanling", futian)


@settings(
    max_examples=60, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(wanted=tries)
def test_the_database_takes_exactly_what_does_not_clash(
    street: Area, wanted: list[tuple[Role, str, int, int | None]]
) -> None:
    user = make_user()
    for role, code, first, length in wanted:
        begins = START + timedelta(days=first)
        new = Post(
            user=user,
            role=role,
            area=Area.objects.get(code=code),
            first_day=begins,
            last_day=None if length is None else begins + timedelta(days=length),
        )
        held = Post.objects.filter(user=user).select_related("area")
        fits = not any(clash(new, post) for post in held)
        assert tried(user, role, code, first, length) is fits
    assert clashes(user) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("roles", [sorted(THREE), [Role.OFFICER] * 3])
def test_of_many_at_once_one_wins(city: Area, roles: list[Role]) -> None:
    user, barrier, taken = make_user(), threading.Barrier(6), list[bool]()

    def run(role: Role, code: str) -> None:
        try:
            barrier.wait()
            taken.append(tried(user, role, code, 0, None))
        finally:
            connection.close()

    wanted = list(_both(roles))
    threads = [threading.Thread(target=run, args=one) for one in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) >= 1
    assert clashes(user) == []
    assert len(set(Post.objects.filter(user=user).values_list("role", flat=True)) & THREE) <= 1


def _both(roles: list[Role]) -> Iterator[tuple[Role, str]]:
    for role in roles:
        yield role, "440300"
        yield role, "440304"
