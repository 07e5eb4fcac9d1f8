"""A small fixture file and what later releases make of it."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

QUESTION = {"topic": ["caching"], "slug": "stampede", "position": 1, "short_name": "Stampede"}
FIXTURE: list[dict[str, Any]] = [
    {"model": "quiz.topic", "fields": {"slug": "caching", "name": "Caching", "position": 1}},
    {
        "model": "quiz.question",
        "fields": {
            **QUESTION,
            "text": "What is a cache stampede?",
            "model_answer": "Many requests miss at once and all rebuild the same entry.",
            "difficulty": "medium",
        },
    },
    {
        "model": "quiz.criterion",
        "fields": {
            "question": ["caching", "stampede"],
            "slug": "rebuild",
            "position": 1,
            "name": "All rebuild the entry",
            "points": 10,
            "is_bonus": False,
            "phrases": ["rebuild same entry"],
            "probe": "What does each of the requests do?",
            "missed": "Say that all of them rebuild the same entry.",
        },
    },
    {
        "model": "quiz.misconception",
        "fields": {
            "question": ["caching", "stampede"],
            "slug": "disk",
            "position": 1,
            "name": "It is about disks",
            "points": 2,
            "phrases": ["disk is full"],
            "correction": "It is about the load behind the cache.",
        },
    },
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def changed(row: int, **fields: Any) -> list[dict[str, Any]]:
    """The fixture with fields of one row changed; None leaves a field out."""
    rows = deepcopy(FIXTURE)
    values = {**rows[row]["fields"], **fields}
    rows[row]["fields"] = {name: value for name, value in values.items() if value is not None}
    return rows


TOPIC_ROW, QUESTION_ROW, CRITERION_ROW, MISCONCEPTION_ROW = range(4)


def renewed(path: Path) -> Path:
    """The fixture as a later release has it: another phrase."""
    return write(path, changed(CRITERION_ROW, phrases=["rebuild same entry", "compute it again"]))
