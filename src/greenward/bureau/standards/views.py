"""Screens of the standards desk. Any person signed in may read; acts need the duty post."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from greenward.web.answering import form_page, form_view, refusing, sent, status_of

from . import selectors, services
from .desk import Desk, gaps
from .desk import desk as find_desk
from .forms import AttestationForm, DeskForm, EndForm, ReasonForm, TableForm, UseForm
from .hanging import Laws, places, together
from .models import RowState, Ruling, Standard, StandardInUse, StandardRow


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for an official's word, the duties that hang on it and the buildings that wait."""
    form = DeskForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"show": "", "whom": ""}
    found = find_desk(request.actor, asked["show"], asked["whom"])
    return render(
        request,
        "standards/desk.html",
        {
            "desk": found,
            "sentence": _sentence(found),
            "progress": _progress(found),
            "form_filter": form,
            "opened": asked["show"] == "missing" or asked["whom"] == "holder",
            "may_confirm": request.actor.may("confirm_standard"),
            "may_enter": request.actor.may("enter_standard"),
        },
    )


def _progress(found: Desk) -> str:
    """How far the desk has come, over everything on file."""
    return _("%(rows)s: %(decided)s decide, %(waiting)s wait; %(missing)s.") % {
        "rows": ngettext("%(n)s row", "%(n)s rows", found.total) % {"n": f"{found.total:,}"},
        "decided": f"{found.decided:,}",
        "waiting": f"{found.rows:,}",
        "missing": ngettext(
            "%(n)s thing nobody has supplied", "%(n)s things nobody has supplied", found.missing
        )
        % {"n": found.missing},
    }


def _sentence(found: Desk) -> str:
    if found.needed:
        return _("%(rows)s to confirm, %(buildings)s.") % {
            "rows": ngettext("%(n)s row", "%(n)s rows", found.needed) % {"n": f"{found.needed:,}"},
            "buildings": ngettext(
                "%(n)s building waits on it", "%(n)s buildings wait on them", found.buildings
            )
            % {"n": f"{found.buildings:,}"},
        }
    if found.rows:
        return _("No building waits. %(n)s rows are proposals nobody has confirmed.") % {
            "n": f"{found.rows:,}"
        }
    return _("Every row on file is decided.")


@login_required
def standard(request: HttpRequest, pk: int) -> HttpResponse:
    """One standard: its limits as a table, everything else as a list."""
    found = get_object_or_404(Standard, pk=pk)
    sheet = selectors.sheet(found)
    rows = (*sheet.limits, *sheet.others)
    undecided = sum(row.state is RowState.UNDECIDED for row in rows)
    laws = Laws()
    missing = gaps(found, laws)
    hung = together(
        [*(laws.on(row.quantity, row.holds_for) for row in rows), *(gap.duties for gap in missing)]
    )
    return render(
        request,
        "standards/standard.html",
        {
            "standard": found,
            "sheet": sheet,
            "undecided": undecided,
            "decided": len(rows) - undecided,
            "total": len(rows),
            "gaps": missing,
            "articles": places(hung),
            "uses": selectors.uses().filter(standard=found),
            "may_confirm": request.actor.may("confirm_standard"),
            "crumbs": _crumbs(found.code),
        },
    )


@login_required
@form_view
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row: what it says, who said what of it, and the forms to take it back."""
    found = get_object_or_404(StandardRow.objects.with_word().select_related("standard"), pk=pk)
    may = request.actor.may("confirm_standard")
    words = _words(found) if may else []
    if request.method == "POST" and not words:
        raise PermissionDenied
    form = ReasonForm(request.actor, words, *sent(request)) if words else None
    if form and form.is_valid():
        with refusing(form):
            _rule(request, found, form)
            return redirect("standards:row", pk=pk)
    return render(
        request,
        "standards/row.html",
        {
            "row": found,
            "duties": Laws().on(found.quantity, found.holds_for),
            "rulings": found.rulings.all(),
            "form": form,
            "may_confirm": may and found.state is not RowState.DECIDES,
            "crumbs": _crumbs(
                capfirst(found.what), (found.standard.code, _url("standard", found.standard_id))
            ),
        },
        status=status_of(form) if form else 200,
    )


def _words(found: StandardRow) -> list[tuple[str, Any]]:
    """What may be said against a row as it stands."""
    words = []
    if found.word == Ruling.Word.CONFIRMED:
        words.append((Ruling.Word.WITHDRAWN, _("Withdraw the confirmation: the row waits again")))
    if found.state is not RowState.REJECTED:
        words.append((Ruling.Word.REJECTED, _("Reject the row: it is not what the standard says")))
    return words


def _rule(request: HttpRequest, found: StandardRow, form: ReasonForm) -> None:
    word = form.cleaned_data["word"]
    act = services.withdraw if word == Ruling.Word.WITHDRAWN else services.reject
    act(request.actor, found, form.attestation)


@login_required
@form_view
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm chosen rows, or all waiting rows of a standard, with one official's word."""
    if not request.actor.may("confirm_standard"):
        raise PermissionDenied
    chosen = _chosen(request)
    form = AttestationForm(request.actor, *sent(request))
    if form.is_valid():
        with refusing(form):
            services.confirm(request.actor, chosen, form.attestation)
            said = ngettext("%(n)s row confirmed.", "%(n)s rows confirmed.", len(chosen))
            messages.success(request, said % {"n": len(chosen)})
            messages.info(
                request, _("Verdicts that rested on these rows change with the next assessment.")
            )
            return redirect("standards:desk")
    return render(
        request,
        "standards/confirm.html",
        {"rows": chosen, "form": form if chosen else None, "crumbs": _crumbs(_("Confirm"))},
        status=status_of(form),
    )


