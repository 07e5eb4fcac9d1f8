"""Slow statements are logged, without what was filled in; for the embedded server and any other alike.

The server's own log isn't used: there the values stand in the statement, somebody's answer among them.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

LONGEST = 1000
"""Characters of a statement that are logged; one that writes many rows at once has a megabyte of `%s`."""

logger = logging.getLogger(__name__)

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


def watch_connections() -> None:
    """Have every connection of this process watched from now on, if SLOW_QUERY_MS is above 0."""
    if settings.SLOW_QUERY_MS:
        connection_created.connect(_watch)


def _watch(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Called again when it reconnects."""
    if _timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(_timed)


def _timed(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (time.perf_counter() - began) * 1000
        if milliseconds >= settings.SLOW_QUERY_MS:
            statement = " ".join(str(sql).split())[:LONGEST]
            logger.warning("Slow query, %.0f ms: %s", milliseconds, statement)
