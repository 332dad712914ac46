"""Copies by e-mail on a real server: sent, refused, cut off in the middle; a killed worker loses none."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.core.exceptions import ValidationError
from django.utils import timezone

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework import jobs
from greenward.bureau.casework.matters import following
from greenward.bureau.casework.models import Task
from greenward.bureau.letters import mailing, outbox, serving
from greenward.bureau.letters.models import Consent, Letter, Mail
from tests.fixtures.processes import wait_for


class Post:
    """A mail server that keeps what it took and answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.to: str = ""
        self.data: str = "250 OK"
        self.hangs = threading.Event()
        self.asked = threading.Event()

    async def handle_RCPT(  # noqa: N802, the server's own name
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.to:
            return self.to
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.data == "cut":
            server.transport.close()
            return "451 cut"
        self.taken.append(envelope.content)
        self.asked.set()
        if self.hangs.is_set():
            import asyncio

            while self.hangs.is_set():
                await asyncio.sleep(0.02)
        return self.data


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    handler = Post()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.MAIL_SERVER = f"smtp://127.0.0.1:{controller.port}"
    settings.MAIL_FROM = "bureau@futian.example"
    yield handler
    handler.hangs.clear()
    controller.stop()


@pytest.fixture
def mail(issued: Letter, officer: Actor, consent: Consent) -> Mail:
    serving.in_inbox(officer, issued)
    return Mail.objects.get()


def now_due(mail: Mail) -> None:
    Mail.objects.filter(pk=mail.pk).update(next_at=timezone.now())


def test_it_is_sent_once_and_says_little(post: Post, mail: Mail, issued: Letter) -> None:
    outbox.deliver(mail.pk)
    outbox.deliver(mail.pk)
    outbox.send_due.func()
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == (Mail.State.SENT, 1)
    (taken,) = post.taken
    message = message_from_bytes(taken)
    assert message["Message-ID"] == mail.message_id
    assert message["To"] == "office@greenwood.example"
    body = message.get_payload(decode=True).decode()
    assert issued.number in body and f"/letters/{issued.pk}" in body
    for private in ("岭南大厦", "分项计量", "Greenwood"):
        assert private not in body and private not in mail.subject


def test_no_server_it_waits(settings: Any, mail: Mail) -> None:
    settings.MAIL_SERVER = ""
    assert outbox.waiting_without_server()
    outbox.deliver(mail.pk)
    outbox.send_due.func()
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == (Mail.State.WAITING, 0)


def test_an_address_that_is_refused_for_good_is_told(post: Post, mail: Mail) -> None:
    post.to = "550 5.1.1 no such mailbox"
    outbox.deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == Mail.State.FAILED
    assert "no such mailbox" in mail.error


@pytest.mark.parametrize("trouble", ["450 greylisted", "cut", "gone"])
def test_a_passing_trouble_is_tried_again(
    trouble: str, post: Post, mail: Mail, settings: Any
) -> None:
    server = settings.MAIL_SERVER
    if trouble == "cut":
        post.data = "cut"
    elif trouble == "gone":
        settings.MAIL_SERVER = f"smtp://127.0.0.1:{free_port()}"
    else:
        post.to = trouble
    outbox.deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == (Mail.State.WAITING, 1)
    assert mail.error and mail.next_at > timezone.now()
    outbox.deliver(mail.pk)  # not before its time
    assert Mail.objects.get(pk=mail.pk).tries == 1
    post.to, post.data, settings.MAIL_SERVER = "", "250 OK", server
    now_due(mail)
    outbox.send_due.func()
    mail.refresh_from_db()
    assert (mail.state, mail.tries, mail.error) == (Mail.State.SENT, 2, "")


def test_the_pauses_grow_and_end(post: Post, mail: Mail) -> None:
    post.to = "450 later"
    pauses = []
    for _ in range(len(outbox.PAUSES)):
        now_due(mail)
        outbox.deliver(mail.pk)
        mail.refresh_from_db()
        assert mail.state == Mail.State.WAITING
        pauses.append(mail.next_at - timezone.now())
    assert pauses == sorted(pauses)
    now_due(mail)
    outbox.deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == Mail.State.FAILED


def test_a_mail_that_came_back_is_noted(post: Post, mail: Mail, officer: Actor) -> None:
    with pytest.raises(ValidationError):
        outbox.came_back(officer, mail, reason="mailbox full")
    outbox.deliver(mail.pk)
    outbox.came_back(officer, mail, reason="mailbox full")
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (Mail.State.FAILED, "mailbox full")


def test_a_reminder_goes_to_the_address_of_the_consent(
    mail: Mail, officer: Actor, issued: Letter
) -> None:
    task = Task.objects.get(act="confirm_letter")
    following.remind(officer, issued.matter, task=task)
    reminder = Mail.objects.get(letter=None)
    assert reminder.to == "office@greenwood.example"
    assert issued.matter.number in reminder.body


def test_two_workers_send_it_once(post: Post, mail: Mail, transactional_db: None) -> None:
    """While one hands it over, the other finds its row taken and leaves it."""
    from django.db import connections

    post.hangs.set()

    def deliver() -> None:
        outbox.deliver(mail.pk)
        connections.close_all()

    first = threading.Thread(target=deliver)
    first.start()
    assert post.asked.wait(30)
    outbox.deliver(mail.pk)
    post.hangs.clear()
    first.join()
    assert len(post.taken) == 1
    assert Mail.objects.get().state == Mail.State.SENT


def test_a_killed_worker_loses_none(
    post: Post,
    mail: Mail,
    settings: Any,
    test_database: str,
    greenward: Callable[..., Any],
) -> None:
    """Killed after the server took it and before that was recorded: it goes out again, under the
    same Message-ID, so the two are recognised as one."""
    post.hangs.set()
    variables = {
        "DATABASE_URL": test_database,
        "GREENWARD_SMTP": settings.MAIL_SERVER,
    }
    worker = greenward("worker", **variables)
    assert post.asked.wait(60), worker.stderr.read() if worker.poll() is not None else "no mail"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    post.hangs.clear()
    assert Mail.objects.get().state == Mail.State.WAITING

    def sent() -> bool:
        outbox.deliver(mail.pk)
        return Mail.objects.get().state == Mail.State.SENT

    wait_for(sent)
    assert len({message_from_bytes(one)["Message-ID"] for one in post.taken}) == 1


@pytest.mark.parametrize(
    ("address", "port", "starttls", "tls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+starttls://u%40x:p@mail.example", 587, True, False),
        ("smtps://mail.example:4650", 4650, False, True),
    ],
)
def test_the_server_is_named_by_one_address(
    settings: Any, address: str, port: int, starttls: bool, tls: bool
) -> None:
    settings.MAIL_SERVER = address
    server = mailing.server()
    assert server is not None
    assert (server.host, server.port, server.starttls, server.tls) == (
        "mail.example",
        port,
        starttls,
        tls,
    )
    settings.MAIL_SERVER = "http://mail.example"
    with pytest.raises(ValueError, match="GREENWARD_SMTP"):
        mailing.server()


def test_a_job_is_asked_for_with_the_mail(post: Post, mail: Mail, transactional_db: None) -> None:
    jobs.run_worker(wait=False)
    assert Mail.objects.get().state == Mail.State.SENT
    assert len(post.taken) == 1
    assert timezone.now() - Mail.objects.get().sent_at < timedelta(minutes=5)
