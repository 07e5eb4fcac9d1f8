"""A bad line between browser and site: requests arrive, and some of the replies get lost on their way."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

CHUNK = 65536


@contextmanager
def losing_replies(port: int, *, share: float) -> Iterator[int]:
    """Another port for the site at `port`, where that share of the replies is lost; ended with the block."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        accepting = Thread(target=_accept, args=(listener, port, share), daemon=True)
        accepting.start()
        try:
            yield listener.getsockname()[1]
        finally:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            accepting.join()


def _accept(listener: socket.socket, port: int, share: float) -> None:
    while True:
        try:
            near, _ = listener.accept()
        except OSError:
            return
        Thread(target=_relay, args=(near, port, share), daemon=True).start()


def _relay(near: socket.socket, port: int, share: float) -> None:
    """One request; its reply is read to the end, so that the site has done all of its work."""
    with suppress(OSError), near, socket.create_connection(("127.0.0.1", port)) as far:
        Thread(target=_pump, args=(near, far), daemon=True).start()
        reply = b"".join(iter(lambda: far.recv(CHUNK), b""))
        if random.random() >= share:
            near.sendall(reply)
        # Closing alone would wait for the other thread, which still reads from it.
        near.shutdown(socket.SHUT_RDWR)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(CHUNK):
            target.sendall(data)
