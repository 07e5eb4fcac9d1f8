"""Reads from a second server, the one that REPLICA_URL names, for reports that read much and write nothing.

It follows the primary a little later. So before each such report the primary is asked how far its log is, and
the replica whether it has replayed as much: then it has everything that anybody was told is stored, and
nobody reads what was there before their own write, or before another's. A replica that is away or behind is
passed over. What isn't a report is read from the primary: above all who may see what.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections
from django.http import HttpRequest, HttpResponse

from interviewprep.database import why_away

REPLICA = "replica"
PATIENCE = 0.2
"""Seconds that a page waits for the replica to catch up; nearly always it has in a few milliseconds."""
LOOK_AGAIN = 0.005
ANSWERS_IN = 2.0
"""Seconds in which the replica must tell how far it is: one that is frozen never does."""
REST = 5.0
"""Seconds for which a replica that was away or behind isn't asked by this process."""

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

_is_page: ContextVar[bool] = ContextVar("is_page", default=False)
_reads: ContextVar[bool] = ContextVar("reads_replica", default=False)
_rests_until = 0.0


class Router:
    """Django asks it for each query where that goes."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return REPLICA if _reads.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def pages_may_read_it(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: reports of GET and HEAD may come from the replica; never those of forms, jobs and commands.

    It holds until the next request, since what is sent while it is read is read after this.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        _is_page.set(request.method in ("GET", "HEAD"))
        return get_response(request)

    return middleware


def from_replica(report: Callable[P, T]) -> Callable[P, T]:
    """Decorator: read this from the replica if it is there and has all of it, else from the primary.

    The report must read all that it returns, and only read: when the replica fails meanwhile it is read anew.
    """

    @wraps(report)
    def read(*args: P.args, **kwargs: P.kwargs) -> T:
        if not _may_be_asked():
            return report(*args, **kwargs)
        token = _reads.set(True)
        try:
            why_not = _why_not()
            if not why_not:
                return report(*args, **kwargs)
        except (DatabaseError, InterfaceError) as error:
            why_not = why_away(error)
            # What took too long there isn't tried once more here.
            if why_not in ("", "QueryCanceled"):
                raise
        finally:
            _reads.reset(token)
        _let_rest(why_not)
        return report(*args, **kwargs)

    return read


def _may_be_asked() -> bool:
    """Never within a transaction: what that has written isn't in the log yet."""
    return (
        REPLICA in settings.DATABASES
        and _is_page.get()
        and time.monotonic() >= _rests_until
        and not connections[DEFAULT_DB_ALIAS].in_atomic_block
    )


def _why_not() -> str:
    """Why it can't be read now; "" if it can."""
    try:
        return "" if _has_everything() else "it is behind"
    except (DatabaseError, InterfaceError) as error:
        return why_away(error) or type(error).__name__


def _has_everything() -> bool:
    """Whether the replica has, after some patience, what the primary has written by now.

    What is inserted, not only flushed: with synchronous_commit off it is acknowledged before it is flushed.
    """
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        # None where nothing can be written: then the replica isn't level with it, and isn't read.
        cursor.execute("SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_insert_lsn()::text END")
        wanted = cursor.fetchone()
    deadline = time.monotonic() + PATIENCE
    with connections[REPLICA].cursor() as cursor, _little_patience():
        while True:
            cursor.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", wanted)
            if cursor.fetchone()[0]:
                return True
            if time.monotonic() >= deadline:
                return False
            time.sleep(LOOK_AGAIN)


@contextmanager
def _little_patience() -> Iterator[None]:
    """With the replica's connection, which has more for the report itself."""
    connection = connections[REPLICA].connection
    more, connection.patience = connection.patience, ANSWERS_IN
    try:
        yield
    finally:
        connection.patience = more


def _let_rest(why: str) -> None:
    """One line for all that is read from the primary until it is asked again, on a new connection."""
    global _rests_until
    _rests_until = time.monotonic() + REST
    connections[REPLICA].close()
    logger.warning("The replica is passed over for %.0f seconds (%s).", REST, why)
