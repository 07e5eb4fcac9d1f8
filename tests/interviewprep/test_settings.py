"""What the settings promise, in a program of its own with the environment of an installation."""

import os
import re
import subprocess
import sys

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from interviewprep.middleware import ALLOWED, REFUSED
from tests.factories import make_editor, make_user
from tests.interviewprep.conftest import PROJECT


def run(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    environment = {
        "DJANGO_SETTINGS_MODULE": "interviewprep.settings",
        "SECRET_KEY": "of fifty characters or more, as Django wants them to be: 0123456789",
        "DATABASE_URL": "postgres://prep@127.0.0.1:1/prep",
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=inherited | environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def setting(expression: str, **variables: str) -> object:
    done = run("-c", f"from django.conf import settings; print({expression})", **variables)
    assert done.stderr == ""
    return done.stdout.strip()


def test_deployment_check_is_clean_behind_tls() -> None:
    done = run(
        "-m", "django", "check", "--deploy", "--fail-level=WARNING", SITE_URL="https://prep.example.org"
    )

    assert done.stderr == ""
    assert done.returncode == 0


def test_debugging_is_off_by_default() -> None:
    assert setting("settings.DEBUG") == "False"


@pytest.mark.parametrize(
    ("site_url", "host"),
    [
        ("https://prep.example.org", "prep.example.org"),
        ("http://prep.example.org:8080/", "prep.example.org"),
        ("http://[2001:db8::1]:8080", "[2001:db8::1]"),
        ("http://[2001:db8::1]", "[2001:db8::1]"),
    ],
)
def test_site_url_names_the_allowed_host(site_url: str, host: str) -> None:
    assert setting("settings.ALLOWED_HOSTS[-1]", SITE_URL=site_url) == host


@pytest.mark.parametrize(
    "site_url",
    [
        "prep.example.org",
        "ftp://prep.example.org",
        "https://a/b",
        "https://",
        "https://user@prep.example.org",
        "https://prep.example.org?a",
        "https://prep.example.org:port",
    ],
)
def test_nonsense_for_a_site_url_is_refused_in_one_line(site_url: str) -> None:
    done = run("manage.py", "check", SITE_URL=site_url)

    assert done.stderr.count("\n") == 1
    assert "SITE_URL must read" in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("value", "debug"), [("on", "True"), ("True", "True"), ("1", "True"), ("off", "False"), ("", "False")]
)
def test_debugging_is_switched_on_and_off(value: str, debug: str) -> None:
    assert setting("settings.DEBUG", DEBUG=value) == debug


def test_nonsense_for_debugging_is_refused_in_one_line() -> None:
    done = run("manage.py", "check", DEBUG="maybe")

    assert done.stderr == "Interview Prep could not start: DEBUG must be on or off.\n"
    assert done.returncode == 1


@pytest.mark.parametrize(("value", "days"), [("", "365"), ("1", "1"), ("3650", "3650")])
def test_the_audit_log_is_kept_for_a_year_or_as_long_as_is_set(value: str, days: str) -> None:
    assert setting("settings.AUDIT_DAYS", AUDIT_DAYS=value) == days


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "a year", "100000", "٣"])
def test_nonsense_for_it_is_refused_in_one_line(value: str) -> None:
    done = run("manage.py", "check", AUDIT_DAYS=value)

    message = "AUDIT_DAYS must be a number of days from 1 to 99999."
    assert done.stderr == f"Interview Prep could not start: {message}\n"
    assert done.returncode == 1


