"""What is in place once the site is prepared, and what commands say before that."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from interviewprep.database import databases
from interviewprep.preparing import database_in_words, prepare
from tests.interviewprep.conftest import Manage


@pytest.mark.django_db
def test_expired_sessions_are_cleared_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interviewprep.preparing.collect_static_files", lambda: None)
    for key, hours in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=key, expire_date=timezone.now() + timedelta(hours=hours))

    prepare()

    assert [session.session_key for session in Session.objects.all()] == ["open"]


@pytest.mark.parametrize("command", ["score_answers", "demo"])
def test_command_on_a_database_that_is_not_set_up_says_so_in_one_line(
    manage: Manage, var_dir: Path, command: str
) -> None:
    process = manage(var_dir, command)

    said, errors = process.communicate(timeout=30)
    assert (said, process.returncode) == ("", 1)
    assert errors.count("\n") == 1
    assert "run make setup first" in errors


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", f"the embedded database in {settings.VAR_DIR}"),
        ("postgres://prep:secret@db.example.org:5433/prep", "the database prep at db.example.org port 5433"),
        ("postgres://prep:secret@db.example.org/prep", "the database prep at db.example.org"),
        ("postgres://prep:secret@/prep?host=/run/pg&port=5433", "the database prep at /run/pg port 5433"),
        ("postgres://prep:secret@/prep", "the database prep at this machine"),
    ],
    ids=["embedded", "host-and-port", "host", "socket", "nowhere"],
)
def test_a_database_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch, url: str, words: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    for name, value in databases(settings.VAR_DIR)["default"].items():
        monkeypatch.setitem(connection.settings_dict, name, value)

    assert database_in_words() == words