def _chosen(request: HttpRequest) -> list[StandardRow]:
    """The rows asked for by number, or all waiting rows of a standard, still to be decided."""
    data = request.POST if request.method == "POST" else request.GET
    rows = StandardRow.objects.with_word().select_related("standard")
    whole = data.get("standard", "")
    if whole.isdecimal():
        rows = rows.filter(standard=int(whole))
    else:
        rows = rows.filter(pk__in=[int(pk) for pk in data.getlist("row") if pk.isdecimal()])
    wanted = {RowState.UNDECIDED} if whole else {RowState.UNDECIDED, RowState.REJECTED}
    return [row for row in rows if row.state in wanted]


@login_required
@form_view
def import_table(request: HttpRequest) -> HttpResponse:
    """Enter an authority's own table from a file or from rows written on the page."""
    actor = request.actor
    if not actor.may("enter_standard"):
        raise PermissionDenied
    form = TableForm(actor, *sent(request))
    saying = AttestationForm(actor, *sent(request), prefix="saying", use_required_attribute=False)
    confirming = request.POST.get("confirm") == "on"
    if form.is_valid() and (not confirming or saying.is_valid()):
        with refusing(form):
            entered = services.import_table(
                actor,
                form.table,
                attestation=saying.attestation if confirming else None,
                use_in=form.cleaned_data["use_in"],
            )
            messages.success(request, told(entered))
            return redirect("standards:standard", pk=entered.standard.pk)
    context = {"form": form, "saying": saying, "crumbs": _crumbs(_("Enter a table"))}
    return render(request, "standards/import.html", context, status=status_of(form, saying))


def told(entered: services.Entered) -> str:
    """What entering a table did, in a sentence."""
    entry = ngettext("%(n)s row entered", "%(n)s rows entered", entered.created)
    parts = [entry % {"n": entered.created}]
    if entered.unchanged:
        parts.append(_("%(n)s on file already") % {"n": entered.unchanged})
    if entered.rejected:
        parts.append(_("%(n)s of these rejected earlier") % {"n": entered.rejected})
    if entered.confirmed:
        parts.append(_("%(n)s confirmed") % {"n": entered.confirmed})
    return _("%(code)s: %(done)s.") % {
        "code": entered.standard.code,
        "done": _(", ").join(parts),
    }


@login_required
@form_view
def in_use(request: HttpRequest) -> HttpResponse:
    """Which standards which area applies, and the form to put another in use."""
    actor = request.actor
    may = actor.may("use_standard")
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = UseForm(actor, *sent(request)) if may else None
    if form and form.is_valid():
        with refusing(form):
            services.use_standard(actor, **form.cleaned_data)
            return redirect("standards:in_use")
    return render(
        request,
        "standards/in_use.html",
        {"uses": selectors.uses(), "form": form, "crumbs": _crumbs(_("Standards in use"))},
        status=status_of(form) if form else 200,
    )


@login_required
@form_view
def end_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the last day of a use."""
    use = get_object_or_404(StandardInUse.objects.select_related("area", "standard"), pk=pk)
    if not request.actor.may("use_standard", use.area.path):
        raise PermissionDenied
    form = EndForm(*sent(request))
    if form.is_valid():
        with refusing(form):
            services.end_use(request.actor, use, form.cleaned_data["last_day"])
            return redirect("standards:in_use")
    crumbs = _crumbs(use.standard.code, (_("Standards in use"), _url("in_use")))
    return form_page(request, "standards/end_use.html", form, use=use, crumbs=crumbs)


def _url(name: str, *args: Any) -> str:
    return reverse(f"standards:{name}", args=args)


def _crumbs(here: str, *between: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Standards desk"), _url("desk")), *between, (here, "")]
