"""What Django calls an engine: it looks for `DatabaseWrapper` here."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
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
