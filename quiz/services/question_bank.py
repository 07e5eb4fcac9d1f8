"""Publishing rubrics, and withdrawing them."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.db import transaction

from quiz.models import Criterion, GradersAgreement, Misconception, Question, RubricVersion
from quiz.scoring import Rubric
from quiz.services.benchmarks import agreement
from quiz.services.glossary import glossary_of

Line = dict[str, Any]
"""A criterion or a misconception, as field values."""

CRITERION_FIELDS = ("slug", "name", "points", "is_bonus", "phrases", "probe", "missed")
FACT_FIELDS = ("source", "checked_on", "review_by")
"""Of a criterion, beside the rubric."""
MISCONCEPTION_FIELDS = ("slug", "name", "points", "phrases", "correction")


def rubric_content(question: Question) -> dict[str, Any]:
    """Return the question's rubric as it is being edited, in the form of `Rubric.to_json`."""
    return content_of(
        question,
        criteria=list(question.criteria.values(*CRITERION_FIELDS)),
        misconceptions=list(question.misconceptions.values(*MISCONCEPTION_FIELDS)),
    )


def content_of(question: Question, *, criteria: list[Line], misconceptions: list[Line]) -> dict[str, Any]:
    """Return the rubric of a question with these lines.

    It has the alien terms of the topic, and the glossary groups that its phrases use and no others: so a
    version stays as it was published, whatever becomes of the glossary.
    """
    alien_terms = question.topic.alien_terms
    phrases = chain(alien_terms, *(line["phrases"] for line in (*criteria, *misconceptions)))
    return {
        "question": question.text,
        "model_answer": question.model_answer,
        "criteria": criteria,
        "misconceptions": misconceptions,
        "glossary": [{"name": group.name, "ways": list(group.ways)} for group in glossary_of(phrases)],
        "alien_terms": alien_terms,
    }


def set_lines(question: Question, model: type[Criterion] | type[Misconception], lines: list[Line]) -> None:
    """Make these the lines of the draft, matched by slug, so that one that stays is still the same."""
    rows = model._default_manager.filter(question=question)
    rows.exclude(slug__in=[line["slug"] for line in lines]).delete()
    for position, line in enumerate(lines, start=1):
        values = {**line, "position": position}
        rows.update_or_create(question=question, slug=line["slug"], defaults=values)


@transaction.atomic
def publish(question: Question) -> RubricVersion:
    """Make the rubric as edited the current one, as a new version if it differs from the latest.

    Raises RubricError if it isn't a whole rubric yet.
    """
    locked = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    content = Rubric.from_json(rubric_content(locked)).to_json()
    version = locked.versions.order_by("number").last()
    if version is None or _said_in(version) != (content, locked.short_name):
        number = version.number + 1 if version else 1
        version = locked.versions.create(number=number, content=content, short_name=locked.short_name)
    _keep_agreement(version)
    _set_current_version(question, version)
    return version


def _keep_agreement(version: RubricVersion) -> None:
    """For candidates to read; it is that with the benchmarks there are now."""
    found = agreement(version.rubric, version.question.benchmarks.all())
    GradersAgreement.objects.filter(version=version).delete()
    if found.count:
        GradersAgreement.objects.create(version=version, agreed=found.agreed, count=found.count)


def _said_in(version: RubricVersion) -> tuple[dict[str, Any], str]:
    """What a version says; the first ones were published before there were glossary and alien terms."""
    return {"glossary": [], "alien_terms": []} | version.content, version.short_name


def withdraw(question: Question) -> None:
    """New interviews no longer ask it; its attempts and versions stay."""
    _set_current_version(question, None)


def _set_current_version(question: Question, version: RubricVersion | None) -> None:
    question.current_version = version
    question.save(update_fields=["current_version"])
