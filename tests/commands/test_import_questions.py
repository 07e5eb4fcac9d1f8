"""`manage.py import_questions`."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quiz.models import Import, Question, Topic

pytestmark = pytest.mark.django_db

TEXT = """**What is a cold start?**

The first request to a new environment.

**What is neither?**
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cold-starts.md"
    path.write_text(TEXT)
    return path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    call_command("import_questions", *arguments)
    return capsys.readouterr().out


def test_new_questions_are_added_and_the_rest_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, str(file))
    assert "line 1: new: What is a cold start?" in out
    assert "line 5: not placed:" in out
    assert "1 added, 0 changed, for the topic “Cold starts”." in out
    assert Question.objects.get().topic == Topic.objects.get(name="Cold starts")


def test_the_same_file_twice_changes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, str(file))
    assert "0 added, 0 changed" in said(capsys, str(file), "--changes")
    assert Question.objects.count() == 1


def test_changes_are_made_only_when_that_is_said(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, str(file), "--topic", "Starts")
    file.write_text(TEXT.replace("new", "fresh"))
    assert "line 1: changed: What is a cold start? (the model answer)" in said(
        capsys, str(file), "--topic", "Starts"
    )
    assert "new environment" in Question.objects.get().model_answer
    assert "0 added, 1 changed" in said(capsys, str(file), "--topic", "Starts", "--changes")
    assert "fresh environment" in Question.objects.get().model_answer


def test_a_look_writes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "line 1: new" in said(capsys, str(file), "--look")
    assert not Topic.objects.exists()
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("data", "told"), [(None, "cannot be read: No such file"), (b"\xe9", "Line 1 is not in UTF-8")]
)
def test_what_cannot_be_read_is_told(tmp_path: Path, data: bytes | None, told: str) -> None:
    path = tmp_path / "a.md"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CommandError, match=told):
        call_command("import_questions", str(path))
