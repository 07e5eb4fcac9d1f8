"""Zip archives that are written while they are sent, so that any size takes as much memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import RawIOBase
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


class _Outbox(RawIOBase):
    """A file that keeps what is written only until it is taken."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: Any, /) -> int:
        self.written.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        data = b"".join(self.written)
        self.written.clear()
        return data


def zip_pieces(files: Iterable[tuple[str, Iterable[str]]], at: datetime) -> Iterator[bytes]:
    """An archive in pieces: files by name, each given in pieces of text, as made at that moment."""
    outbox = _Outbox()
    with ZipFile(outbox, "w") as archive:
        for name, pieces in files:
            entry = ZipInfo(name, at.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                for piece in pieces:
                    file.write(piece.encode())
                    yield outbox.take()
    yield outbox.take()
