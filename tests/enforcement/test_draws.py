"""The acts of a draw in their order, every refusal, and what the database refuses to anybody."""

from __future__ import annotations

import json
import stat
import struct
import zlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, connection, transaction
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area, Role
from greenward.bureau.casework.matters.steps import WrongState
from greenward.bureau.casework.models import AuditEvent, Clock, Task
from greenward.bureau.enforcement.draws import services
from greenward.bureau.enforcement.draws.logged import events_of
from greenward.bureau.enforcement.draws.models import Draw, Substitution
from greenward.bureau.enforcement.draws.reading import draw_file, sources_of, standing_of
from greenward.bureau.log.selectors import proof_of
from greenward.bureau.log.sequencer import drain
from greenward.trust.draw import (
    Inspector,
    Method,
    Pool,
    Quota,
    Source,
    Target,
    Withdrawal,
    commitment,
    verifier,
)
from tests.fixtures.people import make_actor

pytestmark = pytest.mark.django_db


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = b"".join(
    (
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(b"\x00\xff")),
        _chunk(b"IEND", b""),
    )
)
RED, BLUE = [6, 11, 17, 21, 24, 33], [9]
SSQ = [[RED, BLUE]]


def evidence() -> SimpleUploadedFile:
    return SimpleUploadedFile("announcement.png", PNG, "image/png")


def a_pool(area: Area, **changed: Any) -> Pool:
    """20 targets in two strata and 7 inspectors of one district."""
    given: dict[str, Any] = {
        "targets": tuple(
            Target(f"P{k:03d}", "high" if k % 4 == 0 else "normal", area.code, f"C{k % 3}")
            for k in range(1, 21)
        ),
        "inspectors": tuple(
            Inspector(f"I{k}", (area.code,), ("C1",) if k == 1 else ()) for k in range(1, 8)
        ),
        "quota": {"high": Quota(basis_points=4_000), "normal": Quota(2)},
        "cap": 3,
    }
    return Pool(**{**given, **changed})


def later(hours: int = 2) -> datetime:
    return timezone.now() + timedelta(hours=hours)


def planned(actor: Actor, area: Area, **changed: Any) -> Draw:
    given: dict[str, Any] = {
        "purpose": "绿色建筑后评估抽查",
        "article": "22",
        "pool": a_pool(area),
        "names": {"I1": "张三"},
        "sources": [Source("ssq", "2026135期", later())],
    }
    return services.plan(actor, area=area, **{**given, **changed})


@pytest.fixture
def colleague(futian: Area) -> Actor:
    return make_actor("colleague", (Role.OFFICER, futian))


@pytest.fixture
def frozen(officer: Actor, director: Actor, futian: Area) -> Draw:
    return services.freeze(director, planned(officer, futian))


@pytest.fixture
def spoken(frozen: Draw) -> Any:
    """After the source has spoken."""
    with time_machine.travel(later(3), tick=True):
        yield frozen


@pytest.fixture
def drawn(spoken: Draw, officer: Actor, colleague: Actor) -> Draw:
    services.enter(officer, spoken, values=SSQ, evidence=evidence())
    services.enter(colleague, spoken, values=[[RED[::-1], BLUE]], evidence=evidence())
    return services.reveal(officer, spoken)


def state(draw: Draw) -> str:
    return Draw.objects.get(pk=draw.pk).matter.state


def waiting(draw: Draw) -> list[tuple[str, str]]:
    return list(
        Task.objects.filter(matter=draw.pk, closed_at=None)
        .values_list("act", "role")
        .order_by("act")
    )


# --- the whole course -------------------------------------------------------------------------


def test_from_the_plan_to_the_published_result(
    officer: Actor, colleague: Actor, director: Actor, futian: Area
) -> None:
    draw = planned(officer, futian)
    assert (state(draw), waiting(draw)) == ("planned", [("freeze_draw", "director")])

    draw = services.freeze(director, draw)
    assert waiting(draw) == [("enter_randomness", "officer")]
    row = AuditEvent.objects.get(act="freeze_draw")
    assert row.payload["announcement"] == draw.announcement_sha256
    assert row.payload["pool"] == Pool.read(draw.pool).sha256

    with time_machine.travel(later(3), tick=True):
        services.enter(officer, draw, values=SSQ, evidence=evidence())
        assert waiting(draw) == [("confirm_randomness", "director")]
        services.enter(colleague, draw, values=SSQ, evidence=evidence())
        draw = services.reveal(officer, draw)
        assert waiting(draw) == [("publish_draw", "director")]
        clock = Clock.objects.get(matter=draw.pk)
        assert (clock.length, clock.count, clock.stopped_on) == (20, "working_days", None)
        draw = services.publish(director, draw)
        services.close(officer, draw)
    assert state(draw) == "closed" and not waiting(draw)
    assert len(draw.result["chosen"]) == 4
    assert verifier.verify(draw_file(draw), draw.announcement_sha256) == []
    assert verifier.verify(json.loads(json.dumps(draw_file(draw)))) == []


