"""The outbox: a copy is written in the act's transaction, sent by a job, tried again with growing
pauses, and given up in words an officer sees.

Each is handed over at least once and bears one Message-ID for all its tries, so that a copy that
arrives twice is recognised. It says that something waits and where, and nothing of the matter.
"""

from __future__ import annotations

from datetime import timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.casework import jobs
from greenward.bureau.casework.matters.steps import beside
from greenward.bureau.casework.models import Matter, Task
from greenward.law.language import Text

from . import consents, mailing
from .models import Consent, Letter, Mail

JOB = "mail"
PAUSES = (1, 5, 15, 60, 240, 720, 1440)
"""Minutes between tries; after the last one the mail is given up."""

LETTER_SUBJECT = Text("新文书 {number}", "New letter {number}")
LETTER_BODY = Text(
    "您有一份文书（{number}）已经送达到您在本系统的收件箱。\n请登录查阅并确认：{url}\n"
    "本邮件只是提醒，送达以系统记录为准。请勿回复。",
    "A letter ({number}) has been served in your inbox.\nSign in to read and confirm it: {url}\n"
    "This mail is only a copy; what counts is the record in the system. Please do not reply.",
)
TASK_SUBJECT = Text("案件 {number} 有待办事项", "Something waits in matter {number}")
TASK_BODY = Text(
    "案件 {number} 有事项等待您办理。\n请登录查看：{url}\n请勿回复本邮件。",
    "Something in matter {number} waits for you.\nSign in to see it: {url}\n"
    "Please do not reply to this mail.",
)


def copy_of(letter: Letter, consent: Consent) -> Mail | None:
    """Tell the address of a consent that a letter was served in the inbox."""
    url = settings.PUBLIC_URL + reverse("letters:letter", args=[letter.pk])
    return _write(
        letter.matter, consent.email, LETTER_SUBJECT, LETTER_BODY, letter.number, url, letter
    )


def remind_of(task: Task) -> None:
    """Tell the party a task waits for, when they left an address with a consent in force."""
    mine = Consent.objects.filter(organisation=task.organisation_id, user=task.user_id)
    if not (task.organisation_id or (task.user_id and not task.role)):
        return
    consent = mine.filter(consents.holding(timezone.localdate())).first()
    if consent:
        url = settings.PUBLIC_URL + reverse("casework:matter", args=[task.matter_id])
        _write(task.matter, consent.email, TASK_SUBJECT, TASK_BODY, task.matter.number, url)


def deliver(pk: int) -> None:
    """Try to send one mail that is due; safe to repeat. Its row stays locked meanwhile, so that no
    two workers send it at once; of one killed in between the row is free again at once."""
    server = mailing.server()
    if server is None:
        return  # it waits; the sweep sends it once there is a server
    with transaction.atomic():
        due = Mail.objects.select_for_update(skip_locked=True)
        mail = due.filter(pk=pk, state=Mail.State.WAITING, next_at__lte=timezone.now()).first()
        if mail is not None:
            _try(mail, server)


def failed(pk: int, reason: str) -> None:
    """The worker gave up: it stays in the outbox and the sweep takes it up again."""
    Mail.objects.filter(pk=pk, state=Mail.State.WAITING).update(error=reason[:300])


def waiting_without_server() -> bool:
    return mailing.server() is None


def came_back(actor: Actor, mail: Mail, *, reason: str) -> None:
    """Note that a mail which had left came back undelivered."""
    with beside(actor, mail.matter, "note_bounce") as event:
        found = Mail.objects.filter(pk=mail.pk, state=Mail.State.SENT)
        if not found.update(state=Mail.State.FAILED, error=reason[:300]):
            raise ValidationError(_("Only a mail that was sent can come back."))
        event.note(mail=mail.pk, reason=reason[:300])


@app.periodic(cron="* * * * *")
@app.task(name="greenward.mails", queueing_lock="greenward.mails")
def send_due(timestamp: int = 0) -> None:
    """Send every mail that is due again, or that waited for a server or outlived its worker."""
    if mailing.server() is None:
        return
    due = Mail.objects.filter(state=Mail.State.WAITING, next_at__lte=timezone.now())
    for pk in due.values_list("pk", flat=True)[:500]:
        deliver(pk)


def _write(
    matter: Matter,
    to: str,
    subject: Text,
    body: Text,
    number: str,
    url: str,
    letter: Letter | None = None,
) -> Mail | None:
    """Both languages in one mail, the Chinese first; nothing where no address is known."""
    if not to:
        return None
    mail = Mail.objects.create(
        matter=matter,
        letter=letter,
        to=to,
        subject=f"{subject.zh} · {subject.en}".format(number=number),
        body=f"{body.zh}\n\n{body.en}\n".format(number=number, url=url),
        message_id=make_msgid(domain=urlsplit(settings.PUBLIC_URL).hostname or "localhost"),
        next_at=timezone.now(),
    )
    jobs.enqueue(JOB, mail.pk)
    return mail


def _try(mail: Mail, server: mailing.Server) -> None:
    mail.tries += 1
    try:
        mailing.send(
            server,
            to=mail.to,
            subject=mail.subject,
            body=mail.body,
            message_id=mail.message_id,
        )
    except mailing.Never as error:
        mail.state, mail.error = Mail.State.FAILED, str(error)[:300]
    except mailing.NotNow as error:
        mail.error = str(error)[:300]
        if mail.tries > len(PAUSES):
            mail.state = Mail.State.FAILED
        else:
            mail.next_at = timezone.now() + timedelta(minutes=PAUSES[mail.tries - 1])
    else:
        mail.state, mail.sent_at, mail.error = Mail.State.SENT, timezone.now(), ""
    mail.save()
