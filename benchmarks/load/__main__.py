"""`make bench`: the floor and the submit in turns, round by round, at several numbers of clients."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.load.settings"
    from interviewprep.embedded import database_for_commands

    with database_for_commands():
        import django

        django.setup()
        from benchmarks.load.bench import bench

        bench()


if __name__ == "__main__":
    sys.exit(main())
