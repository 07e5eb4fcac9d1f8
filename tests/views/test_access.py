"""Who may see what: every view, by everybody, in every method, against the table in docs/access.md.

The rules are read from the document, so the two can't differ; a new view without a rule fails.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from tests.views.places import data_for, names, path_of, prepare
from tests.views.roles import Site, make_site

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ROLES = ("anonymous", "stranger", "candidate", "lead", "other lead", "editor", "superuser")
DOCUMENT = settings.BASE_DIR / "docs" / "access.md"
NOT_ALLOWED = "405"
WRITES_NOTHING = {
    "account_logout",
    "account_reauthenticate",
    "account_set_password",
    "account_confirm_login_code",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_from_key",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "admin:index",
    "admin:logout",
}
"""To post there: the session alone, mail, or no such key."""


@dataclass(frozen=True)
class Rule:
    """What comes of a view for each role; of methods that it doesn't have, 405 once one is signed in."""

    methods: tuple[str, ...]
    outcomes: dict[str, str]


def read_rules() -> dict[str, list[Rule]]:
    """By view; several where its methods differ."""
    rules: dict[str, list[Rule]] = {}
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        name, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"`[\w:]+`", name):
            outcomes = dict(zip(ROLES, cells[1:], strict=True))
            rules.setdefault(name.strip("`"), []).append(Rule(tuple(cells[0].split()), outcomes))
    return rules


RULES = read_rules()


def expected(name: str, role: str, method: str) -> str:
    for rule in RULES[name]:
        if method in rule.methods:
            return rule.outcomes[role]
    asks_everybody = role == "anonymous" and RULES[name][0].outcomes[role] == "sign in"
    return "sign in" if asks_everybody else NOT_ALLOWED


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_site()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cookies(site: Site) -> dict[str, str]:
    """A session for each role but nobody's."""
    found = {"anonymous": ""}
    for role, person in site.people.items():
        client = Client()
        client.force_login(person)
        found[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


def send(method: str, path: str, data: dict[str, Any], cookie: str) -> HttpResponse:
    client = Client()
    client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: cookie} if cookie else {})
    if method in ("GET", "HEAD", "OPTIONS"):
        return client.generic(method, path)  # type: ignore[return-value]
    sent = urlencode(data, doseq=True)
    return client.generic(method, path, sent, "application/x-www-form-urlencoded")  # type: ignore[return-value]


def outcome(response: HttpResponse) -> str:
    """In a word of the table."""
    to = urlsplit(response.get("Location", ""))
    if to.path in (reverse("account_login"), reverse("admin:login")) and "next=" in to.query:
        return "sign in"
    return "yes" if response.status_code < 400 else str(response.status_code)


def rows_written() -> int:
    """So far in the transaction, without sessions and the cache, in which limits are counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables "
            "WHERE relname NOT IN ('django_session', 'cache')"
        )
        return int(cursor.fetchone()[0])


def tried(name: str, role: str, method: str, site: Site, cookie: str) -> tuple[str, int]:
    """What comes of it, and how many rows it wrote; then it is undone."""
    with transaction.atomic():
        path, data = path_of(name, site), data_for(name, site)
        prepare(name, site)
        before = rows_written()
        response = send(method, path, data, cookie)
        found = outcome(response), rows_written() - before
        transaction.set_rollback(True)
    return found


def test_every_view_has_a_rule() -> None:
    assert RULES.keys() == set(names())


@pytest.mark.parametrize("name", RULES)
def test_everybody_comes_as_far_as_the_table_says(name: str, site: Site, cookies: dict[str, str]) -> None:
    cache.clear()
    wrote: Counter[str] = Counter()
    for role in ROLES:
        for method in METHODS:
            found, rows = tried(name, role, method, site, cookies[role])
            wrote[found] += rows
            assert found == expected(name, role, method), f"{method} {name} by {role}"
    assert wrote.total() == wrote["yes"], "what is refused writes nothing"
    posts = any("POST" in rule.methods for rule in RULES[name])
    assert wrote["yes"] or not posts or name in WRITES_NOTHING, "what is posted isn't in good order"
