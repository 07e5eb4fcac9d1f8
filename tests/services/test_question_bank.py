"""Publishing a rubric, and the versions that come of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from quiz.models import GradersAgreement, Question
from quiz.scoring import RubricError
from quiz.scoring.glossary import Group
from quiz.services.question_bank import publish, withdraw
from tests.factories import GOOD_ANSWER, make_benchmark, make_entry, make_question

pytestmark = pytest.mark.django_db


def test_publishing_makes_the_first_version() -> None:
    question = make_question(published=False)
    assert publish(question).number == 1
    assert list(Question.objects.published()) == [question]


def test_publishing_again_unchanged_makes_no_version() -> None:
    question = make_question()
    assert publish(question).number == 1


def test_publishing_a_change_makes_the_next_version_and_keeps_the_first() -> None:
    question = make_question()
    first = question.current_version
    question.criteria.filter(slug="slow").update(name="The caller waits")
    second = publish(question)
    assert second.number == 2
    assert first
    assert first.rubric.criteria[1].name == "The first request is slow"


def test_half_a_rubric_is_refused() -> None:
    question = make_question(published=False)
    question.criteria.get(slug="slow").delete()
    with pytest.raises(RubricError):
        publish(question)
    assert not question.versions.exists()


def test_a_version_is_pinned_to_the_groups_and_alien_terms_it_was_published_with() -> None:
    entry = make_entry()
    make_entry("server")
    question = make_question(published=False)
    question.criteria.filter(slug="slow").update(phrases=["first request @slow"])
    question.topic.alien_terms = ["kubernetes"]
    question.topic.save()
    first = publish(question).rubric
    assert first.glossary == (Group("slow", ("slow", "takes long | lags")),)
    assert first.alien_terms == ("kubernetes",)
    entry.ways = ["slow"]
    entry.save()
    assert question.versions.get().rubric.glossary == first.glossary
    assert publish(question).rubric.glossary == (Group("slow", ("slow",)),)


def test_what_was_published_before_there_was_a_glossary_is_not_published_anew() -> None:
    question = make_question()
    content = question.versions.get().content
    question.versions.all().delete()
    del content["glossary"], content["alien_terms"]
    old = question.versions.create(number=1, content=content, short_name=question.short_name)
    assert publish(question) == old


def test_withdrawing_keeps_the_versions() -> None:
    question = make_question()
    withdraw(question)
    assert not Question.objects.published().exists()
    assert question.versions.count() == 1


def test_a_published_version_cannot_be_changed_in_the_database() -> None:
    question = make_question()
    with pytest.raises(DatabaseError, match="is never changed"), transaction.atomic():
        question.versions.update(content={})


def test_a_version_keeps_how_far_it_agreed_when_it_was_published() -> None:
    question = make_question()
    version = question.versions.get()
    assert not GradersAgreement.objects.exists()
    make_benchmark(question)
    make_benchmark(question, grade=Decimal("2.0"), text=f"{GOOD_ANSWER} Yes.")
    publish(question)
    assert str(GradersAgreement.objects.get(version=version)) == "1 of 2"
    question.benchmarks.all().delete()
    publish(question)
    assert not GradersAgreement.objects.exists()
