"""Connections that give up on a server which doesn't answer at all.

Its own timeouts end what takes long as long as it runs. A server that is frozen ends nothing, and its machine
goes on to confirm what arrives, so that TCP finds nothing wrong either.
"""

from __future__ import annotations

from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import ConnectionTimeout, _WaitTimeout

Result = TypeVar("Result")


class Connection(psycopg.Connection[Any]):
    patience: float | None
    """Seconds for each statement."""

    def wait(self, gen: PQGen[Result], interval: float = 0.1, timeout: float | None = None) -> Result:
        """All of psycopg waits here. Raises ConnectionTimeout once the patience is over.

        The connection is closed then: what may still come would be the answer to an earlier question.
        """
        try:
            return super().wait(gen, interval, timeout or self.patience)
        except _WaitTimeout as error:
            self.pgconn.finish()
            raise ConnectionTimeout(f"the server did not answer within {self.patience} s") from error
