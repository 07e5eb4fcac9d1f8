"""The site's engine, brought back to how the migrations left it after a test that commits, in little time.

Django truncates each table, whose files are made anew, and then saves each row of the migrations by itself:
half a second, of some hundred tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.backends.postgresql import creation, operations

from interviewprep.postgres_backend import base

OF_THE_QUEUE = ("periodic_defers", "events", "jobs", "workers")
"""Tables of Procrastinate, which Django doesn't know, in the order in which their rows can go."""


class DatabaseOperations(operations.DatabaseOperations):
    def sql_flush(self, style: Any, tables: Iterable[str], **options: bool) -> list[str]:
        """Delete all rows, without an entry in the audit log that says so."""
        every = [*(f"procrastinate_{name}" for name in OF_THE_QUEUE), *tables]
        return [
            "ALTER TABLE quiz_auditentry DISABLE TRIGGER USER",
            ";".join(f"DELETE FROM {self.quote_name(table)}" for table in every),
            "ALTER TABLE quiz_auditentry ENABLE TRIGGER USER",
        ]


class DatabaseCreation(creation.DatabaseCreation):
    def serialize_db_to_string(self) -> str:
        """The rows that the migrations made, as statements that make those again which are missing."""
        names = self.connection.introspection.django_table_names(only_existing=True, include_views=False)
        with self.connection.cursor() as cursor:
            return ";".join(filter(None, (_rows(cursor, table) for table in names)))

    def deserialize_db_from_string(self, data: str) -> None:
        with transaction.atomic(self.connection.alias), self.connection.cursor() as cursor:
            cursor.execute(data)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    creation_class = DatabaseCreation


def _rows(cursor: Any, table: str) -> str | None:
    """A statement, or None for a table without any."""
    cursor.execute(
        f"SELECT format('INSERT INTO %1$I SELECT * FROM json_populate_recordset(NULL::%1$I, %2$L) "
        f"ON CONFLICT DO NOTHING', '{table}', json_agg(kept)) FROM {table} kept HAVING count(*) > 0"
    )
    found = cursor.fetchone()
    return found and str(found[0])
