"""Django settings. Everything that differs between installations is read from the environment."""

from __future__ import annotations

import os
from pathlib import Path

from greenward.bureau.accounts.doors import issuers, profiles
from greenward.launch.database import database_settings, home
from greenward.launch.secret import secret_key
from greenward.web.csp import policy

PACKAGE = Path(__file__).resolve().parent
HOME = home()
"""Where the embedded database, documents and exports of this installation live."""

DEBUG = os.environ.get("GREENWARD_DEBUG") == "1"
DEMO = os.environ.get("GREENWARD_DEMO") == "1" or (HOME / "demo-city").exists()
HTTPS = os.environ.get("GREENWARD_HTTPS") == "1"
"""Behind a proxy that ends TLS and sets X-Forwarded-Proto; off only on one's own machine."""
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = os.environ.get("GREENWARD_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("GREENWARD_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "procrastinate.contrib.django",
    "greenward.web",
    "greenward.bureau.accounts",
    "greenward.bureau.accounts.doors",
    "greenward.bureau.casework",
    "greenward.bureau.log",
    "greenward.bureau.letters",
    "greenward.bureau.certificates",
    "greenward.bureau.standards",
    "greenward.bureau.statutes",
    "greenward.bureau.registry",
    "greenward.bureau.construction",
    "greenward.bureau.operation",
    "greenward.bureau.performance",
    "greenward.bureau.enforcement",
    "greenward.bureau.assessment",
    "greenward.bureau.lawbook",
    "greenward.bureau.publication",
    "greenward.demo",
    # After ours, whose words for the same message come first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "greenward.web.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "greenward.bureau.accounts.middleware.ActorMiddleware",
    "greenward.bureau.accounts.doors.limits.LimitsMiddleware",
    "greenward.bureau.accounts.doors.middleware.DoorsMiddleware",
]

ROOT_URLCONF = "greenward.urls"
WSGI_APPLICATION = "greenward.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "greenward.web.context.navigation",
            ]
        },
    }
]
FORM_RENDERER = "greenward.web.forms.KitRenderer"

DATABASES = {"default": database_settings(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
GREENWARD_PASSWORDS = os.environ.get("GREENWARD_PASSWORDS", "asvs")
"""The profile of passwords: asvs or mlps3."""
AUTH_PASSWORD_VALIDATORS = profiles.validators(GREENWARD_PASSWORDS)
SIGN_IN_FAILURES, SIGN_IN_FAILURES_OF_ADDRESS = 5, 50
"""Failed attempts in a quarter of an hour that lock a name, and an address (many share one)."""
ACCOUNT_ADAPTER = "greenward.bureau.accounts.doors.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # counted in PostgreSQL: doors.lockout, doors.limits
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("GREENWARD_PROXIES", "0"))
MFA_ADAPTER = "greenward.bureau.accounts.doors.factors.FactorsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "greenward.bureau.accounts.doors.forms.CodeForm",
    "reauthenticate": "greenward.bureau.accounts.doors.forms.ConfirmCodeForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # http://localhost; browsers refuse other plain HTTP
ISSUERS = issuers.read(os.environ.get("GREENWARD_OIDC", ""))
SOCIALACCOUNT_ADAPTER = "greenward.bureau.accounts.doors.oidc.IssuersAdapter"
SOCIALACCOUNT_PROVIDERS = issuers.providers(ISSUERS)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "casework:start"
LOGOUT_REDIRECT_URL = "/"

SESSION_ENGINE = "greenward.bureau.accounts.doors.sessions"
SESSION_COOKIE_AGE = 60 * int(os.environ.get("GREENWARD_IDLE_MINUTES", "30"))
SESSION_IDLE_OF_OTHERS = 60 * int(os.environ.get("GREENWARD_IDLE_MINUTES_OTHERS", "120"))
"""Seconds without use that end a session: of whoever holds a duty post, and of everybody else."""
SESSION_ABSOLUTE_AGE = 3600 * int(os.environ.get("GREENWARD_SESSION_HOURS", "12"))
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
if (
    HTTPS
):  # a cookie so named cannot be set by another host or over plain HTTP (RFC 6265bis 4.1.3.2)
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W021"
]  # the browsers' preload list is the domain owner's choice
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "greenward.web.formats"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DOCUMENTS = HOME / "documents"
EXPORTS = HOME / "exports"
KEYS = HOME / "keys"
"""Private keys of this installation, readable by its own account alone."""
LOG_ANCHOR = os.environ.get("GREENWARD_ANCHOR", "")
"""Where a checkpoint of the log goes every day: `directory:/path` of a medium somebody else keeps."""
PUBLIC_URL = os.environ.get("GREENWARD_URL", "http://localhost:8000").rstrip("/")
"""Where the public reaches the site: it stands in certificates and their QR codes."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
UPLOAD_LIMIT = 200 * 2**20
"""Largest file a person may upload, in bytes."""
UPLOAD_QUOTA = int(os.environ.get("GREENWARD_UPLOAD_QUOTA_MB", "2000")) * 2**20
"""What one person may file within a day, in bytes."""
FILE_UPLOAD_HANDLERS = [
    "greenward.bureau.casework.uploading.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
SCANNER = os.environ.get("GREENWARD_SCANNER", "")
"""Which virus scanner looks at documents: see ``greenward.bureau.casework.scanning``."""
LOG_RETENTION_DAYS = int(os.environ.get("GREENWARD_LOG_DAYS", "400"))
"""How long records of security are held, in days; under 180 the site does not start."""

CONTENT_SECURITY_POLICY = policy(forms_lead_to=issuers.origins(ISSUERS))
GREENWARD_DEMO = DEMO
GREENWARD_BANNER = "greenward.demo.banner" if DEMO else ""
GREENWARD_SIGN_INS = "greenward.demo.door.sign_ins" if DEMO else ""
MAIL_SERVER = os.environ.get("GREENWARD_SMTP", "")
"""``smtp+starttls://user:password@host:587`` (or smtp, smtps); mails wait while it is empty."""
MAIL_FROM = os.environ.get("GREENWARD_MAIL_FROM", "greenward@localhost")