def test_the_secret_is_in_a_file_of_its_owner_and_nowhere_else(frozen: Draw) -> None:
    path = Path(settings.HOME, "draws", f"{frozen.matter.number}.key")
    secret = path.read_text().strip()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert commitment(bytes.fromhex(secret)).hex() == frozen.announcement["commit"]
    with connection.cursor() as cursor:
        for table in ("enforcement_draw", "casework_auditevent"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{secret}%"])
            assert cursor.fetchone() == (0,)


def test_without_the_secret_nothing_is_drawn(
    spoken: Draw, officer: Actor, colleague: Actor
) -> None:
    services.enter(officer, spoken, values=SSQ, evidence=evidence())
    services.enter(colleague, spoken, values=SSQ, evidence=evidence())
    path = Path(settings.HOME, "draws", f"{spoken.matter.number}.key")
    kept = path.read_text()
    for content in (None, "no hex", "ab" * 8, "ab" * 32):
        if content is None:
            path.unlink()
        else:
            path.write_text(content)
        with pytest.raises(ValidationError):
            services.reveal(officer, spoken)
        assert state(spoken) == "compared"
    path.write_text(kept)
    assert services.reveal(officer, spoken).result


def test_a_draw_without_a_secret_needs_enough_public_randomness(
    officer: Actor, colleague: Actor, director: Actor, futian: Area
) -> None:
    draw = planned(officer, futian, method=Method.RFC3797)
    with pytest.raises(ValidationError, match="24"):
        services.freeze(director, draw)
    sources = [Source("ssq", "1", later()), Source("dice", "1", later())]
    draw = planned(officer, futian, method=Method.RFC3797, sources=sources)
    draw = services.freeze(director, draw)
    assert draw.announcement["commit"] == ""
    values = [[RED, BLUE], ["12345612345612345612"]]
    with time_machine.travel(later(3), tick=True):
        services.enter(officer, draw, values=values, evidence=evidence())
        services.enter(colleague, draw, values=values, evidence=evidence())
        draw = services.reveal(officer, draw)
        services.substitute(
            officer,
            draw,
            withdrawn=Withdrawal(draw.result["chosen"][0]["target"]),
            reason=Substitution.Reason.CEASED,
        )
    assert verifier.verify(draw_file(draw)) == []


# --- refusals ---------------------------------------------------------------------------------


def test_who_may_do_what(
    officer: Actor, sibling_officer: Actor, director: Actor, owner: Actor, futian: Area
) -> None:
    for other in (sibling_officer, director, owner, Actor.nobody()):
        with pytest.raises(PermissionDenied):
            planned(other, futian)
    draw = planned(officer, futian)
    with pytest.raises(PermissionDenied):
        services.freeze(officer, draw)
    both = make_actor("both", (Role.OFFICER, futian), (Role.DIRECTOR, futian))
    own = planned(both, futian)
    with pytest.raises(PermissionDenied, match="四眼|four eyes"):
        services.freeze(both, own)
    services.replan(both, draw, **_plan(futian))
    with pytest.raises(PermissionDenied):
        services.freeze(both, draw)
    assert services.freeze(director, draw).frozen_at


def _plan(area: Area) -> dict[str, Any]:
    return {
        "purpose": "其他",
        "article": "16",
        "pool": a_pool(area, cap=5),
        "names": {},
        "sources": [Source("qlc", "1", later())],
    }


def test_the_plan_changes_until_it_is_frozen(officer: Actor, director: Actor, futian: Area) -> None:
    draw = services.replan(officer, planned(officer, futian), **_plan(futian))
    assert (draw.purpose, draw.pool["cap"], draw.names) == ("其他", 5, {})
    assert Draw.objects.get().matter.title == "其他"
    services.freeze(director, draw)
    with pytest.raises(WrongState):
        services.replan(officer, draw, **_plan(futian))
    with pytest.raises(WrongState):
        services.freeze(director, draw)


def test_a_source_must_lie_in_the_future_when_the_pool_is_frozen(
    officer: Actor, director: Actor, futian: Area
) -> None:
    with pytest.raises(ValidationError):
        planned(officer, futian, sources=[Source("ssq", "1", later(-1))])
    with pytest.raises(ValidationError):
        planned(officer, futian, sources=[])
    with pytest.raises(ValidationError):
        planned(officer, futian, sources=[Source("horoscope", "1", later())])
    draw = planned(
        officer, futian, sources=[Source("ssq", "1", later(5)), Source("qlc", "1", later())]
    )
    with time_machine.travel(later(3), tick=True), pytest.raises(ValidationError) as caught:
        services.freeze(director, draw)
    assert caught.value.code == "too_late"
    assert Draw.objects.get(pk=draw.pk).frozen_at is None


def test_a_pool_frozen_after_the_source_spoke_is_never_drawn(
    drawn: Draw, officer: Actor, colleague: Actor, director: Actor, futian: Area
) -> None:
    """Whoever moves the clock of the machine back to freeze is found out when it is drawn."""
    draw = planned(officer, futian)
    early = services.freeze(director, draw)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE enforcement_draw SET frozen_at = now() + interval '9 h' WHERE matter_id = %s",
            [early.pk],
        )
        cursor.execute("SET session_replication_role = origin")
    with time_machine.travel(later(3), tick=True):
        services.enter(officer, early, values=SSQ, evidence=evidence())
        services.enter(colleague, early, values=SSQ, evidence=evidence())
        with pytest.raises(ValidationError) as caught:
            services.reveal(officer, early)
    assert caught.value.code == "too_late"


