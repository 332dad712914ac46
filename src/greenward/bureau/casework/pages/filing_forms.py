"""Forms to file, replace, redact and label documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ..contents import TYPES
from ..filings import KINDS
from ..models.filings import Label

LARGEST = max(one.megabytes for one in TYPES.values())
ACCEPT = ",".join(end for one in TYPES.values() for end in one.extensions)
"""A help for the file chooser; what counts is the content."""


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, as a list."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        sent = data if isinstance(data, list | tuple) else [data]
        if not any(sent):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [one for one in sent if one]


def _help() -> str:
    return _(
        "PDF, OFD, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, TIFF, DWG, DXF, IFC, text or CSV. Drop several here at once if you like."
    )


def _label_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Who may open it"),
        choices=Label.choices,
        initial=Label.PARTIES,
        widget=forms.RadioSelect,
    )


def _personal_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("It tells of private persons"),
        required=False,
        help_text=_("Each opening is then logged, and it cannot be made public."),
    )


class FileForm(forms.Form):
    """Documents to file. Who may open them is asked of officials alone."""

    files = FilesField(
        label=_("Documents"),
        help_text=_help(),
        widget=Files({"accept": ACCEPT, "class": "drop", "data-files": ""}),
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=[("", "—"), *KINDS.items()])
    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("Without one, the name of the file is the title."),
    )
    label = _label_field()
    personal = _personal_field()

    def __init__(self, *args: Any, official: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not official:
            del self.fields["label"]


class OneFileForm(forms.Form):
    """A new version, or a redacted copy."""

    file = forms.FileField(
        label=_("File"),
        help_text=_help(),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ACCEPT, "class": "drop"}),
    )


class LabelForm(forms.Form):
    label = _label_field()
    personal = _personal_field()
