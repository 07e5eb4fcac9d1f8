"""Which groups phrases use, and who uses an entry."""

from __future__ import annotations

from typing import Any

import pytest

from quiz.scoring.glossary import Group
from quiz.services.glossary import glossary_of, questions_by_entry, users_of
from tests.factories import make_entry, make_question, make_topic

pytestmark = pytest.mark.django_db


def test_the_glossary_of_phrases_has_what_they_use_by_name() -> None:
    for name in ("server", "a-b", "ab", "unused"):
        make_entry(name, ways=[name])
    glossary = glossary_of(["@server @ab", "no names", "@A-B | @unknown"])
    assert glossary == (Group("a-b", ("a-b",)), Group("ab", ("ab",)), Group("server", ("server",)))


def test_phrases_without_names_are_not_looked_up(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert glossary_of(["new environment"]) == ()


def test_questions_are_counted_once_however_often_they_use_an_entry() -> None:
    entry = make_entry()
    question, other = make_question(), make_question(topic=make_topic("caching"))
    question.criteria.update(phrases=["@slow environment", "@slow request"])
    question.misconceptions.update(phrases=["billing @slow"])
    assert questions_by_entry() == {"slow": {question.pk}}
    other.topic.alien_terms = ["@slow tape"]
    other.topic.save()
    assert questions_by_entry() == {"slow": {question.pk, other.pk}}
    assert users_of(entry) == [other.topic, question, other]
