"""Settings: one file, driven by environment variables, with defaults that are safe to serve with."""

import os
import re

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from interviewprep import paths
from interviewprep.caching import cache_settings
from interviewprep.counting import share_counts
from interviewprep.database import databases
from interviewprep.retention import days_of
from interviewprep.secret_key import secret_key_from
from interviewprep.tls import behind_tls

django_stubs_ext.monkeypatch()  # Django's classes can be subscripted when the program runs, too
env = environ.Env()


def _switch(name: str) -> bool:
    """Off when it isn't there; anything but on and off is refused."""
    value = env.str(name, default="").lower()
    if value not in {*env.BOOLEAN_TRUE_STRINGS, "", "0", "false", "no", "off"}:
        raise ImproperlyConfigured(f"{name} must be on or off.")
    return value in env.BOOLEAN_TRUE_STRINGS


# Where it keeps things, and where it is reached
BASE_DIR = paths.BASE_DIR
VAR_DIR = paths.var_dir()
HOST = env.str("HOST", default="127.0.0.1")
PORT = env.str("PORT", default="8000")
# The address people use, such as https://prep.example.org, when it isn't this machine's own.
SITE_URL = env.str("SITE_URL", default="").rstrip("/")
ADMIN_PATH = env.str("ADMIN_PATH", default="admin/").strip("/") + "/"
if not re.fullmatch(r"([\w-]+/)+", ADMIN_PATH, re.ASCII):
    raise ImproperlyConfigured("ADMIN_PATH must be a path of letters, digits, - and _, such as backstage/.")

# The program
DEBUG = _switch("DEBUG")
SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key_from(VAR_DIR)
SECRET_KEY_FALLBACKS = env.str("SECRET_KEY_FALLBACKS", default="").split()
ROOT_URLCONF = "interviewprep.urls"
WSGI_APPLICATION = "interviewprep.wsgi.application"
INSTALLED_APPS = [
    "procrastinate.contrib.django",
    "quiz",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "interviewprep.apps.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "interviewprep.request_ids.request_ids",
    "interviewprep.probes.probes",
    "csp.middleware.CSPMiddleware",
    "interviewprep.middleware.browser_policies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "interviewprep.middleware.private_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "quiz.views.requests.in_own_time_zone",
    "django_htmx.middleware.HtmxMiddleware",
    "quiz.views.requests.HtmxLoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Metrics: on a port of their own, for this machine alone unless METRICS_HOST says otherwise.
METRICS_HOST = env.str("METRICS_HOST", default="127.0.0.1")
METRICS_PORT = env.str("METRICS_PORT", default="")
if METRICS_PORT:
    if not re.fullmatch(r"0*\d{1,5}", METRICS_PORT, re.ASCII):
        raise ImproperlyConfigured("METRICS_PORT must be a number from 1 to 65535.")
    METRICS_PORT = str(int(METRICS_PORT))  # as a socket says it, without zeros in front
    share_counts(VAR_DIR / f"metrics-{METRICS_PORT}")
    MIDDLEWARE = [
        "django_prometheus.middleware.PrometheusBeforeMiddleware",
        *MIDDLEWARE,
        "django_prometheus.middleware.PrometheusAfterMiddleware",
    ]

# Security
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", HOST]
if SITE_URL:
    _site = re.fullmatch(r"https?://([\w.-]+|\[[\da-fA-F:.]+\])(:\d+)?", SITE_URL, re.ASCII)
    if not _site:
        raise ImproperlyConfigured("SITE_URL must read https://host or http://host:port.")
    ALLOWED_HOSTS.append(_site[1])
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
if SITE_URL.startswith("https://"):
    vars().update(behind_tls())
# No script of ours reads it: the token stands in the forms.
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "quiz.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # Where a browser knows Trusted Types, text becomes HTML only by the policy of
        # static/js/trusted-html.js, and never a script or the address of one.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],
    }
}

# Data
DATABASES = databases(VAR_DIR)
if "replica" in DATABASES:
    DATABASE_ROUTERS = ["interviewprep.replica.Router"]
    MIDDLEWARE.append("interviewprep.replica.pages_may_read_it")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES, SESSION_ENGINE = cache_settings(env.str("REDIS_URL", default=""))
SESSION_CACHE_ALIAS = "sessions"
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
# A document may have 10 MB, and is told so; what is larger than this isn't read at all.
LARGEST_UPLOAD = 16 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "interviewprep.uploads.RefuseTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# How long the audit log says who saw or changed what of whom.
_audit_days = env.str("AUDIT_DAYS", default="365")
if not re.fullmatch(r"[1-9]\d{0,4}", _audit_days, re.ASCII):
    raise ImproperlyConfigured("AUDIT_DAYS must be a number of days from 1 to 99999.")
AUDIT_DAYS = int(_audit_days)

# Backups: the worker takes one each day if BACKUP_DIR says where to.
_backup_dir = env.str("BACKUP_DIR", default="")
DAILY_BACKUP = bool(_backup_dir)
BACKUP_DIR = (BASE_DIR / os.path.expanduser(_backup_dir)).resolve() if DAILY_BACKUP else VAR_DIR / "backups"
_backup_keep = env.str("BACKUP_KEEP", default="14")
if not re.fullmatch(r"[1-9]\d{0,5}", _backup_keep, re.ASCII):
    raise ImproperlyConfigured("BACKUP_KEEP must be a number from 1.")
