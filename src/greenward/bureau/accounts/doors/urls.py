"""The doors. allauth's names where its steps lead to each other; its other pages (sign-up, e-mail,
reset, connections) do not exist here."""

from django.urls import path

from .views import factors, own, sign_in

urlpatterns = [
    path("sign-in", sign_in.sign_in, name="account_login"),
    path("sign-in/second-step", sign_in.second_step, name="mfa_authenticate"),
    path("sign-in/passkey", sign_in.passkey, name="mfa_login_webauthn"),
    path("sign-in/<slug:provider_id>", sign_in.through, name="openid_connect_login"),
    path("sign-in/<slug:provider_id>/back", sign_in.back, name="openid_connect_callback"),
    path("sign-out", sign_in.sign_out, name="account_logout"),
    path("own", own.overview, name="mfa_index"),
    path("own/password", own.change_password, name="account_password"),
    path("own/second-factor", own.set_up, name="account_second_factor"),
    path("own/app", factors.set_up_app, name="mfa_activate_totp"),
    path("own/app/remove", factors.remove_app, name="mfa_deactivate_totp"),
    path("own/passkeys/add", factors.add_passkey, name="mfa_add_webauthn"),
    path("own/passkeys/<int:pk>/remove", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("own/codes", factors.show_codes, name="mfa_view_recovery_codes"),
    path("own/codes/new", factors.new_codes, name="mfa_generate_recovery_codes"),
    path("own/sessions/end-others", own.end_others, name="account_end_others"),
    path("own/sessions/<slug:pk>/end", own.end_session, name="account_end_session"),
    path("confirm", factors.confirm, name="account_reauthenticate"),
    path("confirm/code", factors.confirm_code, name="mfa_reauthenticate"),
    path("confirm/passkey", factors.confirm_passkey, name="mfa_reauthenticate_webauthn"),
]
