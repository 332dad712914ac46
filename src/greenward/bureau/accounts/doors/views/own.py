"""A person's own page: password, second factor, open sessions, latest sign-ins."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from .. import factors, lockout, passwords, sessions
from ..events import Kind, emit
from ..forms import PasswordForm
from ..receivers import MUST_CHANGE

LATEST = 10


def on_a_name(request: HttpRequest) -> bool:
    """Whether the site is open under a name: a passkey cannot belong to an address of numbers."""
    host = request.get_host()
    return not (host.startswith("[") or host.partition(":")[0].replace(".", "").isdigit())


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Everything about one's own sign-in on one page."""
    user = request.user
    has = factors.of(user)
    codes = has["recovery_codes"]
    return render(
        request,
        "doors/own.html",
        {
            "has": has,
            "app": next(iter(has["totp"]), None),
            "passkeys": has["webauthn"],
            "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else None,
            "second": any(has[kind] for kind in factors.OWN),
            "needed": factors.needed(user),
            "invented": factors.invented(user),
            "password_set": user.has_usable_password(),
            "changed": user.passwords.order_by("-at").first(),
            "days": passwords.profile().days,
            "sessions": sessions.open_sessions(user),
            "here": request.session.session_key,
            "attempts": lockout.history(user)[:LATEST],
        },
    )


@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """The one page for whoever needs a second factor and has shown none."""
    if factors.shown(request) or not factors.needed(request.user):
        return redirect("mfa_index")
    has = factors.of(request.user)
    return render(
        request,
        "doors/set_up.html",
        {"has_one": any(has[kind] for kind in factors.OWN), "on_a_name": on_a_name(request)},
    )


@require_POST
@login_required
def end_session(request: HttpRequest, pk: str) -> HttpResponse:
    """End one of one's own sessions; the present one by signing out."""
    row = next(
        (row for row in sessions.open_sessions(request.user) if sessions.tag(row) == pk), None
    )
    if row is None:
        raise Http404
    if row.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    sessions.end(request.user, only=row.session_key)
    emit(Kind.SESSIONS_ENDED, request, request.user, count=1)
    messages.success(request, _("The session is ended."))
    return redirect("mfa_index")


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but the present one."""
    count = sessions.end(request.user, but=request.session.session_key)
    emit(Kind.SESSIONS_ENDED, request, request.user, count=count)
    ended = ngettext("%(count)s session is ended.", "%(count)s sessions are ended.", count)
    messages.success(request, ended % {"count": count})
    return redirect("mfa_index")


@method_decorator(login_required, name="dispatch")
class ChangePassword(FormView):
    """One's own password; the only page for somebody whose password has to be changed."""

    template_name = "doors/password.html"
    form_class = PasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            why=self.request.session.get(MUST_CHANGE, ""),
            profile=passwords.profile(),
            help=filter(None, password_validators_help_texts()),
            invented=factors.invented(self.request.user),
            **kwargs,
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever comes in another way has no password to change; nor have invented people."""
        user = request.user
        if request.method == "POST" and (factors.invented(user) or not user.has_usable_password()):
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        request = self.request
        passwords.choose(request.user, form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        forced = request.session.pop(MUST_CHANGE, "")
        emit(Kind.PASSWORD_CHANGED, request, request.user)
        messages.success(
            request, _("Your password is changed. Sessions on other devices are ended.")
        )
        return redirect(settings.LOGIN_REDIRECT_URL if forced else "mfa_index")


change_password = ChangePassword.as_view()
