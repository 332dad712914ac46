"""People, organisations, districts and duty posts: who may see and do what.

Posts and memberships are rows with a first and a last day and are never deleted; what a person
may see follows from the posts held today (`greenward.bureau.accounts.visibility`).
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .uscc import validate_uscc


class Area(models.Model):
    """A city, district or street office: one node of the tree of areas.

    `path` is the codes from the root down, each ended with a slash (``440300/440304/``), so that
    everything inside an area is one indexed prefix search.
    """

    code = models.CharField(_("division code"), max_length=20, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    path = models.CharField(max_length=200, unique=True, editable=False)
    pack = models.CharField(_("city pack"), max_length=40, blank=True)
    climate_zone = models.CharField(_("climate zone"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("area")
        ordering = ["path"]
        indexes = [models.Index(fields=["path"], opclasses=["text_pattern_ops"], name="area_path")]

    def save(self, **kwargs: object) -> None:
        self.path = f"{self.parent.path if self.parent else ''}{self.code}/"
        super().save(**kwargs)

    def city(self) -> Area:
        """The root of the tree it stands in: the city whose law and standards apply here."""
        return Area.objects.get(code=self.path.split("/", 1)[0])

    def __str__(self) -> str:
        chinese = (get_language() or "zh").startswith("zh")
        return (self.name_zh if chinese else self.name_en) or self.code


class Organisation(models.Model):
    """A company, owner, utility or public body, known by its unified social credit code."""

    uscc = models.CharField(
        _("unified social credit code"),
        max_length=18,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_uscc],
    )
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("organisation")
        indexes = [models.Index(fields=["name"], name="organisation_name")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. Rights come from posts and memberships, never from the user row."""

    username = models.CharField(_("sign-in name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("person")

    def get_short_name(self) -> str:
        return self.name or self.username

    def __str__(self) -> str:
        return self.get_short_name()


class Role(models.TextChoices):
    """What a duty post is for. The area of the post says whether it is a city's or a district's.

    The last three administer the system and are three people (MLPS 2.0, 8.1.4.2): whoever holds
    one of them holds neither of the others.
    """

    DIRECTOR = "director", _("director")
    OFFICER = "officer", _("housing officer")
    REVIEWER = "reviewer", _("legal reviewer")
    STANDARDS = "standards", _("standards official")
    REGISTRAR = "registrar", _("registrar")
    PLANNING = "planning", _("planning officer")
    ECOLOGY = "ecology", _("ecology officer")
    MARKET = "market", _("market supervision officer")
    FINANCE = "finance", _("finance officer")
    AUDITOR = "auditor", _("auditor")
    SECURITY = "security", _("security administrator")
    SYSTEM = "system", _("system administrator")


class PartyRole(models.TextChoices):
    """What an organisation or a person is in a matter (Articles 8, 14 to 18, 21, 31)."""

    DEVELOPER = "developer", _("development party")
    CONSULTANT = "consultant", _("consultant")
    DESIGNER = "designer", _("design party")
    DRAWING_REVIEWER = "drawing_reviewer", _("drawing review office")
    CONTRACTOR = "contractor", _("construction party")
    SUPERVISOR = "supervisor", _("supervision party")
    EVALUATOR = "evaluator", _("third-party evaluator")
    LABORATORY = "laboratory", _("testing laboratory")
    OWNER = "owner", _("owner")
    MANAGER = "manager", _("property manager")
    SUPPLIER = "supplier", _("supplier")
    ENERGY_SERVICE = "energy_service", _("energy-service company")
    BUYER = "buyer", _("home buyer")


class Standing(models.TextChoices):
    """What somebody is without a post and outside a matter."""

    SELF = "self", _("every person signed in")
    COMPANY_ADMINISTRATOR = "company_administrator", _("administrator of the own organisation")


def held_on(day: date) -> Q:
    """A condition on what has a first and perhaps a last day (a post, a party, a home, a standard in
    use): held on a day."""
    return Q(first_day__lte=day) & (Q(last_day__isnull=True) | Q(last_day__gte=day))


class Tenure(models.Model):
    """From the first day to the last one, both included; open while `last_day` is empty."""

    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """The same as `held_on`, of a row that is at hand."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class Post(Tenure):
    """A duty post: a person, in a role, for an area, from a day to a day. Never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="posts")

    class Meta:
        verbose_name = _("duty post")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="post_ends_after_it_begins",
            )
        ]


class Appointment(models.Model):
    """A post proposed by the security administrator, until a director confirms or declines it.

    Nobody makes a holder of power alone: a proposal is decided by somebody else than its proposer
    and its candidate. It is decided once and never deleted.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    role = models.CharField(_("post"), max_length=20, choices=Role.choices)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="appointments", verbose_name=_("area")
    )
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"), null=True, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    post = models.OneToOneField(Post, models.PROTECT, null=True, related_name="appointment")
    """The post it became; None while it waits and when it was declined."""

    class Meta:
        verbose_name = _("proposed post")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True)
                | (~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("user"))),
                name="appointment_takes_two",
            )
        ]
        indexes = [
            models.Index(
                fields=["area"], condition=Q(decided_at__isnull=True), name="appointment_waits"
            )
        ]


class Membership(Tenure):
    """A person acting for an organisation; one who `manages` enrols and ends colleagues there."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="members")
    manages = models.BooleanField(_("administers the organisation's sign-ins"), default=False)

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="membership_ends_after_it_begins",
            )
        ]


class ApiClient(models.Model):
    """A program that reads and brings in lists for an authority or a company.

    Its rights are the post or the membership of its own `user`, who has no password and cannot
    sign in, narrowed to `scopes`. Of its token only the prefix and the SHA-256 are kept.
    """

    user = models.OneToOneField(User, models.PROTECT, related_name="client")
    scopes = models.JSONField(_("may"))
    """Acts and reads of `greenward.bureau.accounts.permissions.CLIENT_SCOPES`."""
    prefix = models.CharField(max_length=12, unique=True)
    token_hash = models.BinaryField(max_length=32)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(_("expires on"))
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("machine client")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.user.name
