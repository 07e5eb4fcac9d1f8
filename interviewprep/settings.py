"""Settings: one file, driven by environment variables, with defaults that are safe to serve with."""

import re

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from interviewprep import paths
from interviewprep.caching import cache_settings
from interviewprep.database import database_settings
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
DATABASES = {"default": database_settings(VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES, SESSION_ENGINE = cache_settings(env.str("CACHE_URL", default=""))
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024

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
ACCOUNT_ADAPTER = "interviewprep.account_adapter.AccountAdapter"
ACCOUNT_FORMS = {"add_email": "quiz.forms.addresses.AddEmailForm"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Added to allauth's own limits: answers that come in signed out are kept until the sign-in; a lead who adds
# another learns whether an address has an account; interviews are scored, so that starting them limits the
# scoring, without a query where answers come in (docs/security.md). Codes of a second factor count as
# sign-ins that failed.
ACCOUNT_RATE_LIMITS = {
    "unsent": "20/m/ip",
    "add_lead": "20/h/user",
    "join": "30/h/user",
    "start": "240/h/user",
}
MFA_ADAPTER = "interviewprep.mfa_adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
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
vars().update({"EMAIL_TIMEOUT": 30} | env.email_url_config(EMAIL_URL or "consolemail://"))
SENDING_BACKEND = vars()["EMAIL_BACKEND"]
if EMAIL_URL:
    EMAIL_BACKEND = "quiz.mail.QueuedBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Interview Prep <noreply@localhost>")
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_URL else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = bool(EMAIL_URL)
MFA_ALLOW_UNVERIFIED_EMAIL = not EMAIL_URL

# Jobs: what is to be done every day is made up for by a worker that starts within a day of it.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 3600}

# Logs: to stderr. A request that fails is an error; one that asks for a missing page is not.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "interviewprep.logs.DiscreetFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"refused": {"()": "interviewprep.logs.RefusedInOneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["refused"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
    },
}
