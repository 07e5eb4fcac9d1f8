"""What is in place once the site is prepared, and what commands say before that."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from interviewprep.preparing import prepare
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