@pytest.mark.parametrize(
    "changed",
    [
        {"quota": {"high": Quota(0), "normal": Quota(basis_points=0)}},
        {"targets": (), "quota": {}},
        {"inspectors": (Inspector("I1", ("440304",)),)},
    ],
)
def test_a_pool_without_work_is_not_frozen(
    changed: dict[str, Any], officer: Actor, director: Actor, futian: Area
) -> None:
    draw = planned(officer, futian, pool=a_pool(futian, **changed))
    with pytest.raises(ValidationError):
        services.freeze(director, draw)
    assert state(draw) == "planned"


def test_values_are_entered_after_the_source_by_two_people(
    frozen: Draw, officer: Actor, colleague: Actor, sibling_officer: Actor
) -> None:
    with pytest.raises(ValidationError):
        services.enter(officer, frozen, values=SSQ, evidence=evidence())
    with time_machine.travel(later(3), tick=True):
        with pytest.raises(PermissionDenied):
            services.enter(sibling_officer, frozen, values=SSQ, evidence=evidence())
        services.enter(officer, frozen, values=SSQ, evidence=evidence())
        with pytest.raises(PermissionDenied, match="四眼|four eyes"):
            services.enter(officer, frozen, values=SSQ, evidence=evidence())
        with pytest.raises(WrongState):
            services.reveal(officer, frozen)
        services.enter(colleague, frozen, values=SSQ, evidence=evidence())
        with pytest.raises(ValidationError):
            services.enter(officer, frozen, values=SSQ, evidence=evidence())
    filed = [one.filing.document.size for one in frozen.entries.all()]
    assert filed == [len(PNG)] * 2


@pytest.mark.parametrize(
    "values",
    [
        [],
        [[RED]],
        [[RED, BLUE, BLUE]],
        [[RED[:5], BLUE]],
        [[[*RED[:5], 34], BLUE]],
        [[[*RED[:5], 6], BLUE]],
        [["6", BLUE]],
        [[RED, [17]]],
    ],
)
def test_values_the_source_cannot_have_given(spoken: Draw, officer: Actor, values: Any) -> None:
    with pytest.raises(ValidationError):
        services.enter(officer, spoken, values=values, evidence=evidence())
    assert state(spoken) == "frozen" and not spoken.entries.exists()


def test_what_is_no_evidence_is_refused_and_nothing_is_entered(
    spoken: Draw, officer: Actor
) -> None:
    with pytest.raises(ValidationError):
        services.enter(officer, spoken, values=SSQ, evidence=SimpleUploadedFile("a.png", b"MZ\x90"))
    assert state(spoken) == "frozen" and not spoken.entries.exists()


