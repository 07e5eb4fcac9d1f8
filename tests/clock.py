"""What the time is, for tests that are about days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch


@contextmanager
def at(moment: datetime | str) -> Iterator[datetime]:
    """Let it be the moment; in ISO format with its time zone."""
    now = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    with patch("django.utils.timezone.now", return_value=now):
        yield now
