"""Addresses of accounts. Names with an underscore are those by which allauth asks for them."""

from django.urls import path
from django.views.generic import RedirectView

from alongside.accounts.views import account, entrance, with_allauth

urlpatterns = [
    path("join/", entrance.join, name="join"),
    path("join/", entrance.join, name="account_signup"),
    path("recover/", entrance.recover, name="recover"),
    path("language/", entrance.choose_language, name="set_language"),
    path("sign-in/", with_allauth.SignIn.as_view(), name="account_login"),
    path("sign-in/second-step/", with_allauth.SignInSecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", with_allauth.SignInPasskey.as_view(), name="mfa_login_webauthn"),
    path("sign-in/link/<str:token>/", entrance.sign_in_link, name="sign-in-link"),
    path("sign-out/", with_allauth.SignOut.as_view(), name="account_logout"),
    path("account/", account.account, name="account"),
    path("account/profile/", account.profile, name="profile"),
    path("account/recovery-codes/file/", account.recovery_codes_file, name="recovery-codes-file"),
    path("account/recovery-codes/", account.recovery_codes, name="recovery-codes"),
    path("account/recovery-codes/renew/", account.renew_recovery_codes, name="renew-recovery-codes"),
    path("account/passphrase/", account.passphrase, name="account_change_password"),
    path("account/passphrase/", account.passphrase, name="account_set_password"),
    path("account/confirm/", with_allauth.Confirm.as_view(), name="account_reauthenticate"),
    path("account/confirm/code/", with_allauth.ConfirmCode.as_view(), name="mfa_reauthenticate"),
    path("account/confirm/passkey/", with_allauth.ConfirmPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account/second-step/", with_allauth.SecondSteps.as_view(), name="mfa_index"),
    path("account/second-step/app/", with_allauth.AddApp.as_view(), name="mfa_activate_totp"),
    path("account/second-step/app/remove/", with_allauth.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("account/second-step/passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("account/second-step/passkeys/add/", with_allauth.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "account/second-step/passkeys/<int:pk>/rename/",
        with_allauth.RenamePasskey.as_view(),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/second-step/passkeys/<int:pk>/remove/",
        with_allauth.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("account/sessions/", account.sessions, name="sessions"),
    path("account/sessions/end/", account.end_session, name="end-session"),
    path("account/sessions/end-all/", account.end_sessions, name="end-sessions"),
    path("account/tokens/<uuid:token_id>/revoke/", account.revoke_token, name="revoke-token"),
    path("account/export/", account.export, name="export"),
    path("account/erase/", account.erase, name="erase"),
]
