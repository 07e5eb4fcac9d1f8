"""Putting a backup into an empty database: all of it, or nothing."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from interviewprep.backup_files import Backup, BackupError, Manifest
from interviewprep.dumping import count_rows
from interviewprep.postgres_clients import find_tool, run_on_database, server_version
from interviewprep.postgres_tools import ToolError
from interviewprep.preparing import check_database, check_unpooled, database_in_words, one_at_a_time

EMPTY_ONE = (
    "A backup is restored into an empty database: set VAR_DIR to a new directory, "
    "or DATABASE_URL to a database that `createdb` has just made."
)


def restore(backup: Backup) -> dict[str, tuple[int, int]]:
    """What didn't come out as it was, by table: the rows in the backup and those here.

    The tables are those of the release that was backed up. Raises BackupError and StartError, and then
    nothing was restored.
    """
    manifest = backup.read()
    check_unpooled()
    check_database()
    _check_release(manifest)
    with one_at_a_time():
        if _relations():
            raise BackupError(f"{database_in_words()} is not empty, and is left as it is. {EMPTY_ONE}")
        _load(backup, manifest)
        return _differences(manifest)


def _check_release(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    if unknown := sorted(set(manifest.migrations) - known):
        raise BackupError(
            f"the backup is of a newer release ({manifest.release}) with {unknown[-1]}, "
            "which this one doesn’t have: restore it with that release."
        )


def _load(backup: Backup, manifest: Manifest) -> None:
    """In one transaction: whether it fails or is killed, the database is as empty as before."""
    here = server_version()
    if here < manifest.server:
        raise BackupError(f"the backup is of PostgreSQL {manifest.server}, and this server is {here}.")
    _, pg_restore = find_tool("pg_restore", server=here, reads=manifest.tool)
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    try:
        run_on_database(pg_restore, *options, backup.dump)
    except ToolError as error:
        raise BackupError(f"nothing was restored, and the database is empty as before. {error}") from error


def _relations() -> int:
    """How many tables, views and sequences there are that aren't the server's own or an extension's."""
    with connection.cursor() as cursor:
        cursor.execute(r"""
            SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
            WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
            AND nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
        """)
        [count] = cursor.fetchone()
    return int(count)


def _differences(manifest: Manifest) -> dict[str, tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        here = count_rows(cursor)
    tables = sorted(manifest.rows.keys() | here.keys())
    both = {table: (manifest.rows.get(table, 0), here.get(table, 0)) for table in tables}
    return {table: counts for table, counts in both.items() if counts[0] != counts[1]}
