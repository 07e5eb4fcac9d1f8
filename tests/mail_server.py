"""A mail server on loopback that does what a test wants."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event, Thread


class MailServer(socketserver.ThreadingTCPServer):
    """Delivers every message, once the answers in `refusals` are used up and `may_deliver` is set.

    `received` are all messages that came in whole, `delivered` those that the sender was told it has taken.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Dialogue)
        self.refusals: list[str] = []
        self.may_deliver = Event()
        self.may_deliver.set()
        self.received: list[EmailMessage] = []
        self.delivered: list[EmailMessage] = []

    @property
    def url(self) -> str:
        """As EMAIL_URL has it."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class _Dialogue(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self._say("220 here")
        for line in self.rfile:
            match line.split()[0].upper():
                case b"RCPT" if self.server.refusals:
                    self._say(self.server.refusals.pop(0))
                case b"DATA":
                    self._take()
                case b"QUIT":
                    return self._say("221 bye")
                case _:
                    self._say("250 fine")

    def _take(self) -> None:
        self._say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        message = message_from_bytes(b"".join(lines), _class=EmailMessage, policy=policy.default)
        self.server.received.append(message)
        self.server.may_deliver.wait()
        self._say("250 taken")
        self.server.delivered.append(message)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server(port: int = 0) -> Iterator[MailServer]:
    with MailServer(port) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.may_deliver.set()
            server.shutdown()
