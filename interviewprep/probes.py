"""/healthz and /readyz: what a supervisor and a balancer ask, answered before all else.

So they need no sign-in and no session, are not sent to HTTPS, and answer to any Host: a probe comes by an
address of the machine's own. They say yes or no, and nothing of versions, names or errors.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import cast

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from interviewprep.job_worker import STALLED_AFTER
from interviewprep.postgres_backend.base import DatabaseWrapper

PATIENCE = 2
"""Seconds for the connection, and again for each statement."""

Handler = Callable[[HttpRequest], HttpResponse]


def probes(get_response: Handler) -> Handler:
    """Middleware that answers both addresses itself."""
    answers = {"/healthz": _alive, "/readyz": _ready}

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = answers.get(request.path_info)
        if answer is None:
            return get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return _reply(answer())

    return middleware


def _reply(found: dict[str, bool]) -> HttpResponse:
    said = {name: "yes" if well else "no" for name, well in found.items()}
    response = JsonResponse(said, status=200 if all(found.values()) else 503)
    response["Cache-Control"] = "no-store"
    # Whoever asks is told; a line every few seconds would only hide others. Django looks at this.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _alive() -> dict[str, bool]:
    return {"alive": True}


def _ready() -> dict[str, bool]:
    found = dict.fromkeys(("database", "migrations", "worker"), False)
    with contextlib.suppress(DatabaseError, InterfaceError), _own_connection() as database:
        found["database"] = True
        found["migrations"] = _is_migrated(database)
        found["worker"] = _has_worker(database)
    return found


@contextlib.contextmanager
def _own_connection() -> Iterator[DatabaseWrapper]:
    """A new connection: one that is kept tells little of whether the server lets anybody in.

    Raises what the database raises.
    """
    database = cast(DatabaseWrapper, connection.copy())
    options = database.settings_dict["OPTIONS"]
    database.settings_dict["OPTIONS"] = options | {"connect_timeout": PATIENCE}
    # Not by the server's own timeout: a pooler would leave that to whoever has its connection next.
    database.patience = PATIENCE
    try:
        database.ensure_connection()
        yield database
    finally:
        database.close()


def _is_migrated(database: DatabaseWrapper) -> bool:
    """Whether the last migration of each app was applied."""
    with database.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return _last_migrations() <= set(cursor.fetchall())


@cache
def _last_migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).graph.leaf_nodes())


def _has_worker(database: DatabaseWrapper) -> bool:
    """Whether a job worker has shown a sign of life."""
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s))",
            [STALLED_AFTER],
        )
        return bool(cursor.fetchone()[0])
