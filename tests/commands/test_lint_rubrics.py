"""`manage.py lint_rubrics`: findings by question, and an exit status that tells."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_benchmark, make_entry, make_question, make_topic

pytestmark = pytest.mark.django_db


def run() -> tuple[str, str]:
    """What was printed, and what the command ended with."""
    out = StringIO()
    try:
        call_command("lint_rubrics", stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_a_sound_rubric_has_no_findings() -> None:
    make_question()
    assert run() == ("", "")


def test_findings_are_told_by_question() -> None:
    question = make_question()
    criterion = question.criteria.get(slug="slow")
    criterion.phrases = ["first request slow", "time"]
    criterion.save()
    out, ending = run()
    assert out.startswith(
        f"serverless/{question.slug}: common word: “The first request is slow”, phrase “time”"
    )
    assert ending == "Findings: 1."


def test_an_unfinished_rubric_is_told_of() -> None:
    question = make_question()
    question.criteria.all().delete()
    out, ending = run()
    assert f"serverless/{question.slug}: not ready to be published" in out
    assert ending == "Findings: 1."


def test_what_rubrics_share_is_linted_too() -> None:
    entry = make_entry()
    entry.ways = ["slow", "the of"]
    entry.save()
    question = make_question()
    question.topic.alien_terms = ["good", "environment"]
    question.topic.save()
    make_benchmark(question, grade=Decimal("6.5"), text="An environment starts.")
    out, _ = run()
    assert "@slow: small words: Way “the of”" in out
    assert "serverless: common word: Alien term “good”" in out
    assert "serverless: said: Alien term “environment”: it is said in the model answer of" in out
    assert f"and benchmark 1 of “{question.short_name}”" in out


def test_a_topic_that_uses_what_the_glossary_lacks_is_told_of() -> None:
    topic = make_topic()
    topic.alien_terms = ["@server rack"]
    topic.save()
    assert "serverless: the glossary has no “@server”" in run()[0]


def test_a_neighbor_that_answers_the_question_is_named() -> None:
    first, second = make_question(), make_question()
    out, _ = run()
    assert f"{first.slug}: neighbor: The model answer of “{second.short_name}”" in out
