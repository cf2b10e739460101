"""Django's settings, all decided by the environment (see `config.environment`)."""

import os
import sys
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from alongside.config.bridge import LARGEST_BODY
from alongside.config.environment import UnusableSetting, read_environment

try:
    ENVIRONMENT = read_environment(os.environ)
except UnusableSetting as error:
    sys.stderr.write(f"{error}\n")
    raise SystemExit(2) from error


def database_settings(url: str) -> dict[str, object]:
    """Turn a database address into Django's form; a query of `?host=/folder` names a socket folder."""
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", "")) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {key: unquote(value) for key, value in query.items()},
    }


SECRET_KEY = ENVIRONMENT.secret_key
INSTANCE_KEYS = ENVIRONMENT.instance_keys
INSTANCE_NAME = ENVIRONMENT.instance_name
BASE_URL = ENVIRONMENT.base_url
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DATABASES = {"default": database_settings(ENVIRONMENT.database_url or "postgresql:///alongside")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"

# From the lowest layer to the highest: `ready()` runs in this order, and privacy holdings are walked backwards.
OWN_APPS = [
    "alongside.kernel",
    "alongside.ui",
    "alongside.audit",
    "alongside.accounts",
    "alongside.notifications",
    "alongside.circles",
    "alongside.safety",
    "alongside.groups",
    "alongside.instruments",
    "alongside.journeys",
    "alongside.medication",
    "alongside.meetings",
    "alongside.messaging",
    "alongside.plans",
    "alongside.toolbox",
    "alongside.checkins",
    "alongside.reachouts",
    "alongside.today",
    "alongside.api",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    *OWN_APPS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # why that is safe: docs/decisions/0007-compressed-pages.md
    "alongside.ui.middleware.SecurityHeaders",
    "alongside.api.middleware.Problems",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alongside.accounts.middleware.PersonalLocale",
    "django.contrib.messages.middleware.MessageMiddleware",
    "alongside.accounts.middleware.SessionLimits",
    "alongside.accounts.middleware.TryLimits",
    "alongside.safety.middleware.RemovedPeople",
    "alongside.ui.middleware.Sentences",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "alongside.ui.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "alongside.ui.forms.Accessible"

AUTH_USER_MODEL = "accounts.Person"
# It asks our manager for the alias, folded, and hashes for nothing when nobody has it.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
ACCOUNT_ADAPTER = "alongside.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "alongside.accounts.allauth_forms.SignInForm",
    "reauthenticate": "alongside.accounts.allauth_forms.ConfirmForm",
}
ACCOUNT_RATE_LIMITS = False  # accounts.limits counts instead, for all processes together
ACCOUNT_SESSION_REMEMBER = True  # how long a session lasts: accounts.sessions
ACCOUNT_USER_DISPLAY = str
ACCOUNT_USER_MODEL_USERNAME_FIELD = "alias_key"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["alias"]},
    },
]
MFA_ADAPTER = "alongside.accounts.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "alongside.accounts.allauth_forms.CodeForm",
    "reauthenticate": "alongside.accounts.allauth_forms.ConfirmCodeForm",
    "activate_totp": "alongside.accounts.allauth_forms.AddAppForm",
    "add_webauthn": "alongside.accounts.allauth_forms.AddPasskeyForm",
    "edit_webauthn": "alongside.accounts.allauth_forms.RenamePasskeyForm",
    "authenticate_webauthn": "alongside.accounts.allauth_forms.PasskeyForm",
    "login_webauthn": "alongside.accounts.allauth_forms.PasskeySignInForm",
    "reauthenticate_webauthn": "alongside.accounts.allauth_forms.ConfirmPasskeyForm",
}
SECOND_STEP_FOR = ENVIRONMENT.second_step_for
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
JOINED_REDIRECT_URL = "begin"  # ours: where a newcomer goes on who wanted to go nowhere else
SESSION_ENGINE = "alongside.accounts.sessions"
SESSION_COOKIE_NAME = "alongside"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CSRF_COOKIE_HTTPONLY = True
# A file that is sent stays in memory, and is refused where a request is too large anyway: none is ever written to disk.
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
CSRF_FAILURE_VIEW = "alongside.ui.errors.form_went_stale"

# Everything that a deployment behind TLS wants; plain http is for one's own machine.
BEHIND_TLS = BASE_URL.startswith("https://")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS  # browsers allow passkeys over http on localhost alone
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = False  # the proxy in front does that; see docs
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # leading people to https is for the proxy in front: it has the certificate
    "security.W021",  # a place on the browsers' preload lists is for the owner of a domain to ask for
]
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = BEHIND_TLS
FORMAT_MODULE_PATH = ["alongside.ui.formats"]
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data_dir / "static"
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

VAPID_KEY = ENVIRONMENT.vapid_key
VAPID_CONTACT = f"mailto:{parseaddr(ENVIRONMENT.email_from)[1]}"
EMAIL_URL = ENVIRONMENT.email_url
EMAIL_FROM = ENVIRONMENT.email_from
EVIDENCE_DAYS = ENVIRONMENT.evidence_days
SLOW_START_DAYS = ENVIRONMENT.slow_start_days
HOLD_NEW_GROUPS = ENVIRONMENT.hold_new_groups
PROPOSE_MEETINGS = ENVIRONMENT.propose_meetings
FEEDS_FROM_PRIVATE_ADDRESSES = ENVIRONMENT.feeds_from_private_addresses
PUSH_TO_PRIVATE_ADDRESSES = ENVIRONMENT.push_to_private_addresses
OWN_QUESTIONNAIRES = ENVIRONMENT.questionnaires
SENDERS = ENVIRONMENT.senders
WAVE_WAITS = ENVIRONMENT.wave_waits
RELAYS = ENVIRONMENT.relays
BRIDGE = ENVIRONMENT.bridge

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "alongside.kernel.logs.Reticent", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # The address line of a request can hold a signed link; nothing may write it down.
    "loggers": {"django.request": {"level": "ERROR"}, "django.server": {"level": "WARNING"}},
}
