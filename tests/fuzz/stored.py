"""Makes everything hostile that anybody has written: what is stored comes out again on many pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, Field, JSONField, Model, TextField

from quiz.models.attempts import rubric_of_version
from tests.fuzz.corpus import HOSTILE

SHORT = HOSTILE["element"]
LONG = " ".join(
    HOSTILE[name] for name in ("element", "attribute", "markdown", "closing tags", "template", "bidi")
)
NO_WORDS = "password email time_zone slug digest key mix criterion seen".split()
"""Columns that nobody writes into as they please."""
PLAIN = "GlossaryEntry.name"
"""The database itself lets only letters, digits and hyphens in."""
KEYS = {"name", "message", "probe", "missed", "correction", "short_name", "text", "model_answer", "rest"}
"""Of what is stored as JSON: where words are."""


def make_hostile() -> set[str]:
    """Add something hostile to all words that are stored; return the columns that had any.

    The database is told not to mind, since it refuses changes of what was published and recorded.
    """
    changed = set()
    with _nothing_is_refused():
        for model in apps.get_app_config("quiz").get_models():
            for row in model._base_manager.all():
                changes = {field.name: _hostile(field, row) for field in model._meta.concrete_fields}
                changes = {name: value for name, value in changes.items() if value != getattr(row, name)}
                model._base_manager.filter(pk=row.pk).update(**changes)
                changed |= {f"{model.__name__}.{name}" for name in changes}
    rubric_of_version.cache_clear()
    return changed


def _hostile(field: Field[Any, Any], row: Model) -> Any:
    value = getattr(row, field.attname)
    is_free = field.name not in NO_WORDS and f"{type(row).__name__}.{field.name}" != PLAIN
    if field.is_relation or field.choices or not value or not is_free:
        return getattr(row, field.name)
    if isinstance(field, JSONField):
        return _in_json(value)
    if isinstance(field, ArrayField):
        return [f"{each} {LONG}" for each in value] if field.name == "follow_ups" else value
    if isinstance(field, CharField | TextField):
        return _with(value, field.max_length)
    return value


def _with(words: str, most: int | None) -> str:
    """At the end, so that the places of evidence stay what they are."""
    bad = SHORT if most and most < 300 else LONG
    return (words[: most - len(bad) - 1] if most else words) + " " + bad


def _in_json(value: Any) -> Any:
    if isinstance(value, list):
        return [_in_json(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {key: each if key == "glossary" else _at(key, each) for key, each in value.items()}


def _at(key: str, value: Any) -> Any:
    return f"{value} {SHORT}" if key in KEYS and isinstance(value, str) and value else _in_json(value)


@contextmanager
def _nothing_is_refused() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")
