"""What is exported is imported as it was, facts and all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.documents import read, write_csv, write_json, write_markdown
from quiz.models import Criterion, Question
from quiz.services.question_documents import document_of
from tests.factories import (
    make_benchmark,
    make_question,
    make_questions,
    make_topic,
)
from tests.importing import begin, confirm

pytestmark = pytest.mark.django_db


FORMATS = {"a.json": write_json, "a.csv": write_csv, "a.md": write_markdown}


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_is_restored_exactly(name: str) -> None:
    topic = make_topic()
    for question in make_questions(2, topic=topic):
        make_benchmark(question, grade="7.5", why="Says “both”.")
    exported = document_of(topic)
    Question.objects.all().delete()
    confirm(begin(FORMATS[name](exported), name, topic))
    assert document_of(topic).questions == exported.questions


lines = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=60
)


@given(text=lines, answer=st.lists(lines, min_size=1, max_size=4).map("\n\n".join))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("name", FORMATS)
def test_whatever_editors_write_survives_an_export(name: str, text: str, answer: str) -> None:
    question = make_question(text=text.strip() or "?", model_answer=answer.strip() or "!", published=False)
    topic = question.topic
    Question.objects.exclude(pk=question.pk).delete()
    exported = document_of(topic)
    [read_back] = read(FORMATS[name](exported).encode(), name).questions
    assert replace(read_back, line=0, section=None) == exported.questions[0]


FACTS = {
    "source": "https://example.org/starts",
    "checked_on": date(2026, 5, 1),
    "review_by": date(2027, 5, 1),
}


@pytest.mark.parametrize("name", FORMATS)
def test_facts_are_exported_and_stay_where_a_document_has_none(name: str) -> None:
    topic = make_question().topic
    Criterion.objects.filter(slug="slow").update(**FACTS)
    exported = document_of(topic)
    Question.objects.all().delete()
    confirm(begin(FORMATS[name](exported), name, topic))
    assert Criterion.objects.filter(slug="slow", **FACTS).exists()
    [draft] = exported.questions
    bare = [
        replace(line, name=f"{line.name}!", source="", checked_on="", review_by="") for line in draft.criteria
    ]
    confirm(
        begin(
            write_json(replace(exported, questions=(replace(draft, criteria=tuple(bare)),))), "a.json", topic
        )
    )
    assert Criterion.objects.filter(slug="slow", name__endswith="!", **FACTS).exists()
