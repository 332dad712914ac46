"""Personal data of sign-ins, sessions and matters: the entries of accounts and casework, and of what
lies below them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import User

from .models import Matter, Party
from .privacy import Basis, Erase, PersonalField, Retention, declare, not_personal
from .privacy.retention import ages
from .privacy.reveal import revealable

WHO = _("shows who did an act of the law and answers for it")
MATTER = _("words about a matter; they may name private persons")
SIGN_IN = _("lets the person sign in and be told what waits")
SAFE = _("finds and proves misuse of sign-ins")

declare(
    PersonalField(
        "accounts.User",
        "username",
        SIGN_IN,
        retention=Retention.SIGN_IN,
        person="pk",
        erase=Erase.REPLACED,
    ),
    PersonalField(
        "accounts.User",
        "name",
        WHO,
        retention=Retention.SIGN_IN,
        mask="name",
        person="pk",
        erase=Erase.BLANKED,
    ),
    PersonalField(
        "accounts.User",
        "email",
        SIGN_IN,
        Basis.CONSENT,
        Retention.SIGN_IN,
        mask="email",
        person="pk",
        erase=Erase.BLANKED,
    ),
    PersonalField(
        "account.EmailAddress",
        "email",
        SIGN_IN,
        Basis.CONSENT,
        Retention.SIGN_IN,
        mask="email",
        person="user",
        erase=Erase.DELETED,
    ),
    PersonalField(
        "procrastinate.ProcrastinateJob",
        "args",
        _("numbers of rows a worker has to do"),
        retention=Retention.JOB,
    ),
    PersonalField(
        "casework.AuditEvent", "actor_name", WHO, retention=Retention.LOG, person="actor"
    ),
    PersonalField("casework.AuditEvent", "personal", WHO, retention=Retention.LOG, person="actor"),
    PersonalField("casework.AuditEvent", "payload", WHO, retention=Retention.LOG, person="actor"),
    PersonalField("casework.AuditEvent", "canon", WHO, retention=Retention.LOG),
    PersonalField(
        "casework.SecurityEvent",
        "actor_name",
        SAFE,
        Basis.SECURITY,
        Retention.RECORDS,
        person="user",
    ),
    PersonalField(
        "casework.SecurityEvent",
        "address",
        SAFE,
        Basis.SECURITY,
        Retention.RECORDS,
        mask="device",
        person="user",
    ),
    PersonalField(
        "casework.SecurityEvent", "reason", SAFE, Basis.SECURITY, Retention.RECORDS, person="user"
    ),
    PersonalField(
        "casework.SecurityEvent", "detail", SAFE, Basis.SECURITY, Retention.RECORDS, person="user"
    ),
    PersonalField("casework.Document", "name", MATTER, person="added_by"),
    PersonalField(
        "casework.Export",
        "query",
        _("the filters of a list a person took away"),
        retention=Retention.WEEK,
        person="owner",
        erase=Erase.DELETED,
    ),
    PersonalField("casework.Filing", "title", MATTER, person="filed_by"),
    PersonalField("casework.Matter", "title", MATTER, person="opened_by"),
    PersonalField("casework.Matter", "title_en", MATTER, person="opened_by"),
    PersonalField("casework.Comment", "text", MATTER, person="by"),
    PersonalField("casework.ClockEvent", "reason", MATTER, person="by"),
    PersonalField("casework.Extension", "reason", MATTER, person="asked_by"),
    PersonalField("casework.Task", "note", MATTER, person="user"),
    PersonalField("casework.Request", "why_again", MATTER),
    PersonalField("casework.RequestItem", "answer", MATTER),
    PersonalField(
        "casework.PrivacyRequest",
        "text",
        _("what a person asked about their own data"),
        retention=Retention.RECORDS,
        person="person",
        erase=Erase.BLANKED,
    ),
    PersonalField(
        "casework.PrivacyRequest",
        "answer",
        _("what the person was answered"),
        person="person",
    ),
)

declare(
    *(
        PersonalField(
            "doors.Session",
            field,
            _("keeps the person signed in and shows them their open sessions"),
            Basis.SECURITY,
            Retention.SESSION,
            mask="device" if field == "address" else "",
            person="user",
            erase=Erase.DELETED,
            secret=field == "session_data",
        )
        for field in ("session_data", "address", "device")
    ),
    *(
        PersonalField(
            "doors.Attempt",
            field,
            SAFE,
            Basis.SECURITY,
            Retention.RECORDS,
            mask="device" if field == "address" else "",
            person="user",
        )
        for field in ("name_key", "address")
    ),
    PersonalField(
        "mfa.Authenticator",
        "data",
        _("the second factor of a sign-in"),
        Basis.SECURITY,
        Retention.SIGN_IN,
        person="user",
        erase=Erase.DELETED,
        secret=True,
    ),
    PersonalField(
        "socialaccount.SocialAccount",
        "extra_data",
        _("what an issuer of identities said of the person"),
        Basis.CONSENT,
        Retention.SIGN_IN,
        person="user",
        erase=Erase.DELETED,
    ),
)

NUMBER = "a name, number or code of a thing"
not_personal("auth.Permission", "name codename", "the framework's list of rights, not used")
not_personal("auth.Group", "name", "the framework's groups, not used")
not_personal("procrastinate.ProcrastinateJob", "queue_name task_name", NUMBER)
not_personal("procrastinate.ProcrastinatePeriodicDefer", "task_name", NUMBER)
not_personal("accounts.Area", "name_zh name_en", "the name of a district")
not_personal("accounts.Organisation", "name", "the name of a legal person")
not_personal("accounts.ApiClient", "scopes", "what a program may do")
not_personal("casework.SecurityEvent", "name", "what happened, from a fixed list")
not_personal("casework.Clock", "name", "the name of a period")
not_personal("doors.Session", "session_key", "a random number")
not_personal("socialaccount.SocialApp", "name settings", "the issuers of identities")
not_personal("casework.Export", "error", "why a file could not be made")

ages("casework.PrivacyRequest", "answered_at", blank={"text": "", "answer": ""})
ages("casework.SecurityEvent", "at")
ages("doors.Attempt", "at")
ages("doors.Session", "expire_date", days=0)


def _people(actor: Actor) -> QuerySet[User]:
    """Home buyers and members of companies in matters the actor sees by post; the security
    administrator sees every sign-in."""
    if actor.everywhere or actor.may("answer_privacy"):
        return User.objects.all()
    parties = Party.objects.filter(matter__in=Matter.objects.visible_to(actor))
    member = Q(memberships__organisation__in=parties.values("organisation"))
    return User.objects.filter(Q(pk__in=parties.values("user")) | member).distinct()


revealable("accounts.User", _people)
