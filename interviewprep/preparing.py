"""What has to be in place before the site can serve; every step is quick when it was done before."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, NotSupportedError, connection
from django.db.migrations.executor import MigrationExecutor

from interviewprep.errors import StartError
from interviewprep.paths import private_var_dir

# Any number of nodes may start at once; one of them prepares the database. The number means nothing.
ADVISORY_LOCK = 7_202_611
HERE = {"", "localhost", "127.0.0.1", "::1"}


def prepare() -> None:
    """Database, question bank and static files. Raises StartError."""
    check_unpooled()
    check_database()
    with one_at_a_time():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_question_bank", verbosity=0)
        call_command("clearsessions")
    collect_static_files()


def check_unpooled() -> None:
    """Locks last as long as a session, which a pooler lends by the transaction. Raises StartError."""
    if _is_pooled():
        raise StartError(
            "DATABASE_URL says disable_server_side_cursors, so it leads through a pooler: "
            "all but `manage.py serve --pages-only` needs the one of the server itself."
        )


def check_key_is_shared() -> None:
    """One of several machines makes no secret key of its own. Raises StartError.

    That there are several is told by the way to the database: another machine, or a pooler.
    """
    if not os.environ.get("SECRET_KEY") and (_is_pooled() or not _is_here(_place("host"))):
        raise StartError(
            "SECRET_KEY must be set, to the same on every machine that serves this database: "
            f"without it each makes one of its own, here {settings.VAR_DIR}/secret_key."
        )


def _is_pooled() -> bool:
    """As whoever writes the URL of a pooler has to say."""
    return bool(connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"))


def _is_here(hosts: str) -> bool:
    """Whether all of them, which have commas between them, are this machine or directories of sockets."""
    return all(host in HERE or host.startswith("/") for host in hosts.split(","))


def _place(part: str) -> str:
    """The host or the port, wherever in DATABASE_URL it stands."""
    database = connection.settings_dict
    return str(database[part.upper()] or database["OPTIONS"].get(part, ""))


def database_in_words() -> str:
    """Which database it is, for whoever reads or fills it; without its password."""
    if not os.environ.get("DATABASE_URL"):
        return f"the embedded database in {settings.VAR_DIR}"
    name, host, port = connection.settings_dict["NAME"], _place("host"), _place("port")
    return f"the database {name} at {host or 'this machine'}" + (f" port {port}" if port else "")


def check_database() -> None:
    """The server answers, is PostgreSQL 14 or later, and lets us make tables. Raises StartError."""
    where = database_in_words()
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_schema_privilege(current_schema(), 'CREATE')")
            [may_create] = cursor.fetchone()
    except NotSupportedError as error:
        raise StartError(f"{where} is too old: {error}.") from error
    except (DatabaseError, InterfaceError) as error:
        raise StartError(f"{where} cannot be used: {on_one_line(error)}") from error
    if not may_create:
        raise StartError(f"{where} does not let {connection.settings_dict['USER']} make tables.")


def check_prepared() -> None:
    """The database is there, with the tables of this release. Raises StartError."""
    check_database()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise StartError("the database is not set up for this release; run make setup first.")


def on_one_line(error: Exception) -> str:
    return " ".join(str(error).split())


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Whatever prepares, or restores, the database waits for another that does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


def collect_static_files() -> None:
    """Copy, name by content and compress, unless the same files were collected before. Raises StartError."""
    stamp = settings.VAR_DIR / "static.stamp"
    try:
        private_var_dir(settings.VAR_DIR)
        with (settings.VAR_DIR / "static.lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            wanted = _fingerprint()
            if not stamp.exists() or stamp.read_text() != wanted or not settings.STATIC_ROOT.exists():
                call_command("collectstatic", interactive=False, verbosity=0)
                stamp.write_text(wanted)
    except OSError as error:
        raise StartError(f"{settings.VAR_DIR} cannot be used: {error.strerror or error}.") from error


def _fingerprint() -> str:
    """Changes with the name, size or time of any static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = os.stat(storage.path(name))
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
