"""The job worker beside the web server: `manage.py work`, started again when it was killed or failed.

A small process of its own watches over it, since the web server forks workers and must not start anything
from a thread meanwhile. The server's pipe is the stdin of both: when the server is gone, they end.
"""

import os
import select
import subprocess
import sys

from interviewprep.paths import BASE_DIR

WATCH = (sys.executable, "-m", "interviewprep.job_worker")
WORK = (sys.executable, "manage.py", "work", "--until-stdin-ends")
STALLED_AFTER = 20.0
"""Seconds without a sign of life after which a worker counts as gone, and its jobs are anybody's."""
PAUSE = 1.0
"""Seconds before it is started again."""
PATIENCE = 10.0
"""Seconds in which it puts its jobs down when it is told to stop."""


class JobWorker:
    def __init__(self) -> None:
        # As it is before interviewprep.database limits how long pages wait: jobs may take longer.
        self._environment = dict(os.environ)

    def start(self) -> None:
        self._watch = subprocess.Popen(
            WATCH, cwd=BASE_DIR, env=self._environment, stdin=subprocess.PIPE, start_new_session=True
        )

    def stop(self) -> None:
        """Tell it to stop, and wait until it has."""
        if self._watch.stdin:
            self._watch.stdin.close()
        try:
            self._watch.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._watch.kill()


def watch() -> None:
    """Start the worker until it was told to end, or there is no server any more for it to stand beside."""
    while subprocess.call(WORK) != 0 and not _stdin_has_ended(within=PAUSE):
        pass


def _stdin_has_ended(*, within: float) -> bool:
    """Nobody ever writes to it: what can be read is its end."""
    return bool(select.select([sys.stdin], [], [], within)[0])


if __name__ == "__main__":
    watch()
