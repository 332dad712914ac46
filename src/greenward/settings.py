"""Django settings. Everything that differs between installations is read from the environment."""

from __future__ import annotations

import os
from pathlib import Path

from greenward.launch.database import database_settings, home
from greenward.launch.secret import secret_key
from greenward.web.csp import CONTENT_SECURITY_POLICY as CSP

PACKAGE = Path(__file__).resolve().parent
HOME = home()
"""Where the embedded database, documents and exports of this installation live."""

DEBUG = os.environ.get("GREENWARD_DEBUG") == "1"
DEMO = os.environ.get("GREENWARD_DEMO") == "1" or (HOME / "demo-city").exists()
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = os.environ.get("GREENWARD_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("GREENWARD_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "procrastinate.contrib.django",
    "greenward.web",
    "greenward.bureau.accounts",
    "greenward.bureau.casework",
    "greenward.bureau.log",
    "greenward.bureau.letters",
    "greenward.bureau.certificates",
    "greenward.bureau.standards",
    "greenward.bureau.statutes",
    "greenward.bureau.registry",
    "greenward.bureau.operation",
    "greenward.bureau.performance",
    "greenward.bureau.enforcement",
    "greenward.bureau.assessment",
    "greenward.bureau.lawbook",
    "greenward.bureau.publication",
    "greenward.demo",
]

MIDDLEWARE = [
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
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "greenward.bureau.accounts.adapter.ClosedAdapter"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("GREENWARD_HTTPS") == "1"
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]
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
PUBLIC_URL = os.environ.get("GREENWARD_URL", "http://localhost:8000").rstrip("/")
"""Where the public reaches the site: it stands in certificates and their QR codes."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
UPLOAD_LIMIT = 200 * 2**20
"""Largest file a person may upload, in bytes."""

CONTENT_SECURITY_POLICY = CSP
GREENWARD_DEMO = DEMO
GREENWARD_BANNER = "greenward.demo.banner" if DEMO else ""
GREENWARD_SIGN_INS = "greenward.demo.door.sign_ins" if DEMO else ""
