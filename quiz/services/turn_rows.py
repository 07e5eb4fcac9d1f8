"""What a turn reads and writes, in SQL of our own: every answer waits for it.

Django takes two to three times as long over the same statements (docs/operations.md, “Load”).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from quiz.models import Attempt, Interview, User

UNREAD = ("result", "receipt")
"""What a turn sets anew, and nothing reads before; read by itself should it ever be asked for."""

MOST = 2
"""The one that waits, and the next."""

ATTEMPT = [field.attname for field in Attempt._meta.concrete_fields if field.name not in UNREAD]
INTERVIEW = [field.attname for field in Interview._meta.concrete_fields]
COLUMNS = [*(f"attempt.{name}" for name in ATTEMPT), *(f"interview.{name}" for name in INTERVIEW)]

LOCKED = f"""
SELECT {", ".join(COLUMNS)}
FROM quiz_interview AS interview JOIN quiz_attempt AS attempt ON attempt.interview_id = interview.id
WHERE interview.id = (SELECT interview_id FROM quiz_attempt WHERE id = %s)
    AND candidate_id = %s AND attempt.status = ANY(%s)
ORDER BY attempt.position
LIMIT {MOST}
FOR UPDATE OF interview, attempt
"""
"""The interview is locked first, as everywhere. Whoever has waited for it sees the attempts as they are by
then, since they are locked as well."""


def locked_open_attempts(candidate: User, attempt_id: int) -> list[Attempt]:
    """Of the interview of an attempt, if it is the candidate's: the one that waits and the next, all locked.

    They share their interview. None if the interview is over.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCKED, [attempt_id, candidate.pk, [str(status) for status in Attempt.OPEN]])
        rows = cursor.fetchall()
    attempts = [Attempt.from_db(connection.alias, ATTEMPT, row[: len(ATTEMPT)]) for row in rows]
    if attempts:
        interview = Interview.from_db(connection.alias, INTERVIEW, rows[0][len(ATTEMPT) :])
        for attempt in attempts:
            attempt.interview = interview
    return attempts


def write(attempt: Attempt, names: Sequence[str]) -> None:
    """Store these fields of an attempt as they are, no others. Raises Attempt.DoesNotExist if it is gone."""
    values = [_as_stored(getattr(attempt, name)) for name in names]
    columns = ", ".join(f"{name} = %s" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE quiz_attempt SET {columns} WHERE id = %s", [*values, attempt.pk])
        if not cursor.rowcount:
            raise Attempt.DoesNotExist


def _as_stored(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict) else value
