"""The forms of the desk beside the law: texts, discretion tables, policies, holidays."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from greenward.law.language import FactEntry
from greenward.web.forms import DayField

from .bands import FineBand
from .cities import instruments
from .discretion import Tier, problems
from .models import DiscretionTable, DiscretionTier, OfficialText
from .notices import read_notice

HUNDREDTHS = 100
FIRST_TIERS = 2
"""Empty tiers of a fine that has none; one that has some gets one more."""


class TextForm(forms.Form):
    """A file with an official text."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Markdown or plain text (.md, .txt), Chinese or English, at most 5 MB."),
    )
    instrument = forms.ChoiceField(label=_("Instrument"), required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("as the file reads")), *OfficialText.Language.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = get_language() or "zh-hans"
        known = [(code, one.title.in_(lang)) for code, one in instruments().items()]
        self.fields["instrument"].choices = [("", _("as the title in the file says")), *known]


# --- discretion -----------------------------------------------------------------------------


class TableForm(forms.ModelForm):
    """What a draft is called, which document lays it down, and when it holds."""

    class Meta:
        model = DiscretionTable
        fields = ["title", "document", "first_day", "last_day"]
        field_classes = {"first_day": DayField, "last_day": DayField}
        help_texts = {
            "document": _("Its number and title, for example: 深建规〔2022〕8号."),
            "last_day": _("Leave empty while no end is set."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first."))
        return data

    def _post_clean(self) -> None:
        """The service writes the draft; the form leaves it alone."""


class TierForm(forms.Form):
    """One tier, its ends in yuan or per cent; left wholly empty it is no tier."""

    name_zh = forms.CharField(label=_("Chinese name"), max_length=60)
    name_en = forms.CharField(label=_("English name"), max_length=60, required=False)
    low = forms.DecimalField(max_digits=20, decimal_places=6)
    high = forms.DecimalField(max_digits=20, decimal_places=6)
    criteria_zh = forms.CharField(
        label=_("When it applies, in Chinese"), widget=forms.Textarea(attrs={"rows": 2})
    )
    criteria_en = forms.CharField(
        label=_("When it applies, in English"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    after_gap = forms.BooleanField(label=_("The gap below this tier is meant"), required=False)

    def __init__(self, *args: Any, band: FineBand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.band = band
        self.fields["low"].label = _("From (%(unit)s)") % {"unit": band.unit}
        self.fields["high"].label = _("To (%(unit)s)") % {"unit": band.unit}
        for name in ("low", "high"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def full_clean(self) -> None:
        """A tier whose fields were all emptied is taken out, not asked to be filled."""
        super().full_clean()
        if self.is_bound and not any(self._said(name) for name in self.fields):
            self._errors, self.cleaned_data = ErrorDict(), {}

    def _said(self, name: str) -> str:
        value = self.data.get(self.add_prefix(name)) if name != "after_gap" else ""
        return (value or "").strip()

    def clean_low(self) -> int:
        return self._whole("low")

    def clean_high(self) -> int:
        return self._whole("high")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "low" in data and "high" in data and data["high"] < data["low"]:
            self.add_error("high", _("The upper end lies below the lower one."))
        return data

    def _whole(self, name: str) -> int:
        number: Decimal = self.cleaned_data[name]
        value = self.band.entered(number)
        if value is None or value < 0:
            raise forms.ValidationError(_("Not below zero, and no finer than a hundredth."))
        return value


class TierSet(forms.BaseFormSet):
    """The tiers of one fine, checked together and kept from the lightest up."""

    def clean(self) -> None:
        if any(self.errors):
            return
        filled = [form for form in self.forms if form.cleaned_data.get("name_zh")]
        filled.sort(key=lambda form: (form.cleaned_data["low"], form.cleaned_data["high"]))
        self.tiers = [Tier(**form.cleaned_data) for form in filled]
        for wrong in problems(self.form_kwargs["band"], self.tiers):
            if wrong.at is None:
                raise forms.ValidationError(wrong.said)
            filled[wrong.at].add_error(wrong.field, wrong.said)


def tier_set(band: FineBand, tiers: list[DiscretionTier], *sent: Any) -> Any:
    """The formset of one fine's tiers, bound to what was sent."""
    initial = [
        {
            "name_zh": tier.name_zh,
            "name_en": tier.name_en,
            "low": band.written(tier.low),
            "high": band.written(tier.high),
            "criteria_zh": tier.criteria_zh,
            "criteria_en": tier.criteria_en,
            "after_gap": tier.after_gap,
        }
        for tier in tiers
    ]
    made = forms.formset_factory(TierForm, TierSet, extra=1 if initial else FIRST_TIERS)
    return made(*sent, initial=initial, prefix="tier", form_kwargs={"band": band})


class EndForm(forms.Form):
    """The last day of a published version."""

    last_day = DayField(label=_("Last day in force"))


# --- policies -------------------------------------------------------------------------------


class PolicyForm(forms.Form):
    """A document that switches an incentive on, with the ratios the incentive asks of it."""

    document_number = forms.CharField(
        label=_("Document number"), max_length=120, help_text=_("For example: 深建规〔2023〕3号.")
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    first_day = DayField(label=_("In force from"))
    last_day = DayField(
        label=_("In force until"),
        required=False,
        help_text=_("Leave empty while no end is set."),
    )

    def __init__(self, entries: list[FactEntry], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries
        for entry in entries:
            label = entry.label.in_(get_language() or "zh-hans")
            self.fields[entry.name] = forms.DecimalField(
                label=_("%(what)s (per cent)") % {"what": label[:1].upper() + label[1:]},
                min_value=Decimal(entry.low) / entry.scale,
                max_value=Decimal(entry.high) / entry.scale,
                decimal_places=2,
                help_text=_("Until it is known, nobody can be granted an amount."),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first."))
        return data

    @property
    def given(self) -> dict[str, Any]:
        """What the service takes: the ratios as whole units of their facts."""
        data = dict(self.cleaned_data)
        numbers = {e.name: data.pop(e.name) for e in self.entries}
        whole = {e.name: int(numbers[e.name] * e.scale) for e in self.entries if numbers[e.name] is not None}  # fmt: skip
        return {**data, "numbers": whole}


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


class WithdrawForm(ReasonForm):
    """From which day a policy no longer holds, and why."""

    field_order = ["from_day", "reason"]
    from_day = DayField(
        label=_("No longer in force from"),
        initial=timezone.localdate,
        help_text=_("Its own first day means that it was never in force."),
    )


# --- holidays -------------------------------------------------------------------------------

EXAMPLE = "1月1日（周五）至3日（周日）放假，共3天。\n2月20日（周六）上班。"


class NoticeForm(forms.Form):
    """A holiday notice, pasted."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    document = forms.CharField(
        label=_("Notice"),
        max_length=200,
        help_text=_("Its number, for example: 国办发明电〔2026〕7号."),
    )
    text = forms.CharField(
        label=_("Its days"),
        help_text=_(
            "Paste the sentences of the notice, or write one line each: 2027-02-05 to 2027-02-11 off; "
            "2027-02-20 work."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": EXAMPLE}),
    )
    whole_year = forms.BooleanField(
        label=_("This settles the whole year: its deadlines are no longer provisional"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "year" not in data or not data.get("text"):
            return data
        days, wrong = read_notice(data["text"], data["year"])
        for one in wrong:
            self.add_error("text", str(one))
        if not days and not wrong:
            self.add_error("text", _("No date was found in it."))
        data["days"] = days
        return data
