"""The cache in the database: counts of limits, and codes that were used.

Django's takes any write that fails for one that came too late, so that a limit seems to be reached, and a
code used, when the database only reads or has no room. Here the page fails then, as other pages do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.cache.backends import db
from django.db import DatabaseError, connections, router

from interviewprep.database import why_away

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class NotKeptError(Exception):
    """What the database raised is its cause. It is no DatabaseError, which Django would catch."""


class DatabaseCache(db.DatabaseCache):
    def _base_set(self, *args: Any, **options: Any) -> bool:
        """Raises NotKeptError."""
        database = connections[router.db_for_write(self.cache_model_class)]
        with database.execute_wrapper(_let_out):
            kept: bool = super()._base_set(*args, **options)  # type: ignore[misc]
        return kept


def _let_out(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    try:
        return execute(sql, params, many, context)
    except DatabaseError as error:
        if why := why_away(error):
            raise NotKeptError(why) from error
        raise
