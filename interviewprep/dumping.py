"""Taking a backup while the site serves: one snapshot is both dumped and counted."""

import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from interviewprep import backup_files
from interviewprep.backup_files import Backup, BackupError, Manifest
from interviewprep.paths import BASE_DIR, private_var_dir
from interviewprep.postgres_clients import find_tool, run_client, run_on_database, server_version
from interviewprep.preparing import check_database, check_unpooled, database_in_words, on_one_line

TABLES_FROM = r"""
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind = 'r' AND nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema'
"""


def take_backup(directory: Path, *, keep: int) -> Backup:
    """A backup in `directory`, where at most `keep` stay. Raises BackupError and StartError."""
    check_unpooled()
    check_database()
    try:
        private_var_dir(directory)
        with backup_files.only_one(directory):
            backup_files.delete_unfinished(directory)
            backup = _write(directory)
            backup_files.delete_all_but(directory, backup, keep=keep)
    except OSError as error:
        raise BackupError(f"{error.filename or directory} cannot be used: {error.strerror}.") from error
    except DatabaseError as error:
        raise BackupError(f"the database failed meanwhile: {on_one_line(error)}") from error
    return backup


def _write(directory: Path) -> Backup:
    version, pg_dump = find_tool("pg_dump", server=server_version())
    with _snapshot() as (cursor, snapshot, moment):
        backup = Backup.of(directory, moment)
        if backup.dump.exists():
            raise BackupError(f"{backup.dump} is there already, and is left as it is.")
        _check_space(directory, cursor)
        manifest = Manifest(
            taken_at=f"{moment:%Y-%m-%dT%H:%M:%SZ}",
            release=_release(),
            server=server_version(),
            tool=version,
            migrations=applied_migrations(),
            rows=count_rows(cursor),
        )
        if not manifest.rows:
            raise BackupError(f"{database_in_words()} is empty; there is nothing to back up.")
        backup_files.create_private(backup.unfinished)
        try:
            options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
            run_on_database(pg_dump, *options, f"--file={backup.unfinished}")
            _read_through(backup.unfinished, version)
            backup.finish(manifest)
        finally:
            backup.unfinished.unlink(missing_ok=True)
    return backup


@contextmanager
def _snapshot() -> Iterator[tuple[CursorWrapper, str, datetime]]:
    """A transaction that sees the database as it is now, the name by which others see the same, and when."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot(), now() AT TIME ZONE 'UTC'")
        [name, moment] = cursor.fetchone()
        yield cursor, name, moment


def count_rows(cursor: CursorWrapper) -> dict[str, int]:
    """All tables that aren't the server's own, by `schema.table`."""
    cursor.execute(f"SELECT nspname, relname {TABLES_FROM} ORDER BY nspname, relname")
    tables = cursor.fetchall()
    rows = {}
    for schema, table in tables:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table)))
        [rows[f"{schema}.{table}"]] = cursor.fetchone()
    return rows


def applied_migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _check_space(directory: Path, cursor: CursorWrapper) -> None:
    """A dump is compressed and has no indexes, so it takes less than the tables do."""
    cursor.execute(f"SELECT coalesce(sum(pg_table_size(pg_class.oid)), 0) {TABLES_FROM}")
    needed = int(cursor.fetchone()[0])
    free = shutil.disk_usage(directory).free
    if free < needed:
        raise BackupError(
            f"{directory} has {free / 1e6:,.0f} MB left, and a backup may take {needed / 1e6:,.0f} MB."
        )


def _read_through(dump: Path, version: int) -> None:
    """All of it can be read again, which a checksum of it alone doesn't say. Raises ToolError."""
    _, pg_restore = find_tool("pg_restore", server=server_version(), reads=version)
    run_client(pg_restore, "--file=/dev/null", dump)


def _release() -> str:
    project = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
