"""A question as it stands in the form of its page, read whether or not it could be saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from quiz.forms.text import CleanField, LineField, clean_text
from quiz.models import MOST_BENCHMARKS, Benchmark, Question, Topic

MOST_LINES = 1000
"""Django refuses a form with more fields than this."""

Line = dict[str, Any]

OF_NUMBERS = (
    "required",
    "invalid",
    "min_value",
    "max_value",
    "max_digits",
    "max_decimal_places",
    "max_whole_digits",
)
"""What can be wrong with a number, as Django calls it."""


class BenchmarkRowForm(forms.Form):
    """A benchmark by itself; checks what the database does without asking it."""

    grade = forms.DecimalField(
        min_value=0,
        max_value=10,
        max_digits=3,
        decimal_places=1,
        error_messages=dict.fromkeys(OF_NUMBERS, "A grade is a number from 0 to 10, such as 7 or 6.5."),
    )
    text = CleanField(max_length=10_000, error_messages={"required": "An answer is missing here."})
    why = LineField(max_length=500, required=False)


@dataclass(frozen=True)
class Draft:
    """What is typed: the question with its topic, and its lines in the order they would be saved in.

    What can't be read as a number stays the text it is, so that whoever builds a rubric of it can say so.
    `benchmarks` are those that could be saved.
    """

    question: Question
    criteria: list[Line]
    misconceptions: list[Line]
    benchmarks: list[Benchmark]


def read_draft(data: QueryDict, question: Question) -> Draft:
    """Read what was sent for the page of a question, in the same number of queries for any length."""
    typed = Question(
        pk=question.pk,
        topic=_topic(data.get("topic", "")),
        **{name: _text(data, name) for name in ("slug", "short_name", "text", "model_answer", "difficulty")},
    )
    return Draft(
        typed,
        criteria=[
            line
            | {
                "is_bonus": bool(row.get("is_bonus")),
                "probe": _text(row, "probe"),
                "missed": _text(row, "missed"),
            }
            for line, row in _lines(data, "criteria", _slugs(question, "criteria"))
        ],
        misconceptions=[
            line | {"correction": _text(row, "correction")}
            for line, row in _lines(data, "misconceptions", _slugs(question, "misconceptions"))
        ],
        benchmarks=list(_benchmarks(data)),
    )


def rows_of(data: Mapping[str, Any], prefix: str) -> list[dict[str, Any]]:
    """What was sent for each line of one kind, by field name, those to be deleted included."""
    count = _number(data.get(f"{prefix}-TOTAL_FORMS", ""))
    rows: list[dict[str, Any]] = [{} for _ in range(min(count, MOST_LINES) if isinstance(count, int) else 0)]
    numbers = {str(number): number for number in range(len(rows))}
    for key, value in data.items():
        start, _, rest = key.partition("-")
        number, _, name = rest.partition("-")
        if start == prefix and name and number in numbers:
            rows[numbers[number]][name] = value
    return rows


def _kept(data: Mapping[str, Any], prefix: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines that would be saved, with their numbers; one that was added and left empty would not."""
    for number, row in enumerate(rows_of(data, prefix)):
        written = (value for name, value in row.items() if name not in ("id", "question", "position"))
        if not row.get("DELETE") and (row.get("id") or any(value.strip() for value in written)):
            yield number, row


def _lines(
    data: Mapping[str, Any], prefix: str, slugs: Mapping[str, str]
) -> list[tuple[Line, dict[str, Any]]]:
    """What criteria and misconceptions have in common, beside the rest of each."""
    found = []
    for number, row in _kept(data, prefix):
        phrases = [phrase.strip() for phrase in _text(row, "phrases").splitlines() if phrase.strip()]
        line = {
            "slug": slugs.get(row.get("id", ""), f"+{number}"),
            "name": " ".join(_text(row, "name").split()),
            "points": _number(row.get("points", "")),
            "phrases": phrases,
        }
        found.append((line, row))
    return sorted(found, key=lambda pair: _place(pair[1].get("position", "")))


def _benchmarks(data: Mapping[str, Any]) -> Iterator[Benchmark]:
    for number, row in list(_kept(data, "benchmarks"))[:MOST_BENCHMARKS]:
        form = BenchmarkRowForm(row)
        if form.is_valid():
            yield Benchmark(position=number + 1, **form.cleaned_data)


def _slugs(question: Question, lines: str) -> dict[str, str]:
    return (
        {str(pk): slug for pk, slug in getattr(question, lines).values_list("pk", "slug")}
        if question.pk
        else {}
    )


def _topic(key: str) -> Topic:
    found = Topic.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None
    return found or Topic()


def _text(values: Mapping[str, Any], name: str) -> str:
    return clean_text(values.get(name, "")).strip()


def _number(value: str) -> int | str:
    try:
        return int(value)
    except ValueError:
        return value


def _place(position: str) -> float:
    """Its place among the others; what has none comes last."""
    number = _number(position)
    return number if isinstance(number, int) and number > 0 else float("inf")
