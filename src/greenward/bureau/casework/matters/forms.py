"""Forms of acts: what a person enters to do one act in a matter.

A room gives its transitions forms derived from `ActForm`; what they gather goes to the transition's
service as keywords. The forms of casework's own acts follow.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from greenward.bureau.accounts.actors import Actor
from greenward.bureau.accounts.fields import OrganisationField
from greenward.bureau.accounts.models import PartyRole, User, held_on
from greenward.law.clocks.words import UNITS
from greenward.law.language import Count

from ..models import Clock, Extension, Matter, Party, Task
from ..words import act_name, in_language
from .handling import handlers
from .naming import clock_words


class ActForm(forms.Form):
    """A form for one act of one actor in one matter; both are at hand in ``__init__`` and `clean`."""

    template = "casework/act.html"
    """The page it stands on; a room may extend this one."""

    def __init__(self, *args: Any, actor: Actor, matter: Matter, **kwargs: Any) -> None:
        self.actor, self.matter = actor, matter
        super().__init__(*args, **kwargs)

    def for_service(self) -> dict[str, Any]:
        """The keywords of the service."""
        return self.cleaned_data


def _text(label: Any, *, required: bool = True, lines: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": lines})
    return forms.CharField(label=label, required=required, max_length=300, widget=widget, **more)


class Plain(ActForm):
    """Nothing to enter: the button confirms."""


class Remark(ActForm):
    """A remark that stays with the act."""

    remark = _text(_("Remark"), required=False)


class Reason(ActForm):
    """A remark that must be made."""

    remark = _text(_("Reason"))


class CommentForm(ActForm):
    text = forms.CharField(label=_("Remark"), max_length=4000, widget=forms.Textarea({"rows": 4}))
    internal = forms.BooleanField(
        label=_("For the authority alone; the parties do not see it"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.actor.is_official:
            del self.fields["internal"]

    def for_service(self) -> dict[str, Any]:
        return {"internal": False} | self.cleaned_data


class AssignForm(ActForm):
    officer = forms.ModelChoiceField(User.objects.none(), label=_("Officer"))
    note = _text(_("Note"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may = [user.pk for user in handlers(self.matter) if user.pk != self.matter.officer_id]
        self.fields["officer"].queryset = User.objects.filter(pk__in=may)


class AddPartyForm(ActForm):
    role = forms.ChoiceField(label=_("Takes part as"), choices=PartyRole.choices)
    who = OrganisationField()

    def for_service(self) -> dict[str, Any]:
        return self.cleaned_data | {"role": PartyRole(self.cleaned_data["role"])}


class EndPartyForm(ActForm):
    party = forms.ModelChoiceField(Party.objects.none(), label=_("Who leaves the matter"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = Party.objects.filter(held_on(timezone.localdate()), matter=self.matter)
        self.fields["party"].queryset = present.select_related("organisation", "user")
        self.fields["party"].label_from_instance = lambda p: (
            f"{p.organisation or p.user} · {p.get_role_display()}"
        )


class ExtensionForm(ActForm):
    clock = forms.ModelChoiceField(Clock.objects.none(), label=_("Which time"))
    length = forms.IntegerField(label=_("How much longer"), min_value=1, max_value=365)
    count = forms.ChoiceField(label=_("Counted in"), choices=())
    reason = _text(_("Reason"), help_text=_("Whoever decides reads it; it stays with the matter."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = Clock.objects.filter(matter=self.matter, stopped_on=None, due_on__isnull=False)
        if not self.actor.is_official:
            own = Task.objects.filter(
                organisation__in=self.actor.organisations, closed_at__isnull=True
            )
            running = running.filter(tasks__in=own)
        self.fields["clock"].queryset = running.distinct()
        self.fields["clock"].label_from_instance = clock_name
        self.fields["count"].choices = [(c.value, in_language(UNITS[c])) for c in Count]
        if running.count() == 1:
            self.fields["clock"].initial = running[0].pk


class DecideForm(ActForm):
    """Which of the extensions asked for; there is hardly ever more than one."""

    extension = forms.ModelChoiceField(Extension.objects.none(), label=_("Which time"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = Extension.objects.filter(
            clock__matter=self.matter, granted=None, clock__stopped_on=None
        ).select_related("clock")
        field = self.fields["extension"]
        field.queryset = waiting
        field.label_from_instance = lambda one: clock_name(one.clock)
        if len(waiting) == 1:
            field.initial = waiting[0].pk
            field.widget = forms.HiddenInput()


class RefuseForm(DecideForm):
    remark = _text(_("Reason"))


class TaskForm(ActForm):
    """Which of the matter's open tasks; the inbox names it in the address."""

    task = forms.ModelChoiceField(Task.objects.none(), label=_("What is waited for"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = Task.objects.filter(matter=self.matter, closed_at__isnull=True)
        field = self.fields["task"]
        field.queryset = waiting.select_related("organisation", "user")
        field.label_from_instance = lambda one: f"{act_name(one.act)} · {who_of(one)}"


class EscalateForm(TaskForm):
    note = _text(_("What is needed"), help_text=_("The director reads it in the inbox."))


def clock_name(clock: Clock) -> str:
    """A clock in a list of choices: what it waits for, and its due day."""
    return f"{clock_words(clock)} · {clock.due_on}"


def who_of(task: Task) -> str:
    """Whom a task waits for, by name where it waits for one person or organisation."""
    if task.organisation_id or task.user_id:
        return str(task.organisation or task.user)
    return str(task.get_role_display())
