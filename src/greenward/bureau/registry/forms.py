"""The forms of the importer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.models import Area

from . import kinds, selectors
from .importing.profiles import Profile, parse

OWN = "="
"""The choice of a pasted profile; no profile can be called so."""
KINDS = {
    "buildings": _("list of buildings"),
    "energy": _("energy figures or bills"),
    "projects": _("projects in flight"),
}


class ImportForm(forms.Form):
    """A file, what its columns mean, and where its rows belong."""

    kind = forms.ChoiceField(label=_("What to take from the file"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"), help_text=_("CSV in any common encoding, XLSX, XLS or ODS.")
    )
    profile = forms.ChoiceField(label=_("Mapping profile"))
    pasted = forms.CharField(
        label=_("A profile of your own"),
        required=False,
        help_text=_("TOML text. It is used for this import; save it to use it again."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "code"}),
    )
    area = forms.ModelChoiceField(
        label=_("Area"),
        queryset=Area.objects.none(),
        help_text=_("Rows that name no district belong here; rows outside it are refused."),
    )
    dry_run = forms.BooleanField(
        label=_("Dry run: show what would happen and write nothing"), required=False, initial=True
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        may = [kind for kind in kinds.kinds() if actor.may(f"import_{kind}")]
        self.fields["kind"].choices = [(kind, KINDS.get(kind, kind)) for kind in may]
        self.fields["kind"].initial = may[0] if may else None
        areas = selectors.areas_to_import(actor, "import_buildings")
        self.fields["area"].queryset = areas
        self.fields["area"].initial = areas.first()
        self.profiles = {one.name: one for one in selectors.profiles()}
        self.fields["profile"].choices = [
            ("", "—"),
            (OWN, _("one of my own, pasted below")),
            *((name, f"{name} · {one.about}") for name, one in self.profiles.items()),
        ]

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB."),
                params={"limit": settings.UPLOAD_LIMIT >> 20},
            )
        return file

    def clean_pasted(self) -> Profile | None:
        text = self.cleaned_data["pasted"]
        return parse(text, "pasted") if text.strip() else None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("profile") != OWN:
            data["mapping"] = self.profiles.get(data.get("profile", ""))
        elif data.get("pasted") is None and "pasted" not in self.errors:
            self.add_error("pasted", _("Paste the profile here, or choose one above."))
        else:
            data["mapping"] = data.get("pasted")
        return data


class ProfileForm(forms.Form):
    """A profile to be checked and saved."""

    text = forms.CharField(
        label=_("Profile"),
        help_text=_('TOML text; it names itself: name = "…".'),
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "code"}),
    )

    def clean_text(self) -> Profile:
        return parse(self.cleaned_data["text"], "pasted")
