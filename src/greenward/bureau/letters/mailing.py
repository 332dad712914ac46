"""How mails leave: the server named in the environment, one message, and what its answer means.

GREENWARD_SMTP is ``smtp://host:25``, ``smtp+starttls://user:password@host:587`` or
``smtps://user:password@host:465``; without it mails wait (RFC 5321, RFC 8314).
"""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

TIMEOUT = 20
"""Seconds until a silent server counts as lost."""
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
PERMANENT = 500


class NotNow(Exception):
    """It did not leave and is tried again: no server, no answer, or an answer of the 4xx."""


class Never(Exception):
    """The server refused it for good: an answer of the 5xx, such as no such address."""


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def server() -> Server | None:
    """The configured server; None while none is. Raises ValueError for an address of no such form."""
    if not settings.MAIL_SERVER:
        return None
    parts = urlsplit(settings.MAIL_SERVER)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(f"GREENWARD_SMTP begins with one of {', '.join(PORTS)}:// and a host")
    return Server(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+starttls",
        tls=parts.scheme == "smtps",
    )


def send(server: Server, *, to: str, subject: str, body: str, message_id: str) -> None:
    """Hand one message to the server. Raises NotNow or Never with its answer."""
    connection = EmailBackend(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.starttls,
        use_ssl=server.tls,
        timeout=TIMEOUT,
    )
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMessage(
        subject, body, settings.MAIL_FROM, [to], headers=headers, connection=connection
    )
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        raise _meaning(*next(iter(error.recipients.values()))) from error
    except smtplib.SMTPResponseException as error:
        raise _meaning(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotNow(str(error) or type(error).__name__) from error


def _meaning(code: int, answer: bytes | str) -> NotNow | Never:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    said = f"{code} {text}"
    return Never(said) if code >= PERMANENT else NotNow(said)
