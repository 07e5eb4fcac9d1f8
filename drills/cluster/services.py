"""A program that is started again when it ends, as systemd does with the units of deploy/."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread

from interviewprep import privileges
from interviewprep.paths import BASE_DIR

PAUSE = 2.0
"""Seconds before it is started again: `RestartSec` of the units."""
PATIENCE = 15.0
"""Seconds to end in after it was told to."""


class Service:
    """`port` is where it listens; without one it counts as up while it runs. Its log is in `home`."""

    def __init__(
        self,
        name: str,
        home: Path,
        command: Sequence[object],
        *,
        port: int | None = None,
        environment: Mapping[str, str] | None = None,
        refuses_root: bool = False,
    ) -> None:
        self.name = name
        self.log = home / f"{name}.log"
        self.port = port
        self._command = [str(word) for word in command]
        self._environment = environment
        self._account = privileges.server_account() if refuses_root else None
        self._ending = Event()
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = Thread(target=self._keep_up, daemon=True)

    def start(self) -> None:
        self._keeper.start()

    def signal(self, number: int) -> None:
        """To its main process, if there is one just now."""
        if self._process:
            self._process.send_signal(number)

    def kill(self) -> None:
        """SIGKILL to all of its processes at once; it is started again."""
        if self._process:
            _kill_group(self._process)

    def tell_to_end(self) -> None:
        with self._lock:
            self._ending.set()
            self.signal(signal.SIGTERM)

    def wait(self) -> None:
        """Until it has ended; insist after a while."""
        if self._keeper.ident is None:
            return
        self._keeper.join(PATIENCE)
        if self._keeper.is_alive():
            self.kill()
            self._keeper.join()

    def is_up(self) -> bool:
        if self.port is None:
            return self._process is not None and self._process.poll() is None
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def _keep_up(self) -> None:
        while process := self._begin():
            process.wait()
            _kill_group(process)  # what it may have left, as systemd does
            self._ending.wait(PAUSE)

    def _begin(self) -> subprocess.Popen[bytes] | None:
        with self._lock, self.log.open("ab") as log:
            if self._ending.is_set():
                return None
            self._process = subprocess.Popen(
                self._command,
                cwd=BASE_DIR,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=partial(privileges.become, self._account) if self._account else None,
            )
            return self._process


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
