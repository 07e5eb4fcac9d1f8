"""The web server: gunicorn inside this process, so that one signal ends everything."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.db import connections
from gunicorn.app.base import BaseApplication

from interviewprep.counting import forget_counts
from interviewprep.errors import StartError
from interviewprep.job_worker import JobWorker

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


def listen(host: str, port: str, *, of: str = "") -> socket.socket:
    """A socket that listens there already; requests wait until the site serves them.

    Raises StartError, which names the variables: HOST and PORT, after the prefix `of`.
    """
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise StartError(f"{of}PORT must be a number from 1 to 65535, not {port!r}.")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family, backlog=2048)
    except OSError as error:
        # Python says at length what it tried; the first words tell what is wrong.
        reason = str(error.strerror or error).partition(" (while")[0]
        wrong = f"cannot listen on {host} port {port}: {reason}. Set {of}HOST or {of}PORT."
        raise StartError(wrong) from error


def listeners() -> list[socket.socket]:
    """Where the site listens, and its metrics if they are wanted. Raises StartError."""
    found = [listen(settings.HOST, settings.PORT)]
    if settings.METRICS_PORT:
        if int(settings.METRICS_PORT) == int(settings.PORT):
            raise StartError("METRICS_PORT must be another than PORT, also at another address.")
        found.append(listen(settings.METRICS_HOST, settings.METRICS_PORT, of="METRICS_"))
        forget_counts()
    return found


def serve(
    listeners: list[socket.socket], *, ready: Callable[[], None], job_worker: JobWorker | None = None
) -> NoReturn:
    """Serve until a signal says stop, then leave by SystemExit(0); `ready` is called when all is up."""
    Site(listeners, ready, job_worker).run()
    raise SystemExit(0)


class Site(BaseApplication):
    """gunicorn's custom application."""

    def __init__(
        self, listeners: list[socket.socket], ready: Callable[[], None], job_worker: JobWorker | None
    ) -> None:
        self.listeners = listeners
        self.ready = ready
        self.job_worker = job_worker
        super().__init__()

    def load_config(self) -> None:
        wanted = {
            "bind": [f"fd://{listener.fileno()}" for listener in self.listeners],
            "workers": count_in("WEB_CONCURRENCY", 3),
            "threads": count_in("WEB_THREADS", 4),
            # The most it takes, so that the site itself says what is too long.
            "limit_request_line": 8190,
            # A worker that is just being forked may miss the signal to stop; nobody waits longer for it.
            "graceful_timeout": 10,
            "preload_app": True,
            "loglevel": "warning",
            "logger_class": "interviewprep.logs.ServerLogger",
            "control_socket_disable": True,
            "when_ready": self._when_ready,
            "on_exit": self._on_exit,
            "pre_request": close_after_too_much,
        }
        for name, value in wanted.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        from interviewprep.metrics import beside
        from interviewprep.wsgi import application

        # What the preparation opened must not be shared by the workers.
        connections.close_all()
        return beside(application) if settings.METRICS_PORT else application

    def _when_ready(self, _arbiter: Any) -> None:
        # To gunicorn a hang-up means reload; to the person who closes the terminal it means stop.
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        if self.job_worker:
            self.job_worker.start()
        self.ready()

    def _on_exit(self, _arbiter: Any) -> None:
        if self.job_worker:
            self.job_worker.stop()


def close_after_too_much(_worker: Any, request: Any) -> None:
    """A hook of gunicorn's: Django reads no body over its limit, so nothing can follow on that connection."""
    length = dict(request.headers).get("CONTENT-LENGTH", "")
    if length.isdigit() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        request.must_close = True


def count_in(variable: str, default: int) -> int:
    """What an environment variable says how many there are to be, 1 or more. Raises StartError."""
    wanted = os.environ.get(variable, str(default))
    if not wanted.isascii() or not wanted.isdigit() or int(wanted) < 1:
        raise StartError(f"{variable} must be a number from 1, not {wanted!r}.")
    return int(wanted)