def test_an_empty_variable_is_as_one_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """But for where this program keeps what it makes, and which key and database it is given."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|", readme, re.MULTILINE)
    names = set(re.findall(r"\w+", " ".join(rows))) - {"DATABASE_URL", "SECRET_KEY", "VAR_DIR"}
    for name in names:
        monkeypatch.delenv(name, raising=False)
    every = (
        "import django.conf, interviewprep.settings as found; from interviewprep.serving import count_in; "
        "print([(name, getattr(found, name)) for name in dir(found) if name.isupper()]); "
        "print(count_in('WEB_CONCURRENCY', 3), count_in('WEB_THREADS', 4))"
    )

    empty = run("-c", every, **dict.fromkeys(names, ""))

    assert {"PORT", "METRICS_HOST", "WEB_THREADS", "BACKUP_KEEP", "KEEP_DRAFTS"} <= names
    assert empty.stderr == ""
    assert empty.stdout == run("-c", every).stdout


def test_addresses_are_verified_once_mail_has_somewhere_to_go() -> None:
    assert setting("settings.ACCOUNT_EMAIL_VERIFICATION") == "none"
    mail = "smtp+tls://user:password@mail.example.org:587"
    assert setting("settings.ACCOUNT_EMAIL_VERIFICATION", EMAIL_URL=mail) == "mandatory"
    assert setting("settings.EMAIL_HOST", EMAIL_URL=mail) == "mail.example.org"
    assert setting("settings.ACCOUNT_EMAIL_NOTIFICATIONS", EMAIL_URL=mail) == "True"


def test_mail_waits_in_the_queue_only_if_there_is_a_server_to_wait_for() -> None:
    both = "settings.EMAIL_BACKEND, settings.SENDING_BACKEND, settings.EMAIL_TIMEOUT"
    backends = "django.core.mail.backends"
    console = f"{backends}.console.EmailBackend"
    assert setting(both) == f"{console} {console} 30"
    url = "smtp+tls://user:password@mail.example.org:587"
    assert setting(both, EMAIL_URL=url) == f"quiz.mail.QueuedBackend {backends}.smtp.EmailBackend 30"


def test_web_processes_do_not_wait_forever_for_the_database() -> None:
    program = "import os, interviewprep.wsgi; print(os.environ['PGOPTIONS'])"

    assert run("-c", program).stdout == "-c lock_timeout=1s -c statement_timeout=15s\n"


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/accounts/login/", "/admin/", "/no such page/"])
def test_pages_run_nothing_inline_and_stay_out_of_frames(client: Client, url: str) -> None:
    response = client.get(url)

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_pages_may_use_microphone_and_passkeys_and_nothing_else(client: Client) -> None:
    policy = client.get("/accounts/login/")["Permissions-Policy"].split(", ")

    assert set(policy) == {f"{feature}=(self)" for feature in ALLOWED} | {f"{name}=()" for name in REFUSED}
    assert "microphone" in ALLOWED
    assert len(ALLOWED) == 3


@pytest.mark.parametrize("header", ["Content-Security-Policy", "Permissions-Policy"])
def test_redirect_to_tls_says_what_pages_say(client: Client, settings: Settings, header: str) -> None:
    settings.SECURE_SSL_REDIRECT = True

    response = client.get("/")

    assert response["Location"] == "https://testserver/"
    assert header in response


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/scoring/", "/no such page/"])
def test_page_of_somebody_signed_in_is_kept_by_nobody_in_between(client: Client, url: str) -> None:
    client.force_login(make_user())

    assert client.get(url)["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_page_that_forbids_keeping_it_at_all_goes_on_doing_so(client: Client) -> None:
    client.force_login(make_editor())

    assert "no-store" in client.get("/admin/")["Cache-Control"]


@pytest.mark.django_db
def test_admin_is_entered_by_the_sign_in_page(client: Client) -> None:
    response = client.get("/admin/login/", {"next": "/admin/"})

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=%2Fadmin%2F"


@pytest.mark.parametrize(
    ("name", "value", "days"),
    [("KEEP_DRAFTS", "", "None"), ("KEEP_DRAFTS", " 30 ", "30"), ("KEEP_INTERVIEWS", "36500", "36500")],
)
def test_things_are_kept_for_days(name: str, value: str, days: str) -> None:
    assert setting(f"settings.{name}", **{name: value}) == days


@pytest.mark.parametrize("days", ["0", "-1", "x", "1.5", "36501", "9" * 5000, "٣"])
def test_days_that_are_none_are_refused_in_words(days: str) -> None:
    done = run("manage.py", "check", KEEP_DECLINED_DISPUTES=days)
    assert "KEEP_DECLINED_DISPUTES must be a number of days from 1 to 36500, or empty" in done.stderr
    assert "Traceback" not in done.stderr


def test_accounts_go_only_where_people_can_be_warned() -> None:
    smtp = {"EMAIL_URL": "smtp://mail.example.org:25"}
    assert setting("settings.KEEP_INACTIVE_ACCOUNTS", KEEP_INACTIVE_ACCOUNTS="60", **smtp) == "60"
    for variables in ({"KEEP_INACTIVE_ACCOUNTS": "60"}, {"KEEP_INACTIVE_ACCOUNTS": "59"} | smtp):
        assert "KEEP_INACTIVE_ACCOUNTS" in run("manage.py", "check", **variables).stderr


def test_admin_is_where_the_operator_puts_it() -> None:
    program = (
        "import django; django.setup(); from django.urls import reverse; "
        "print(reverse('admin:index'), reverse('account_logout'))"
    )

    assert run("-c", program, ADMIN_PATH="/back/stage").stdout == "/back/stage/ /accounts/logout/\n"


@pytest.mark.parametrize("path", ["/", "a b/", "<x>/", "../"])
def test_nonsense_for_the_path_of_the_admin_is_refused_in_one_line(path: str) -> None:
    done = run("manage.py", "check", ADMIN_PATH=path)

    assert done.stderr.count("\n") == 1
    assert "ADMIN_PATH must be a path" in done.stderr


def test_reports_may_be_read_elsewhere_by_one_variable() -> None:
    said = "settings.DATABASE_ROUTERS, settings.MIDDLEWARE[-1].split('.')[-1]"

    assert setting(said) == "[] XFrameOptionsMiddleware"
    there = setting(said, REPLICA_URL="postgres://prep@127.0.0.1:2/prep")
    assert there == "['interviewprep.replica.Router'] pages_may_read_it"


def test_cache_and_sessions_move_to_redis_by_one_variable() -> None:
    both = "settings.CACHES['default']['BACKEND'].split('.')[-1], settings.SESSION_ENGINE.split('.')[-1]"

    assert setting(both) == "DatabaseCache db"
    assert setting(both, REDIS_URL="redis://127.0.0.1:6379/1") == "RedisOrDatabase cached_db"


def test_redis_is_asked_for_by_its_own_client() -> None:
    program = (
        "from django.core.cache import cache; print(cache._cache.get_client('key').get_connection_kwargs())"
    )

    done = run("-c", program, REDIS_URL="rediss://:secret@cache.example.org:6380/2")

    assert done.stderr == ""
    for said in ("'host': 'cache.example.org'", "'port': 6380", "'db': 2", "'socket_timeout': 1"):
        assert said in done.stdout


@pytest.mark.parametrize(
    "url",
    [
        "redis",
        "memcache://127.0.0.1",
        "redis:///1",
        "http://127.0.0.1",
        "redis://:a/secret@127.0.0.1",
        "redis://user:secret?@127.0.0.1",
        "redis://:[secret@127.0.0.1",
    ],
)
def test_nonsense_for_the_cache_is_refused_in_one_line(url: str) -> None:
    done = run("manage.py", "check", REDIS_URL=url)

    wanted = "REDIS_URL must read redis://:password@host:port/number, or rediss:// with TLS."
    assert done.stderr == f"Interview Prep could not start: {wanted}\n"


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("DATABASE_URL", "postgres"),
        ("REPLICA_URL", "postgres"),
        ("REDIS_URL", "redis"),
        ("EMAIL_URL", "smtp+tls"),
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_quoting_its_password(
    name: str, scheme: str
) -> None:
    done = run("manage.py", "check", **{name: f"{scheme}://prep:pass/word@127.0.0.1:1/prep"})

    assert done.returncode == 1
    assert re.fullmatch(
        rf"Interview Prep could not start: {name} must read {re.escape(scheme)}://\S.*\.\n", done.stderr
    )
    assert "'pass'" not in done.stderr
    assert "word@127" not in done.stderr


def test_the_end_of_a_password_is_not_taken_for_the_name_of_the_database() -> None:
    done = run("manage.py", "check", DATABASE_URL="postgres://prep:12/secret@127.0.0.1:1/prep")

    assert "DATABASE_URL must read postgres://" in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.parametrize("url", ["mail.example.org", "smpt://mail.example.org:25"])
def test_nonsense_for_the_mail_server_is_refused_in_one_line(url: str) -> None:
    done = run("manage.py", "check", EMAIL_URL=url)

    assert "EMAIL_URL must read smtp+tls://" in done.stderr
    assert done.stderr.count("\n") == 1


def test_passwords_are_kept_by_argon2_and_cookies_bound_to_the_host_behind_tls() -> None:
    names = "settings.PASSWORD_HASHERS[0].split('.')[-1], settings.SESSION_COOKIE_NAME"

    assert setting(names) == "Argon2PasswordHasher sessionid"
    assert setting(names, SITE_URL="https://prep.example.org") == "Argon2PasswordHasher __Host-sessionid"
