"""`manage.py load_question_bank`: what it says."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db

TOPIC = {"slug": "caching", "name": "Caching"}


@pytest.fixture
def fixtures(tmp_path: Path, settings: Settings) -> Path:
    settings.BASE_DIR = tmp_path
    (tmp_path / "fixtures").mkdir()
    return tmp_path / "fixtures"


def question(slug: str) -> list[dict[str, Any]]:
    text = {"short_name": slug, "text": "What is it?", "model_answer": "All rebuild the same entry."}
    line = {"slug": "rebuild", "name": "All rebuild", "points": 10, "phrases": ["rebuild same entry"]}
    said = {"probe": "What do they do?", "missed": "Say that they rebuild."}
    return [
        {"model": "quiz.question", "fields": {"topic": ["caching"], "slug": slug, **text}},
        {"model": "quiz.criterion", "fields": {"question": ["caching", slug], **line, **said}},
    ]


def load(fixtures: Path, *slugs: str) -> str:
    rows = [{"model": "quiz.topic", "fields": TOPIC}, *(row for slug in slugs for row in question(slug))]
    (fixtures / "caching.json").write_text(json.dumps(rows))
    out = StringIO()
    call_command("load_question_bank", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("slugs", "said"),
    [(["one"], "Loaded 1 question.\n"), (["one", "two"], "Loaded 2 questions.\n"), ([], "")],
)
def test_says_how_many_were_loaded(fixtures: Path, slugs: list[str], said: str) -> None:
    assert load(fixtures, *slugs) == said


def test_a_faulty_fixture_is_a_command_error_in_one_line(fixtures: Path) -> None:
    (fixtures / "worse.json").write_text("{")
    with pytest.raises(CommandError, match=r"^fixtures/worse\.json: Expecting [^\n]*$"):
        load(fixtures, "one")
