"""A page that was open while its question was changed: what was typed, with the lines that are there now."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from quiz.forms.drafts import rows_of
from quiz.forms.question_bank import BenchmarkForm, CriterionForm, MisconceptionForm
from quiz.models import Question

Row = dict[str, Any]

LINES: dict[str, type[forms.ModelForm[Any]]] = {
    "criteria": CriterionForm,
    "misconceptions": MisconceptionForm,
    "benchmarks": BenchmarkForm,
}


def is_stale(data: QueryDict, question: Question) -> bool:
    """Whether a question was changed after its page was opened."""
    return data.get("base") != str(question.revision)


def merged(data: QueryDict, question: Question) -> QueryDict:
    """Return what was sent, made to fit the question as it is now; nothing that was typed is lost.

    A line that somebody else has added comes along; one that somebody else has deleted becomes a new one.
    """
    fitting = data.copy()
    for prefix, form in LINES.items():
        rows = rows_of(data, prefix)
        saved = {str(line.pk): line for line in getattr(question, prefix).all()}
        there = [row for row in rows if row.get("id") in saved]
        missing = saved.keys() - {row["id"] for row in there}
        others = [_row(form(instance=line), question) for pk, line in saved.items() if pk in missing]
        new = [row | {"id": ""} for row in rows if row.get("id") not in saved and not row.get("DELETE")]
        _write(fitting, prefix, [*there, *others], new)
    return fitting


def _row(form: forms.ModelForm[Any], question: Question) -> Row:
    """What a browser sends for a line that nobody touches."""
    values = {name: form[name].value() for name in form.fields}
    sent = {name: str(value) for name, value in values.items() if value not in (None, False)}
    return sent | {"id": str(form.instance.pk), "question": str(question.pk)}


def _write(data: QueryDict, prefix: str, saved: list[Row], new: list[Row]) -> None:
    for key in [key for key in data if key.startswith(f"{prefix}-")]:
        if not key.endswith(("MIN_NUM_FORMS", "MAX_NUM_FORMS")):
            del data[key]
    for number, row in enumerate([*saved, *new]):
        data.update({f"{prefix}-{number}-{name}": value for name, value in row.items()})
    data.update(
        {f"{prefix}-TOTAL_FORMS": str(len(saved) + len(new)), f"{prefix}-INITIAL_FORMS": str(len(saved))}
    )
