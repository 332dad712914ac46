"""What is asked on the pages about people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.fields import OrganisationField
from greenward.bureau.accounts.models import Area, Organisation, Role, User
from greenward.bureau.accounts.permissions import ACTS, CLIENT_ROLES, CLIENT_SCOPES
from greenward.bureau.accounts.uscc import normalise
from greenward.web.forms import DayField

from ..words import act_name


def areas_for(actor: Actor, act: str) -> Any:
    """The areas in which an actor may do an act by a post."""
    inside = Area.objects.order_by("path")
    if actor.everywhere:
        return inside
    paths = [duty.area_path for duty in actor.duties if duty.role in ACTS[act].posts]
    return inside.filter(pk__in=[a.pk for a in inside if a.path.startswith(tuple(paths))])


class PeopleFilter(forms.Form):
    text = forms.CharField(label=_("Name or sign-in name"), required=False)


class RulesFilter(forms.Form):
    who = forms.ChoiceField(label=_("What may be done by"), required=False)

    def __init__(self, holders: list[tuple[str, Any]], *args: Any) -> None:
        super().__init__(*args)
        self.fields["who"].choices = [("", _("everybody")), *holders]


class PersonForm(forms.ModelForm):
    """A new sign-in. The password is made by the machine and shown once."""

    class Meta:
        model = User
        fields = ["username", "name", "email"]
        help_texts = {"name": _("As letters and the log show it.")}


class ColleagueForm(PersonForm):
    manages = forms.BooleanField(label=_("may also enrol and end colleagues"), required=False)


class ProposalForm(forms.Form):
    """A post for a person. It ends by itself after a year unless another day is entered."""

    role = forms.ChoiceField(label=_("Post"), choices=Role.choices)
    area = forms.ModelChoiceField(Area.objects.none(), label=_("Area"))
    first_day = DayField(label=_("From"))
    last_day = DayField(
        label=_("Until"),
        help_text=_("Every post ends, so that none outlives its need; propose it anew in time."),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        year = {"first_day": today, "last_day": today + timedelta(days=365)}
        super().__init__(*args, initial=year, **kwargs)
        self.fields["area"].queryset = areas_for(actor, "propose_post")


class MembershipForm(forms.Form):
    """Whom a person acts for; the organisation is entered when its code is new."""

    uscc = forms.CharField(label=_("Unified social credit code"), max_length=30)
    organisation_name = forms.CharField(
        label=_("Name of the organisation"),
        required=False,
        help_text=_("Only needed when the code is not on file yet."),
    )
    manages = forms.BooleanField(
        label=_("administers the organisation's sign-ins"), required=False, initial=True
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        code = normalise(found.get("uscc", ""))
        known = Organisation.objects.filter(uscc=code).exists()
        if code and not known and not found.get("organisation_name", "").strip():
            self.add_error(
                "organisation_name", _("This code is not on file: enter the organisation's name.")
            )
        return found


class SubjectForm(forms.Form):
    """Under what number another site knows a person."""

    issuer = forms.ChoiceField(label=_("Other site"))
    subject = forms.CharField(
        label=_("Number of the person there"),
        max_length=190,
        help_text=_("The subject (sub), as that site's administrator reads it off; not an e-mail."),
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.fields["issuer"].choices = [(each.id, each.name) for each in settings.ISSUERS]


class ClientForm(forms.Form):
    """A machine client: its name, the post or the company it stands for, what it may do."""

    name = forms.CharField(label=_("Name in the log"), max_length=100)
    role = forms.ChoiceField(
        label=_("Post"),
        required=False,
        help_text=_("A post and its area for an authority, or an organisation below."),
    )
    area = forms.ModelChoiceField(Area.objects.none(), label=_("Area"), required=False)
    uscc = OrganisationField(required=False)
    scopes = forms.MultipleChoiceField(label=_("It may"), widget=forms.CheckboxSelectMultiple)
    expires_on = DayField(label=_("Until"), help_text=_("A year at most."))

    def __init__(self, actor: Actor, *args: Any) -> None:
        year = {"expires_on": timezone.localdate() + timedelta(days=365)}
        super().__init__(*args, initial=year)
        names = dict(Role.choices)
        self.fields["role"].choices = [("", "—"), *((r, names[r]) for r in CLIENT_ROLES)]
        self.fields["area"].queryset = areas_for(actor, "make_client")
        self.fields["scopes"].choices = [(one, lazystr(act_name(one))) for one in CLIENT_SCOPES]
