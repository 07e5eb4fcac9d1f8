"""Which database: the server that DATABASE_URL names, else the embedded one."""

import os
from pathlib import Path
from typing import Any

import environ

from interviewprep import postgres
from interviewprep.errors import StartError

WANTED = "DATABASE_URL must read postgres://user:password@host:port/database"


def limit_waiting() -> None:
    """Let no page of this process wait long on a lock or a query: it must give its worker back.

    Two seconds for a lock, so that whoever meets one has a reply within three. libpq reads the variable for
    every connection. Migrations and commands, which may take longer, don't call this.
    """
    os.environ.setdefault("PGOPTIONS", "-c lock_timeout=2s -c statement_timeout=15s")


def database_settings(var_dir: Path) -> dict[str, Any]:
    """Django's DATABASES entry; touches nothing. Raises StartError."""
    url = os.environ.get("DATABASE_URL")
    settings = _from_url(url) if url else postgres.connection_settings(var_dir)
    # A server that doesn't answer is reported before the person gives up.
    options = {"connect_timeout": 10} | settings.get("OPTIONS", {})
    return settings | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def _from_url(url: str) -> dict[str, Any]:
    if not url.startswith(("postgres://", "postgresql://")):
        raise StartError(f"{WANTED}.")
    try:
        settings: dict[str, Any] = environ.Env.db_url_config(url)
    except ValueError as error:
        raise StartError(f"{WANTED}: {error}.") from error
    if not settings["NAME"]:
        raise StartError(f"{WANTED}; the database's name is missing.")
    return settings
