"""A browser's connection, as cheap as it gets: the generator shares the processors with what it measures.

It speaks just as much HTTP/1.1 as gunicorn answers with: replies of a given length, compressed or not.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Reply:
    """The names of the headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: str


class Connection:
    """One request after the other; opened again when the server has closed it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, headers: Mapping[str, str]) -> Reply:
        return await self._ask("GET", path, headers)

    async def post(self, path: str, headers: Mapping[str, str], fields: Mapping[str, str]) -> Reply:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self._ask("POST", path, {**headers, **form}, urlencode(fields).encode())

    async def close(self) -> None:
        if self.streams:
            _, writer = self.streams
            self.streams = None
            writer.close()
            await writer.wait_closed()

    async def _ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Accept-Encoding: gzip",
            f"Content-Length: {len(body)}",
            *(f"{name}: {value}" for name, value in headers.items()),
        ]
        request = "\r\n".join([*lines, "", ""]).encode() + body
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        writer.write(request)
        reply = await _read(reader)
        if reply.headers.get("connection") == "close":
            await self.close()
        return reply


async def _read(reader: asyncio.StreamReader) -> Reply:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    if headers.get("content-encoding") == "gzip":
        body = zlib.decompress(body, wbits=31)
    return Reply(int(first.split(" ")[1]), headers, body.decode())
