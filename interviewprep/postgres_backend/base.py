"""What Django calls an engine: it looks for `DatabaseWrapper` here."""

import select
from typing import Any

from django.db.backends.postgresql import base

from interviewprep.postgres_backend.connections import Connection


class DatabaseWrapper(base.DatabaseWrapper):
    patience: float | None = None
    """Seconds in which the server must answer; None is as long as it takes."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        # Django calls psycopg.connect, which can't be told of a class of our own.
        connection: Connection = super().get_new_connection(conn_params)
        connection.__class__ = Connection
        connection.patience = self.patience
        return connection

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        """Not at the end of a transaction whose connection was lost: Django would make another just for that.

        The page would wait once more for a server that is away. One that is made later commits by itself
        anyway.
        """
        if self.connection is not None or not autocommit:
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)

    def is_usable(self) -> bool:
        """Whether a kept connection still works; only if something came from the server since, ask it.

        A server that stops, or ends a connection, closes it, and that can be read. So can a notice, which is
        why it is asked then. SELECT 1 before every request would find the same for a statement each.
        """
        return (not self.errors_occurred and self._is_silent()) or bool(super().is_usable())

    def _is_silent(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN)
        return not poll.poll(0)
