#!/usr/bin/env python
"""Run a management command, with the embedded PostgreSQL around it unless DATABASE_URL names a server."""

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from interviewprep.embedded import database_for_commands
from interviewprep.errors import StartError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviewprep.settings")
    # Left to themselves these would end the process before it has stopped the database.
    signal.signal(signal.SIGTERM, exit_on_signal)
    signal.signal(signal.SIGHUP, exit_on_signal)
    try:
        with database_for_commands():
            execute_from_command_line(sys.argv)
    except (StartError, ImproperlyConfigured) as error:
        from interviewprep.logs import last_words  # reads a good deal, which is for here alone

        sys.exit(last_words(f"Interview Prep could not start: {error}"))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


def exit_on_signal(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
