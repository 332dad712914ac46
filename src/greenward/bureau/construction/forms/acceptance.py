"""The session of the special acceptance, signatures, spot checks, and the records of a site
(Articles 14 and 16)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.models import PartyRole
from greenward.bureau.accounts.permissions import ACCEPTING_PARTIES
from greenward.web.forms import DayField

from ..accepting.sessions import Point, Presence
from ..models import Acceptance, AcceptanceItem, SiteRecord, SpotCheck
from ..models.acceptance import Result
from ..models.site import FOLLOWING, Occurrence
from .parts import SAID, STARS, TRUTH, UNKNOWN, YES_OR_NO, label

NEW = 2
"""Points that can be added at once."""
PRESENCE = [UNKNOWN, ("yes", _("takes part")), ("no", _("does not take part"))]


class HoldForm(forms.Form):
    """When and where a session is held."""

    held_on = DayField(past=True, label=label(Acceptance, "held_on"), initial=timezone.localdate)
    place = forms.CharField(label=label(Acceptance, "place"), max_length=200, required=False)


class SessionForm(HoldForm):
    """Day, place, star, findings, and who takes part."""

    star = forms.TypedChoiceField(
        label=label(Acceptance, "star"),
        choices=[UNKNOWN, *STARS],
        required=False,
        coerce=int,
        empty_value=None,
    )
    findings = forms.CharField(
        label=label(Acceptance, "findings"), required=False, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, session: Acceptance, **kwargs: Any) -> None:
        now = {name: getattr(session, name) for name in ("held_on", "place", "star", "findings")}
        super().__init__(*args, initial=now, **kwargs)
        kept = {one.role: one for one in session.attendance.all()}
        for role in ACCEPTING_PARTIES:
            one = kept.get(role)
            present = SAID[one.present] if one else ""
            self.fields[f"present_{role}"] = forms.ChoiceField(
                label=PartyRole(role).label,
                choices=PRESENCE,
                required=False,
                initial=present,
                help_text=str(one.organisation or "") if one else "",
            )
            self.fields[f"people_{role}"] = forms.CharField(
                label=_("Persons present"),
                max_length=200,
                required=False,
                initial=one.people if one else "",
            )

    def attendance(self) -> dict[str, Presence]:
        said = self.cleaned_data
        return {
            role: Presence(TRUTH.get(said[f"present_{role}"]), said[f"people_{role}"])
            for role in ACCEPTING_PARTIES
        }


class PointForm(forms.Form):
    """One point of the checklist; a new one says what it is."""

    what = forms.CharField(label=label(AcceptanceItem, "what"), max_length=200, required=False)
    required = forms.CharField(
        label=label(AcceptanceItem, "required"), max_length=300, required=False
    )
    found = forms.CharField(label=label(AcceptanceItem, "found"), max_length=300, required=False)
    result = forms.ChoiceField(
        label=label(AcceptanceItem, "result"),
        choices=Result.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=label(AcceptanceItem, "note"), max_length=300, required=False)
    dropped = forms.BooleanField(label=_("Take this point out"), required=False)

    def __init__(self, *args: Any, item: AcceptanceItem | None, **kwargs: Any) -> None:
        self.item = item
        names = ("what", "required", "found", "result", "note")
        now = {name: getattr(item, name) for name in names} if item else {}
        super().__init__(*args, initial=now, **kwargs)
        if item:
            del self.fields["what"]
        if item is None or item.open_point:
            del self.fields["dropped"]

    def clean(self) -> dict[str, Any]:
        """A point that was not sent is never emptied: every point of the page comes with its result."""
        if self.item and self.add_prefix("result") not in self.data:
            raise forms.ValidationError(_("Say whether this point is met."))
        return self.cleaned_data

    def point(self, comparison: str) -> Point | None:
        """The point as it is sent; None for a new one that was left empty."""
        said = self.cleaned_data
        what = self.item.what if self.item else said["what"].strip()
        if not what:
            return None
        return Point(
            self.item.pk if self.item else None,
            comparison,
            what,
            said["required"],
            said["found"],
            said["result"],
            said["note"],
            said.get("dropped", False),
        )


def point_forms(data: Any, items: list[AcceptanceItem]) -> list[PointForm]:
    """The forms of one comparison: its points, then some empty ones."""
    made = [PointForm(data, item=item, prefix=f"p{item.pk}") for item in items]
    return made + [PointForm(data, item=None, prefix=f"n{at}") for at in range(NEW)]


class SignForm(forms.Form):
    """A signature under what the signer has read."""

    agrees = forms.ChoiceField(
        label=_("Your party"),
        choices=[("yes", _("agrees with the session")), ("no", _("dissents"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason of the dissent"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class SpotCheckForm(forms.Form):
    """A spot check and its result."""

    checked_on = DayField(
        past=True, label=label(SpotCheck, "checked_on"), initial=timezone.localdate
    )
    cause = forms.ChoiceField(
        label=label(SpotCheck, "cause"), choices=SpotCheck.Cause.choices, widget=forms.RadioSelect
    )
    chosen_by = forms.CharField(label=label(SpotCheck, "chosen_by"), max_length=200)
    conforms = forms.ChoiceField(
        label=label(SpotCheck, "conforms"),
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
    )
    nonconformities = forms.CharField(
        label=label(SpotCheck, "nonconformities"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    document = forms.FileField(label=_("Record of the check"), required=False)


class SiteForm(forms.Form):
    """One occurrence on a site."""

    happened_on = DayField(
        past=True, label=label(SiteRecord, "happened_on"), initial=timezone.localdate
    )
    answers = forms.ModelChoiceField(SiteRecord.objects.none(), label=_("About the deviation"))
    text = forms.CharField(label=label(SiteRecord, "text"), widget=forms.Textarea({"rows": 4}))
    document = forms.FileField(label=_("Document or photograph"), required=False)

    def __init__(
        self,
        *args: Any,
        occurrence: Occurrence,
        deviations: list[SiteRecord],
        official: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if occurrence is Occurrence.DEMAND and not official:
            # A paper that a party files is open to all parties, the accused one too.
            del self.fields["document"]
        if occurrence not in FOLLOWING:
            del self.fields["answers"]
        else:
            field = self.fields["answers"]
            field.queryset = SiteRecord.objects.filter(pk__in=[one.pk for one in deviations])
            field.label_from_instance = lambda one: f"{one.happened_on} {one.text[:80]}"
        if occurrence in (Occurrence.BEGUN, Occurrence.FINISHED):
            self.fields["text"].required = False