def test_entries_that_differ_are_entered_anew(
    spoken: Draw, officer: Actor, colleague: Actor, director: Actor
) -> None:
    services.enter(officer, spoken, values=[[[1, 2, 3, 4, 5, 6], BLUE]], evidence=evidence())
    services.enter(colleague, spoken, values=SSQ, evidence=evidence())
    with pytest.raises(ValidationError):
        services.reveal(officer, spoken)
    with pytest.raises(PermissionDenied):
        services.enter(colleague, spoken, values=SSQ, evidence=evidence())
    services.enter(officer, spoken, values=SSQ, evidence=evidence())
    services.enter(director, spoken, values=SSQ, evidence=evidence())
    assert services.reveal(officer, spoken).result
    assert spoken.entries.count() == 4


def test_the_result_follows_from_the_values_alone(drawn: Draw) -> None:
    assert drawn.randomness == [RED, BLUE]
    assert [len(one["inspectors"]) for one in drawn.result["chosen"]] == [2] * 4


def test_a_result_the_verifier_refuses_is_not_published(drawn: Draw, director: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        result = json.dumps({**drawn.result, "cap": 2})
        cursor.execute("UPDATE enforcement_draw SET result = %s", [result])
        cursor.execute("SET session_replication_role = origin")
    with pytest.raises(ValidationError, match="result/cap"):
        services.publish(director, drawn)


# --- substitutions ----------------------------------------------------------------------------


def test_substitutes_are_drawn_with_the_next_codes(drawn: Draw, officer: Actor) -> None:
    first = drawn.result["chosen"][0]
    out = services.substitute(
        officer,
        drawn,
        withdrawn=Withdrawal(first["target"]),
        reason=Substitution.Reason.CEASED,
        note="2026-11 拆除",
    )
    new = out.result["chosen"][0]
    assert new["stratum"] == first["stratum"] and new["target"] != first["target"]
    ill = new["inspectors"][0]["id"]
    services.substitute(
        officer, drawn, withdrawn=Withdrawal(inspector=ill), reason=Substitution.Reason.ILLNESS
    )
    standing = standing_of(drawn)
    assert all(ill not in {i.id for i in one.inspectors} for one in standing.chosen.values())
    assert [one.round for one in drawn.substitutions.all()] == [2, 3]
    assert verifier.verify(draw_file(drawn)) == []
    row = AuditEvent.objects.filter(act="substitute_draw").first()
    assert row.payload["reason"] == "ceased" and row.payload["withdrawn"] == {
        "target": first["target"]
    }


@pytest.mark.parametrize(
    ("withdrawn", "reason"),
    [
        (Withdrawal("P999"), "ceased"),
        (Withdrawal(inspector="I9"), "illness"),
        (Withdrawal(), "ceased"),
        (Withdrawal("P001"), "illness"),
        (Withdrawal(inspector="I1"), "ceased"),
        (Withdrawal("P001"), "because"),
    ],
)
def test_a_substitution_needs_its_object_and_a_fitting_reason(
    drawn: Draw, officer: Actor, withdrawn: Withdrawal, reason: str
) -> None:
    with pytest.raises(ValidationError):
        services.substitute(officer, drawn, withdrawn=withdrawn, reason=reason)
    assert not drawn.substitutions.exists()


def test_when_too_few_inspectors_are_left_the_target_is_withdrawn_first(
    officer: Actor, colleague: Actor, director: Actor, futian: Area
) -> None:
    two = tuple(Inspector(f"I{k}", (futian.code,)) for k in (1, 2))
    pool = a_pool(futian, inspectors=two, quota={"high": Quota(1), "normal": Quota(0)})
    draw = services.freeze(director, planned(officer, futian, pool=pool))
    with time_machine.travel(later(3), tick=True):
        services.enter(officer, draw, values=SSQ, evidence=evidence())
        services.enter(colleague, draw, values=SSQ, evidence=evidence())
        draw = services.reveal(officer, draw)
        with pytest.raises(ValidationError) as caught:
            services.substitute(
                officer, draw, withdrawn=Withdrawal(inspector="I1"), reason="illness"
            )
    assert caught.value.code == "too_few_inspectors"


def test_nothing_is_substituted_in_a_closed_draw(
    drawn: Draw, officer: Actor, director: Actor
) -> None:
    services.publish(director, drawn)
    services.close(officer, drawn)
    first = drawn.result["chosen"][0]["target"]
    with pytest.raises(WrongState):
        services.substitute(officer, drawn, withdrawn=Withdrawal(first), reason="ceased")


# --- giving up --------------------------------------------------------------------------------


def test_an_abandoned_draw_keeps_its_announcement_and_its_reason(
    frozen: Draw, officer: Actor, director: Actor
) -> None:
    with pytest.raises(PermissionDenied):
        services.abandon(officer, frozen, reason="-")
    with pytest.raises(ValidationError):
        services.abandon(director, frozen, reason=" ")
    services.abandon(director, frozen, reason="名单有误")
    assert state(frozen) == "abandoned"
    assert Draw.objects.visible_to(Actor.nobody()).get().announcement
    assert AuditEvent.objects.get(act="abandon_draw").payload["reason"] == "名单有误"


def test_a_draw_cannot_be_given_up_once_it_is_drawn(drawn: Draw, director: Actor) -> None:
    with pytest.raises(WrongState):
        services.abandon(director, drawn, reason="the result does not please")


# --- the database -----------------------------------------------------------------------------


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(sql)
    except Error as error:
        return "refused" in str(error) or "append-only" in str(error)
    return False


@pytest.mark.parametrize(
    "change",
    [
        "pool = '{}'",
        "announcement = '{}'",
        "announcement_sha256 = ''",
        "frozen_at = now()",
        "frozen_at = NULL",
        "sources = '[]'",
        "purpose = 'other'",
        "method = 'rfc3797'",
        "randomness = '[]'",
        "result = '{}'",
        "code = ''",
        "drawn_at = NULL, result = NULL, randomness = NULL, code = ''",
        'names = \'{"I1": "other"}\'',
    ],
)
def test_nobody_changes_what_was_drawn(drawn: Draw, change: str) -> None:
    assert refused(f"UPDATE enforcement_draw SET {change}")


def test_the_database_keeps_everything_else_of_a_draw(
    drawn: Draw, director: Actor, officer: Actor
) -> None:
    first = drawn.result["chosen"][0]["target"]
    services.substitute(officer, drawn, withdrawn=Withdrawal(first), reason="ceased")
    services.publish(director, drawn)
    for sql in (
        "DELETE FROM enforcement_draw",
        "TRUNCATE enforcement_draw CASCADE",
        "UPDATE enforcement_draw SET published_at = NULL",
        "UPDATE enforcement_entry SET values = '[]'",
        "DELETE FROM enforcement_entry",
        "UPDATE enforcement_substitution SET reason = 'illness'",
        "DELETE FROM enforcement_substitution",
    ):
        assert refused(sql), sql
    Draw.objects.filter(pk=drawn.pk).update(names={})  # personal, and no part of what is proven


def test_a_plan_that_is_not_frozen_may_change(officer: Actor, futian: Area) -> None:
    draw = planned(officer, futian)
    assert not refused(f"UPDATE enforcement_draw SET purpose = 'x' WHERE matter_id = {draw.pk}")


# --- who sees what ----------------------------------------------------------------------------


def test_a_plan_is_seen_in_its_area_and_a_frozen_draw_by_everybody(
    officer: Actor, sibling_officer: Actor, director: Actor, owner: Actor, futian: Area
) -> None:
    draw = planned(officer, futian)
    seen = lambda actor: Draw.objects.visible_to(actor).exists()  # noqa: E731
    assert seen(officer) and seen(director)
    assert not any(map(seen, (sibling_officer, owner, Actor.nobody())))
    services.freeze(director, draw)
    assert all(map(seen, (officer, director, sibling_officer, owner, Actor.nobody())))


# --- the log ----------------------------------------------------------------------------------


def entered_twice(draw: Draw, *people: Actor) -> None:
    for person in people:
        services.enter(person, draw, values=SSQ, evidence=evidence())


def test_the_checkpoint_over_the_announcement_comes_before_the_source(
    frozen: Draw, officer: Actor, colleague: Actor
) -> None:
    drain()
    with time_machine.travel(later(3), tick=True):
        entered_twice(frozen, officer, colleague)
        assert services.reveal(officer, frozen).result
    event = events_of(frozen).get(act="freeze_draw")
    assert event.at <= event.signed_at < sources_of(frozen)[0].at
    assert frozen.announcement_sha256 in proof_of(event).entry.decode()


def test_a_draw_whose_announcement_came_into_the_log_late_is_invalid(
    officer: Actor, colleague: Actor, director: Actor, futian: Area
) -> None:
    plan = planned(officer, futian)
    drain()
    draw = services.freeze(director, plan)
    with time_machine.travel(later(3), tick=True):
        entered_twice(draw, officer, colleague)
        for _ in range(2):  # not in the log at all; in the log after the source spoke
            with pytest.raises(ValidationError) as caught:
                services.reveal(officer, draw)
            assert caught.value.code == "not_logged"
            drain()
