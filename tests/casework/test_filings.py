"""Filed documents: who may file, replace, redact, label and open them, each label with each actor."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone
from django.utils.translation import override

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Organisation, PartyRole, Role
from greenward.bureau.casework.contents import Refused
from greenward.bureau.casework.filings import (
    KINDS,
    file_document,
    filings_of,
    opened,
    redact,
    relabel,
    replace,
    versions_of,
)
from greenward.bureau.casework.matters.steps import WrongState
from greenward.bureau.casework.models import (
    AuditEvent,
    Document,
    Filing,
    Matter,
    Party,
    SecurityEvent,
)
from greenward.bureau.casework.models.filings import Label
from tests.fixtures.people import make_actor

from . import papers


def text(words: str, name: str = "a.txt") -> Any:
    return papers.upload(words.encode(), name)


@pytest.fixture
def everyone(
    officer: Actor,
    sibling_officer: Actor,
    director: Actor,
    auditor: Actor,
    registrar: Actor,
    owner: Actor,
    other_owner: Actor,
    matter: Matter,
) -> dict[str, Actor]:
    """Each kind of reader. The buyer is a private person who takes part; the colleague acts for the
    owner; the system administrator and the registrar have nothing to do with such matters."""
    buyer = make_actor("buyer")
    Party.objects.create(
        matter=matter, role=PartyRole.BUYER, user=buyer.user, first_day=date(2020, 1, 1)
    )
    colleague = make_actor(
        "colleague", organisations=(Organisation.objects.get(pk=owner.organisations[0]),)
    )
    return {
        "officer": officer,
        "director": director,
        "auditor": auditor,
        "owner": owner,
        "colleague": colleague,
        "buyer": buyer,
        "sibling": sibling_officer,
        "registrar": registrar,
        "system": make_actor("sys", (Role.SYSTEM, matter.area)),
        "other_owner": other_owner,
        "anonymous": Actor.nobody(),
        "operator": Actor.operator(),
    }


ALL = {"officer", "director", "auditor", "owner", "colleague", "buyer", "sibling", "registrar"}
ALL |= {"system", "other_owner", "anonymous", "operator"}
STAFF = {"officer", "director", "auditor", "operator"}
SEES = {
    Label.PUBLIC: ALL,
    Label.PARTIES: STAFF | {"owner", "colleague", "buyer"},
    Label.INTERNAL: STAFF,
}


@pytest.mark.parametrize("label", Label)
def test_who_sees_what_the_authority_filed(
    label: Label, everyone: dict[str, Actor], matter: Matter, director: Actor
) -> None:
    filing = file_document(everyone["officer"], matter, text("words"), "report", label=label)
    sees = {
        name
        for name, actor in everyone.items()
        if Filing.objects.visible_to(actor).filter(pk=filing.pk).exists()
    }
    assert sees == SEES[label]
    listed = {name for name, a in everyone.items() if filing in filings_of(a, matter)}
    assert listed == sees


def test_the_filer_sees_their_own_when_they_are_nothing_any_more(
    everyone: dict[str, Actor], matter: Matter
) -> None:
    mine = file_document(everyone["owner"], matter, text("mine"), "statement")
    relabel(everyone["officer"], mine, Label.INTERNAL)
    assert opened(everyone["owner"], mine).read_bytes() == b"mine"
    Party.objects.update(last_day=timezone.localdate() - timedelta(1))
    gone = Actor.of(everyone["owner"].user)  # type: ignore[arg-type]
    assert list(filings_of(gone, matter)) == [mine]
    assert not filings_of(everyone["colleague"], matter).exists()


@pytest.mark.parametrize("name", sorted(ALL - {"officer", "director", "operator"}))
@pytest.mark.parametrize("label", Label)
def test_who_may_file_under_which_label(
    name: str, label: Label, everyone: dict[str, Actor], matter: Matter
) -> None:
    party = name in ("owner", "colleague", "buyer")
    if party and label == Label.PARTIES:
        filing = file_document(everyone[name], matter, text("words"), "statement", label=label)
        assert (filing.organisation_id is None) == (name == "buyer")
        return
    with pytest.raises(PermissionDenied):
        file_document(everyone[name], matter, text("words"), "statement", label=label)
    assert not Filing.objects.exists()
    assert not Document.objects.exists()
    assert SecurityEvent.objects.filter(act="file_document").exists()


def test_an_act_says_what_was_filed(officer: Actor, matter: Matter) -> None:
    filing = file_document(officer, matter, papers.upload(papers.pdf(), "审计 报告.pdf"), "report")
    [event] = AuditEvent.objects.filter(act="file_document")
    assert event.subject == ("casework.matter", str(matter.pk))
    assert event.payload == {
        "filing": filing.pk,
        "kind": "report",
        "version": 1,
        "label": "parties",
        "document": filing.document_id,
    }
    assert event.personal == {"title": "审计 报告"}
    assert filing.document.media_type == "application/pdf"


def test_a_refused_file_is_no_act_but_noted_for_security(owner: Actor, matter: Matter) -> None:
    with pytest.raises(Refused):
        file_document(owner, matter, papers.upload(papers.pdf_launching(), "a.pdf"), "report")
    assert not AuditEvent.objects.filter(act="file_document").exists()
    [noted] = SecurityEvent.objects.filter(act="file_document")
    assert noted.user == owner.user


def test_a_closed_matter_takes_nothing_more_but_may_be_redacted(
    officer: Actor, matter: Matter
) -> None:
    filing = file_document(officer, matter, text("words"), "report")
    Matter.objects.update(closed_at=timezone.now())
    with pytest.raises(WrongState):
        file_document(officer, matter, text("late"), "report")
    with pytest.raises(WrongState):
        replace(officer, filing, text("late"))
    assert redact(officer, filing, text("redacted")).label == Label.PUBLIC


def test_versions_are_a_chain_and_only_the_newest_is_listed(
    owner: Actor, officer: Actor, matter: Matter
) -> None:
    first = file_document(owner, matter, text("one"), "report", "Audit")
    second = replace(owner, first, text("two"))
    third = replace(officer, second, text("three"))
    assert (third.version, third.title, third.kind) == (3, "Audit", "report")
    assert list(filings_of(owner, matter)) == [third]
    assert versions_of(owner, first) == [third, second, first]
    with pytest.raises(ValidationError):
        replace(owner, first, text("four"))
    with pytest.raises(Refused):
        replace(officer, third, text("three"))


def test_a_party_replaces_its_own_and_nobody_elses(
    everyone: dict[str, Actor], matter: Matter
) -> None:
    of_officer = file_document(everyone["officer"], matter, text("a"), "report")
    of_owner = file_document(everyone["owner"], matter, text("b"), "report")
    for name in ("owner", "buyer"):
        with pytest.raises(PermissionDenied):
            replace(everyone[name], of_officer, text("c"))
    with pytest.raises(PermissionDenied):
        replace(everyone["buyer"], of_owner, text("c"))
    assert replace(everyone["colleague"], of_owner, text("c")).version == 2


def test_what_a_party_puts_in_place_of_a_public_document_is_not_public(
    owner: Actor, officer: Actor, matter: Matter
) -> None:
    filing = file_document(owner, matter, text("harmless"), "report")
    relabel(officer, filing, Label.PUBLIC)
    newer = replace(owner, filing, text("slander"))
    assert newer.label == Label.PARTIES
    assert not Filing.objects.visible_to(Actor.nobody()).exists()


def test_the_public_gets_the_redacted_copy_alone(officer: Actor, matter: Matter) -> None:
    original = file_document(
        officer, matter, text("Wang, 13812345678"), "record", label=Label.PARTIES
    )
    copy = redact(officer, original, text("W**, ***"))
    public = Filing.objects.visible_to(Actor.nobody())
    assert list(public) == [copy]
    assert (copy.redacts, copy.label) == (original, Label.PUBLIC)
    with pytest.raises(ValidationError):
        relabel(officer, original, Label.PUBLIC)
    with pytest.raises(ValidationError):
        redact(officer, copy, text("again"))
    newer = replace(officer, copy, text("W**"))
    assert list(public.all()) == [newer]


def test_a_public_original_stops_being_public_with_its_copy(officer: Actor, matter: Matter) -> None:
    original = file_document(officer, matter, text("words"), "record", label=Label.PUBLIC)
    redact(officer, original, text("w***"))
    original.refresh_from_db()
    assert original.label == Label.PARTIES


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (papers.pdf(f"Owner: {papers.IDENTITY}"), "a.pdf", "an identity card number"),
        (papers.pdf("Call 138 1234 5678."), "a.pdf", "a mobile phone number"),
        (
            papers.pdf(
                f"#box[{papers.IDENTITY}]#place(top, rect(fill: black, width: 100%, height: 3cm))"
            ),
            "a.pdf",
            "an identity card number",
        ),
        (papers.pdf_with_older_version("harmless"), "a.pdf", "earlier version"),
        (papers.ooxml(text="harmless"), "a.docx", "as PDF or as an image"),
        (f"身份证 {papers.IDENTITY}".encode("gb18030"), "a.txt", "an identity card number"),
    ],
)
def test_a_redacted_copy_that_still_tells_is_refused(
    content: bytes, name: str, says: str, officer: Actor, matter: Matter
) -> None:
    original = file_document(officer, matter, text("all of it"), "record")
    with override("en"), pytest.raises(Refused) as error:
        redact(officer, original, papers.upload(content, name))
    assert says in error.value.messages[0]
    assert not Filing.objects.filter(redacts=original).exists()


def test_what_names_a_private_person_is_not_laid_open(officer: Actor, matter: Matter) -> None:
    word = papers.upload(papers.ooxml(text=f"Owner {papers.IDENTITY}"), "a.docx")
    with pytest.raises(Refused):
        file_document(officer, matter, word, "record", label=Label.PUBLIC)
    word.seek(0)
    filing = file_document(officer, matter, word, "record")
    with pytest.raises(Refused):
        relabel(officer, filing, Label.PUBLIC)
    card = file_document(officer, matter, papers.upload(papers.jpeg(), "id.jpg"), "identity")
    assert card.personal
    with pytest.raises(ValidationError):
        relabel(officer, card, Label.PUBLIC)
    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.filter(pk=card.pk).update(label=Label.PUBLIC)


def test_each_opening_of_an_internal_or_personal_document_is_logged(
    officer: Actor, auditor: Actor, owner: Actor, matter: Matter
) -> None:
    internal = file_document(officer, matter, text("a"), "record", label=Label.INTERNAL)
    personal = file_document(owner, matter, text("b"), "identity")
    plain = file_document(owner, matter, text("c"), "report")
    for filing in (internal, personal, plain, internal):
        opened(auditor, filing)
    events = AuditEvent.objects.filter(act="open_document").order_by("pk")
    assert [event.payload["filing"] for event in events] == [internal.pk, personal.pk, internal.pk]
    assert {event.actor for event in events} == {auditor.user}


def test_a_change_of_label_is_logged_with_what_it_was(officer: Actor, matter: Matter) -> None:
    filing = file_document(officer, matter, text("a"), "record")
    relabel(officer, filing, Label.INTERNAL)
    [event] = AuditEvent.objects.filter(act="label_document")
    assert (event.payload["before"], event.payload["label"]) == ("parties", "internal")


def test_a_party_decides_no_label(owner: Actor, matter: Matter) -> None:
    filing = file_document(owner, matter, text("a"), "record")
    with pytest.raises(PermissionDenied):
        relabel(owner, filing, Label.PUBLIC)
    with pytest.raises(PermissionDenied):
        redact(owner, filing, text("b"))


def test_the_database_keeps_filings(officer: Actor, matter: Matter) -> None:
    filing = file_document(officer, matter, text("a"), "record")
    for statement in (
        "DELETE FROM casework_filing",
        "UPDATE casework_filing SET title = 'other'",
        "UPDATE casework_filing SET filed_at = now()",
        "UPDATE casework_filing SET filed_by_id = NULL",
    ):
        with (
            connection.cursor() as cursor,
            pytest.raises(IntegrityError, match="refused"),
            transaction.atomic(),
        ):
            cursor.execute(statement)
    Filing.objects.filter(pk=filing.pk).update(label=Label.INTERNAL)


def test_a_person_files_so_much_a_day(
    owner: Actor, matter: Matter, settings: Any, time_machine: Any
) -> None:
    settings.UPLOAD_QUOTA = 100
    file_document(owner, matter, text("x" * 60), "report")
    with pytest.raises(ValidationError):
        file_document(owner, matter, text("y" * 60), "report")
    assert Filing.objects.count() == Document.objects.count() == 1
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    file_document(Actor.of(owner.user), matter, text("y" * 60), "report")  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_count_one_after_the_other(
    owner: Actor, matter: Matter, settings: Any
) -> None:
    settings.UPLOAD_QUOTA = 100
    together = threading.Barrier(4)
    refused: list[Exception] = []

    def send(number: int) -> None:
        try:
            together.wait()
            file_document(owner, matter, text(str(number) * 60), "report")
        except ValidationError as error:
            refused.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Filing.objects.count() == 1
    assert len(refused) == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_new_versions_at_once_one_stands(owner: Actor, matter: Matter) -> None:
    first = file_document(owner, matter, text("one"), "report")
    together = threading.Barrier(2)
    refused: list[Exception] = []

    def send(number: int) -> None:
        try:
            together.wait()
            replace(owner, first, text(f"version {number}"))
        except ValidationError as error:
            refused.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Filing.objects.filter(replaces=first).count() == 1


def test_the_list_of_a_matter_is_one_query(
    officer: Actor, owner: Actor, matter: Matter, django_assert_num_queries: Any
) -> None:
    def listed(count: int) -> list[tuple[str, str, str]]:
        with django_assert_num_queries(count):
            return [
                (one.title, one.document.media_type, one.filed_by.username)
                for one in filings_of(owner, matter)
            ]

    for number in range(3):
        file_document(owner, matter, text(f"a{number}"), "report", f"Report {number}")
    assert len(listed(1)) == 3
    for number in range(9):
        file_document(officer, matter, text(f"b{number}"), "report", f"Answer {number}")
    assert len(listed(1)) == 12


def test_a_redacted_copy_stands_after_its_original(officer: Actor, matter: Matter) -> None:
    first = file_document(officer, matter, text("a"), "record")
    second = file_document(officer, matter, text("b"), "record")
    copy = redact(officer, first, text("a*"))
    assert list(filings_of(officer, matter)) == [first, copy, second]


def test_every_kind_has_its_words() -> None:
    assert all(str(words) for words in KINDS.values())
