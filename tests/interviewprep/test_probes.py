"""/healthz and /readyz: what they say, to whom, and what they need for it."""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from interviewprep import probes

READY = {"database": "yes", "migrations": "yes", "worker": "yes"}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_are_answered_under_any_name_and_without_tls(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["prep.example.org"]
    monkeypatch.setattr(probes, "_ready", lambda: {"database": True})
    reply = client.get(path, headers={"Host": "10.0.0.7:8000"})
    assert reply.status_code == 200
    assert reply["Cache-Control"] == "no-store"
    assert client.head(path, headers={"Host": "nonsense!"}).status_code == 200
    assert client.post(path).status_code == 405


def test_alive_needs_no_database(client: Client) -> None:
    """pytest-django refuses any query of this test."""
    client.cookies["sessionid"] = "a" * 32
    assert client.get("/healthz").json() == {"alive": "yes"}


@pytest.fixture
def worker_seen() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("worker_seen")
class TestReady:
    def test_all_is_well(self, client: Client) -> None:
        reply = client.get("/readyz")
        assert (reply.status_code, reply.json()) == (200, READY)

    def test_a_worker_without_a_sign_of_life_is_none(self, client: Client) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '21 s'")
        reply = client.get("/readyz")
        assert (reply.status_code, reply.json()) == (503, READY | {"worker": "no"})

    def test_a_migration_that_was_not_applied(self, client: Client) -> None:
        last = next(name for app, name in probes._last_migrations() if app == "quiz")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'quiz' AND name = %s", [last])
        try:
            reply = client.get("/readyz")
        finally:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO django_migrations (app, name, applied) VALUES ('quiz', %s, now())", [last]
                )
        assert (reply.status_code, reply.json()) == (503, READY | {"migrations": "no"})

    def test_a_table_that_is_locked_does_not_hold_it_up(self, client: Client) -> None:
        began = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE django_migrations")
            try:
                reply = client.get("/readyz")
            finally:
                cursor.execute("ROLLBACK")
        assert time.monotonic() - began < 4
        assert (reply.status_code, reply.json()["database"]) == (503, "yes")

    def test_no_server(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setitem(connection.settings_dict, "HOST", "/nowhere")
            reply = client.get("/readyz")
        assert (reply.status_code, set(reply.json().values())) == (503, {"no"})
        assert not caplog.records

    def test_no_connection_is_left_behind(self, client: Client) -> None:
        def count() -> int:
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
                return int(cursor.fetchone()[0])

        before = count()
        for _ in range(3):
            client.get("/readyz")
        deadline = time.monotonic() + 5
        while count() > before and time.monotonic() < deadline:
            time.sleep(0.05)
        assert count() <= before
