"""The backup that a worker takes each day, if it is told where to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from interviewprep.backup_files import backups_in
from quiz import tasks
from tests.factories import make_user
from tests.interviewprep.test_settings import run, setting

CRON = """
import django; django.setup()
from procrastinate.contrib.django import app
tasks = app.periodic_registry.periodic_tasks.values()
print([each.cron for each in tasks if each.task.name == "quiz.tasks.back_up"])
"""


@pytest.mark.parametrize(("directory", "crons"), [("", "[]"), ("/mnt/backups", "['0 2 * * *']")])
def test_there_is_one_if_it_has_a_place(directory: str, crons: str) -> None:
    assert run("-c", CRON, BACKUP_DIR=directory).stdout.strip() == crons


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_it_is_written_there(settings: Settings, tmp_path: Path) -> None:
    settings.BACKUP_DIR = tmp_path
    make_user()

    tasks.back_up(timestamp=0)

    [backup] = backups_in(tmp_path)
    assert backup.read().rows["public.quiz_user"] == 1


def test_backups_are_beside_the_data_unless_they_have_a_place(tmp_path: Path) -> None:
    assert setting("settings.BACKUP_DIR", VAR_DIR=str(tmp_path)) == f"{tmp_path}/backups"
    assert setting("settings.BACKUP_DIR", BACKUP_DIR="~/kept") == os.path.expanduser("~/kept")
    assert setting("settings.BACKUP_KEEP") == "14"
    assert setting("settings.BACKUP_KEEP", BACKUP_KEEP="3") == "3"


@pytest.mark.parametrize("keep", ["0", "-1", "many", "1.5"])
def test_nonsense_for_a_number_of_backups_is_refused_in_one_line(keep: str) -> None:
    done = run("manage.py", "check", BACKUP_KEEP=keep)

    assert done.stderr == "Interview Prep could not start: BACKUP_KEEP must be a number from 1.\n"
    assert done.returncode == 1