BACKUP_KEEP = int(_backup_keep)

# What a page says once may quote an answer: it waits in the session, and not in a cookie of its own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Language and time
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

# Static files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "interviewprep.static_files.StaticFiles"},
}

# Accounts
AUTH_USER_MODEL = "quiz.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Older hashes are made anew at the next sign-in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "quiz.forms.accounts.SignupForm"
ACCOUNT_ADAPTER = "quiz.account_adapter.AccountAdapter"
ACCOUNT_FORMS = {"add_email": "quiz.forms.addresses.AddEmailForm"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Added to allauth's own limits: answers that come in signed out are kept until the sign-in; a lead who adds
# another learns whether an address has an account; interviews are scored, so that starting them limits the
# scoring, without a query where answers come in (docs/security.md); a long export keeps a thread for half a
# minute, and a node has twelve. Codes of a second factor count as sign-ins that failed.
ACCOUNT_RATE_LIMITS = {
    "unsent": "20/m/ip",
    "add_lead": "20/h/user",
    "join": "30/h/user",
    "start": "240/h/user",
    "export": "6/m/user,60/h/user",
}
MFA_ADAPTER = "quiz.mfa_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "quiz.forms.codes.ActivateForm",
    "authenticate": "quiz.forms.codes.AuthenticateForm",
    "reauthenticate": "quiz.forms.codes.ReauthenticateForm",
    "add_webauthn": "quiz.forms.security_keys.AddKeyForm",
    "authenticate_webauthn": "quiz.forms.security_keys.AuthenticateKeyForm",
    "reauthenticate_webauthn": "quiz.forms.security_keys.ReauthenticateKeyForm",
}
MFA_TOTP_ISSUER = "Interview Prep"
MFA_TOTP_TOLERANCE = 1
REQUIRE_STAFF_MFA = _switch("REQUIRE_STAFF_MFA")
# Left at allauth's defaults: rate limits on, enumeration prevented (at the sign-up only where addresses are
# verified), signing out by POST only, and a "remember" checkbox that decides whether the session outlives the
# browser.

# Mail: to the console until EMAIL_URL, such as smtp+tls://user:password@host:587, says where it goes.
# Only then can an address be verified, and only then does mail wait in the queue: a console is always there,
# and whoever sends to it sees it at once, with or without a worker.
EMAIL_URL = env.str("EMAIL_URL", default="")
try:
    vars().update({"EMAIL_TIMEOUT": 30} | env.email_url_config(EMAIL_URL or "consolemail://"))
except (ValueError, ImproperlyConfigured):  # what they say may quote the password
    raise ImproperlyConfigured(
        "EMAIL_URL must read smtp+tls://user:password@host:port, with %2F for a / in the password."
    ) from None
SENDING_BACKEND = vars()["EMAIL_BACKEND"]
if EMAIL_URL:
    EMAIL_BACKEND = "quiz.mail.QueuedBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Interview Prep <noreply@localhost>")
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_URL else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = bool(EMAIL_URL)
MFA_ALLOW_UNVERIFIED_EMAIL = not EMAIL_URL
# Of a new password, address or second factor, to whoever has the account.
ACCOUNT_EMAIL_NOTIFICATIONS = bool(EMAIL_URL)

# For how many days things are kept, None for as long as their owner wants. What is over is swept every day.
KEEP_DRAFTS = days_of("KEEP_DRAFTS")
KEEP_DECLINED_DISPUTES = days_of("KEEP_DECLINED_DISPUTES")
KEEP_INTERVIEWS = days_of("KEEP_INTERVIEWS")
# Its owner is warned by mail 30 days before.
KEEP_INACTIVE_ACCOUNTS = days_of("KEEP_INACTIVE_ACCOUNTS", at_least=60)
if KEEP_INACTIVE_ACCOUNTS and not EMAIL_URL:
    raise ImproperlyConfigured("KEEP_INACTIVE_ACCOUNTS needs EMAIL_URL: nobody’s account goes unwarned.")

# Jobs: what is to be done every day is made up for by a worker that starts within a day of it.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 3600}

# Logs: to stderr. A request that fails is an error; one that asks for a missing page is not.
LOG_FORMAT = env.str("LOG_FORMAT", default="plain")
if LOG_FORMAT not in {"plain", "json"}:
    raise ImproperlyConfigured("LOG_FORMAT must be plain or json.")
_slow = env.str("SLOW_QUERY_MS", default="1000")
if not (_slow.isascii() and _slow.isdigit()):
    raise ImproperlyConfigured("SLOW_QUERY_MS must be a number of milliseconds; 0 logs none.")
SLOW_QUERY_MS = int(_slow)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "interviewprep.logs.DiscreetFormatter",
            "format": "{asctime} {levelname} {request_id} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "interviewprep.logs.JsonFormatter"},
    },
    "filters": {
        "request_id": {"()": "interviewprep.logs.WithRequestId"},
        "in_one_line": {"()": "interviewprep.logs.InOneLine"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["request_id", "in_one_line"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
    },
}
