"""A small browser: cookies, forms, and what came back for each request."""

from __future__ import annotations

import ssl
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from drills.sites import Site

TIMEOUT = 30.0
"""Seconds after which a person gives up waiting for a reply."""
HOW_TRACES_LOOK = ("Traceback (most recent call last)", "psycopg.", "OperationalError", "django.db.")


class NoReplyError(Exception):
    """The connection failed or was cut; whether the request was carried out is unknown."""


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Page(HTMLParser):
    """Its text, and its forms with the fields that would be sent."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.text = ""
        self._area = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif tag == "textarea":
            self._area = given.get("name", "")
        if self.forms and given.get("name") and tag in ("input", "textarea"):
            self.forms[-1].fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._area:
            self.forms[-1].fields[self._area] += data


@dataclass
class Reply:
    path: str
    status: int
    location: str
    body: str

    @cached_property
    def _page(self) -> _Page:
        return _Page(self.body)

    @property
    def text(self) -> str:
        return self._page.text

    def form(self, action: str) -> Form | None:
        """The form that is sent to an address with these words in it."""
        return next((form for form in self._page.forms if action in form.action), None)


@dataclass
class Tally:
    """What one browser met."""

    statuses: Counter[str] = field(default_factory=Counter)
    slowest: float = 0
    traces: int = 0

    def add(self, reply: Reply) -> None:
        self.statuses[str(reply.status)] += 1
        self.traces += any(words in reply.body for words in HOW_TRACES_LOOK)


class Browser:
    """Sends from an address of its own: limits for each address hold for it alone."""

    def __init__(self, number: int) -> None:
        self.port = 0
        self.tls: ssl.SSLContext | None = None
        self.address = f"127.0.1.{number}"
        self.cookies: dict[str, str] = {}
        self.tally = Tally()

    def visit(self, site: Site) -> None:
        """Go there from now on."""
        self.port, self.tls = site.port, site.tls

    @property
    def session(self) -> str:
        """The key of the session that is signed in; behind TLS its cookie has a longer name."""
        return next((value for name, value in self.cookies.items() if name.endswith("sessionid")), "")

    def get(self, path: str) -> Reply:
        return self._request("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Reply:
        return self._request("POST", path, urlencode(fields))

    def _request(self, method: str, path: str, body: str | None = None) -> Reply:
        """Raises NoReplyError."""
        began = time.monotonic()
        connection = self._connection()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers["Origin"] = f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"
        headers |= {"Connection": "close", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, HTTPException) as error:
            self.tally.statuses["no reply"] += 1
            raise NoReplyError from error
        finally:
            self.tally.slowest = max(self.tally.slowest, time.monotonic() - began)
            connection.close()
        self._take_cookies(response.headers.get_all("Set-Cookie") or [])
        target = urlsplit(response.headers.get("Location", ""))
        location = target.path + (f"?{target.query}" if target.query else "")
        reply = Reply(path, response.status, location, text)
        self.tally.add(reply)
        return reply

    def _connection(self) -> HTTPConnection:
        place, source = ("127.0.0.1", self.port), (self.address, 0)
        if self.tls:
            return HTTPSConnection(*place, timeout=TIMEOUT, source_address=source, context=self.tls)
        return HTTPConnection(*place, TIMEOUT, source)

    def _take_cookies(self, headers: list[str]) -> None:
        for header in headers:
            for name, cookie in SimpleCookie(header).items():
                if cookie["max-age"] == "0" or not cookie.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = cookie.value
