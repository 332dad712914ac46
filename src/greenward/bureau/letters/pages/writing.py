"""One letter: begun, changed, read as a page and as PDF, issued, followed by another."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from greenward.bureau.accounts.permissions import ACTS
from greenward.bureau.casework.matters.steps import concerned
from greenward.web.answering import form_page, form_view, refusing, sent, telling

from .. import consents, drafts, issuing, kinds, opening, rendering
from ..forms import LetterForm, NewLetterForm
from ..models import Attempt, Letter, Mail
from .parts import FORM, download, lang, letter_of, matter_of, need

SAVE = gettext_lazy("Save the draft")


@login_required
@require_GET
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Which kind of letter to write in a matter."""
    matter = matter_of(request, pk)
    need(request, matter, "write_letter")
    return render(
        request, "letters/choose.html", {"matter": matter, "kinds": kinds.standing_alone()}
    )


@login_required
@form_view
def write(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Write a letter that stands alone."""
    matter = matter_of(request, pk)
    need(request, matter, "write_letter")
    chosen = next((one for one in kinds.standing_alone() if one.name == kind), None)
    if chosen is None:
        raise Http404
    initial = chosen.initial(matter, None)
    form = NewLetterForm(chosen, matter, *sent(request), initial=initial)
    if form.is_valid():
        with refusing(form):
            made = drafts.write(
                request.actor,
                matter,
                kind,
                party=form.cleaned_data["party"],
                fields=form.entered,
                translated=form.cleaned_data["translated"],
            )
            return redirect("letters:letter", made.pk)
    return form_page(request, FORM, form, title=chosen.label, lede=matter, button=SAVE)


@login_required
@form_view
def follow(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Write a letter about an issued one: a reminder, a receipt, a public notice, a withdrawal."""
    about = letter_of(request, pk)
    need(request, about.matter, "write_letter")
    chosen = next((one for one in kinds.about(about) if one.name == kind), None)
    if chosen is None or not about.is_issued:
        raise Http404
    form = LetterForm(chosen, *sent(request), initial=chosen.initial(about.matter, about))
    if form.is_valid():
        with refusing(form):
            made = drafts.write(
                request.actor,
                about.matter,
                kind,
                party=about.party,
                fields=form.entered,
                about=about,
                translated=form.cleaned_data["translated"],
            )
            return redirect("letters:letter", made.pk)
    return form_page(request, FORM, form, title=chosen.label, lede=about, button=SAVE)


@login_required
@form_view
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what was entered for a draft."""
    letter = letter_of(request, pk)
    need(request, letter.matter, "write_letter")
    if not letter.is_draft:
        raise Http404
    initial = {**letter.fields, "translated": letter.translated}
    kind = kinds.named(letter.kind)
    form = LetterForm(kind, *sent(request), initial=initial)
    if form.is_valid():
        with refusing(form):
            drafts.change(
                request.actor,
                letter,
                fields=form.entered,
                translated=form.cleaned_data["translated"],
            )
            return redirect("letters:letter", letter.pk)
    return form_page(request, FORM, form, title=kind.label, lede=letter.matter, button=SAVE)


@login_required
@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter as it reads, how far its service is, and what may be done next."""
    found = letter_of(request, pk)
    opening.note(request.actor, found)
    try:
        sheet = rendering.sheet(found)
    except rendering.NobodySigns as error:
        sheet, nobody = None, error.message
    else:
        nobody = ""
    parts = sheet["parts"] if sheet else []
    if len(parts) > 1:
        parts = [one for one in parts if one["lang"] == lang()]
    attempts = found.attempts.select_related("proof__document", "consent").all()
    return render(
        request,
        "letters/letter.html",
        {
            "letter": found,
            "kind": kinds.named(found.kind),
            "sheet": sheet,
            "parts": parts,
            "nobody": nobody,
            "attempts": attempts,
            **_way_on(request, found, list(attempts)),
        },
    )


@login_required
@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as PDF: as it was issued, or the marked draft."""
    found = letter_of(request, pk)
    opening.note(request.actor, found)
    if found.pdf is not None:
        return download(found.pdf, f"{found.number}.pdf", shown=True)
    try:
        made = rendering.draft_pdf(found)
    except ValidationError as error:
        raise Http404(error.messages[0]) from error
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="draft.pdf"'
    return answer


@login_required
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Number, seal and file a draft."""
    found = letter_of(request, pk)
    with telling(request):
        issued = issuing.issue(request.actor, found)
        messages.success(request, _("Issued as %(number)s.") % {"number": issued.number})
    return redirect("letters:letter", pk)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft away."""
    found = get_object_or_404(Letter.objects.visible_to(request.actor), pk=pk)
    with telling(request):
        drafts.discard(request.actor, found)
        return redirect("letters:of_matter", found.matter_id)
    return redirect("letters:letter", pk)


def _way_on(request: HttpRequest, letter: Letter, attempts: list[Attempt]) -> dict[str, object]:
    """What the reader may do next with a letter."""
    actor, kind = request.actor, kinds.named(letter.kind)
    official = concerned(actor, letter.matter, "write_letter")
    opened = next((one for one in attempts if one.is_open), None)
    served = next((one for one in attempts if one.state == Attempt.State.SERVED), None)
    to_serve = official and letter.is_issued and kind.served and served is None
    mine = [one for one in letter.openings.all() if actor.user and one.user_id == actor.user.pk]
    own = opening.is_addressee(actor, letter) and letter.is_issued
    issuing_act = ACTS[kind.issue]
    return {
        "official": official,
        "may_change": official and letter.is_draft,
        "may_issue": letter.is_draft and concerned(actor, letter.matter, kind.issue),
        "four_eyes": bool(issuing_act.not_by),
        "to_serve": to_serve,
        "consent": consents.in_force(letter.party) if to_serve else None,
        "open_attempt": opened if official else None,
        "served": served,
        "followers": kinds.about(letter) if official and letter.is_issued else (),
        "withdrawal": issuing.withdrawal_of(letter) if letter.is_issued else None,
        "to_confirm": own and not any(one.confirmed_at for one in mine),
        "openings": letter.openings.select_related("user") if official else (),
        "mails": letter.mails.all() if official else (),
        "mail_state": Mail.State,
    }
