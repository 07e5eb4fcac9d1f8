"""Limits and sessions in a real Redis, which asks for a password, is killed and comes back."""

from __future__ import annotations

import logging
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import redis
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from interviewprep import caching
from quiz.forms.codes import use_up
from tests.factories import PASSWORD, make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("redis-server"), reason="needs redis-server on the PATH"),
]

HOME = reverse("home")
SIGN_IN = reverse("account_login")
SECRET = "a/secret:of@redis"
WRONG = "another-secret"


class Redis:
    """One that keeps what it has on its disk when it is killed, as the worst case."""

    def __init__(self, home: Path, port: str) -> None:
        self._port = port
        self._client = redis.Redis.from_url(self.url())
        place = ["--port", port, "--bind", "127.0.0.1", "--dir", str(home)]
        self._command = ["redis-server", *place, "--requirepass", SECRET]
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, password: str = SECRET) -> str:
        return f"redis://:{quote(password, safe='')}@127.0.0.1:{self._port}/0"

    def start(self) -> None:
        keeping = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""]
        self._process = subprocess.Popen([*self._command, *keeping], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while True:
            try:
                self._client.ping()
                return
            except redis.exceptions.ConnectionError:
                assert time.monotonic() < deadline, "Redis did not start"
                time.sleep(0.05)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
        self._client.close()

    def kept(self) -> dict[str, int]:
        """With the seconds until each is over."""
        return {key.decode(): int(self._client.ttl(key)) for key in self._client.scan_iter()}


@pytest.fixture
def server(
    tmp_path: Path, unused_port: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Redis]:
    """Django keeps limits and sessions in it, as with REDIS_URL."""
    found = Redis(tmp_path, unused_port)
    found.start()
    settings.CACHES, settings.SESSION_ENGINE = caching.cache_settings(found.url())
    monkeypatch.setattr(caching, "_rests_until", 0.0)
    yield found
    cache.close()
    caches["sessions"].close()
    found.kill()


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What the log says of Redis."""
    caplog.set_level(logging.WARNING, caching.__name__)
    return lambda: [record.getMessage() for record in caplog.records if record.name == caching.__name__]


@pytest.fixture
def signed_in(server: Redis) -> Client:
    client = Client()
    client.force_login(make_user())
    return client


def reads_session(client: Client) -> bool:
    """Whether the page, which must be there, took the session from the database."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(HOME).status_code == 200
    return any("django_session" in query["sql"] for query in queries)


def test_a_session_is_read_from_redis_and_from_the_database_while_that_is_away(
    signed_in: Client, server: Redis, lines: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not reads_session(signed_in)
    server.kill()
    assert reads_session(signed_in)
    assert reads_session(signed_in)
    assert lines() == ["Redis is passed over for 10 seconds (ConnectionError)."]

    server.start()
    monkeypatch.setattr(caching, "_rests_until", 0.0)
    assert not reads_session(signed_in)
    assert len(lines()) == 1


def test_who_signs_out_while_redis_is_away_is_signed_in_nowhere_for_long(
    signed_in: Client, server: Redis
) -> None:
    assert not reads_session(signed_in)
    [(name, seconds)] = server.kept().items()
    assert name.endswith(str(signed_in.session.session_key))
    assert 0 < seconds <= caching.LONGEST

    server.kill()
    signed_in.post(reverse("account_logout"))
    assert signed_in.get(HOME).status_code == 302


@pytest.mark.parametrize("is_away", [False, True])
def test_failed_sign_ins_are_limited_with_redis_and_without(server: Redis, is_away: bool) -> None:
    email = make_user().email
    if is_away:
        server.kill()

    def status(password: str) -> int:
        return Client().post(SIGN_IN, {"login": email, "password": password}).status_code

    failed = [status("wrong") for _ in range(11)]
    assert failed[0] == 200
    assert 429 in failed or status(PASSWORD) != 302
    if not is_away:
        assert any("login_failed" in key for key in server.kept())


def test_a_code_that_was_used_before_redis_was_lost_is_not_taken_again(server: Redis) -> None:
    assert use_up(1, "123456")
    assert not use_up(1, "123456")

    server.kill()
    assert not use_up(1, "123456")


@pytest.mark.parametrize("url", [lambda server: server.url(WRONG), lambda server: server.url("")])
def test_a_redis_that_lets_nobody_in_is_away_and_no_password_is_logged(
    server: Redis, url: Callable[[Redis], str], settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CACHES, _ = caching.cache_settings(url(server))
    caplog.set_level(logging.DEBUG)
    client = Client()
    client.force_login(make_user())

    assert reads_session(client)
    cache.set("counted", 1)
    assert caches["database"].get("counted") == 1
    assert not server.kept()
    assert "Redis is passed over for 10 seconds (AuthenticationError)." in caplog.text
    assert not any(password in caplog.text for password in (SECRET, quote(SECRET, safe=""), WRONG))
