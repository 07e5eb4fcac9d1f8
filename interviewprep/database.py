"""Which database: the server that DATABASE_URL names, else the embedded one; and REPLICA_URL's beside it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import environ
import psycopg

from interviewprep import postgres
from interviewprep.errors import StartError

AWAY_CLASSES = {"08", "40", "53", "57", "58"}
"""Of SQLSTATE: no connection, rolled back for another's sake, no room, told to stop, no file."""
AWAY_STATES = {"25006", "25P03", "25P04", "55P03"}
"""Only reads are allowed, a transaction took too long, a lock wasn't free in time."""
PATIENCE = 17.0
"""Seconds in which the server must answer a page: a little more than it gives itself for a statement."""
WATCHED = {"tcp_user_timeout": 10_000, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}
"""The line is dead if what is sent isn't confirmed within 10 s, or two questions into its silence are not.

So a worker that waits for news waits 20 s at most. libpq leaves it out for a Unix socket, and
`tcp_user_timeout` (milliseconds) where the system doesn't know it.
"""
ANSWERS_IN = {"default": 10, "replica": 2}
"""Seconds to connect: a server that doesn't answer is reported before the person gives up, and without the
replica a page can be read."""
WANTED = "must read postgres://user:password@host:port/database, with %2F for a / in the password"


def limit_waiting() -> None:
    """Let no page of this process wait long on a lock or a query: it must give its worker back.

    One second for a lock, so that whoever meets one has a reply within three, even if they wait for a thread
    before that whose request meets one as well. libpq reads the variable for every connection. A server that
    is frozen doesn't come to that: it is given up after PATIENCE. Migrations and commands, which may take
    longer, don't call this.
    """
    from interviewprep.postgres_backend.base import DatabaseWrapper

    DatabaseWrapper.patience = PATIENCE
    os.environ.setdefault("PGOPTIONS", "-c lock_timeout=1s -c statement_timeout=15s")


def why_away(error: BaseException | None) -> str:
    """Why the database can't serve just now, as the name of its error; "" if that isn't what went wrong.

    What is caused by such an error counts, too: a session that can't be stored, say. The text of the error
    isn't given, since it may quote what people wrote.
    """
    return next((type(each).__name__ for each in _chain(error) if _is_away(each)), "")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_away(error: BaseException) -> bool:
    if not isinstance(error, psycopg.Error):
        return False
    if error.sqlstate is None:  # told by the client: the connection is lost, or none is to be had
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return error.sqlstate[:2] in AWAY_CLASSES or error.sqlstate in AWAY_STATES


def databases(var_dir: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES; touches nothing. Raises StartError."""
    url, replica = (os.environ.get(variable, "") for variable in ("DATABASE_URL", "REPLICA_URL"))
    found = {"default": _from_url(url, "DATABASE_URL") if url else postgres.connection_settings(var_dir)}
    if replica:
        found["replica"] = _from_url(replica, "REPLICA_URL")
    return {alias: _as_served(settings, ANSWERS_IN[alias]) for alias, settings in found.items()}


def _as_served(settings: dict[str, Any], answers_in: int) -> dict[str, Any]:
    options = {"connect_timeout": answers_in} | WATCHED | settings.get("OPTIONS", {})
    kept = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return settings | kept | {"ENGINE": "interviewprep.postgres_backend", "OPTIONS": options}


def _from_url(url: str, variable: str) -> dict[str, Any]:
    if not url.startswith(("postgres://", "postgresql://")):
        raise StartError(f"{variable} {WANTED}.")
    try:
        settings: dict[str, Any] = environ.Env.db_url_config(url)
    except ValueError:  # what it says of a port that is none would quote the password
        raise StartError(f"{variable} {WANTED}.") from None
    if not settings["NAME"]:
        raise StartError(f"{variable} {WANTED}; the database's name is missing.")
    if "@" in settings["NAME"] and not settings["USER"]:  # the password ended at a /, and the rest is here
        raise StartError(f"{variable} {WANTED}.")
    # What a URL through a pooler says, since a cursor of the server would outlast the transaction.
    pooled = str(settings.get("DISABLE_SERVER_SIDE_CURSORS", "")).lower()
    return settings | {"DISABLE_SERVER_SIDE_CURSORS": pooled in environ.Env.BOOLEAN_TRUE_STRINGS}
