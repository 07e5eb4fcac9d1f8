"""Sends what is hostile, undoes what came of it, and counts."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote_from_bytes

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.fuzz.pages import Form, wrongs

DEEP = os.environ.get("FUZZ") == "deep"
"""Each field by itself with all there is, instead of with some in turn: `make fuzz`."""
FORM = "application/x-www-form-urlencoded"


class Sender:
    """A browser of one person's; `secrets` are texts that it must never be told."""

    def __init__(self, cookie: str, secrets: Iterable[str]) -> None:
        self.cookie = cookie
        self.secrets = tuple(secrets)
        self.statuses: Counter[int] = Counter()
        self.found: list[str] = []

    def get(self, path: str, query: str = "", **headers: str) -> HttpResponse | None:
        return self._tried(f"GET {path}?{query[:200]}", "GET", path, query=query, **headers)

    def post(self, path: str, values: Mapping[str, Iterable[str]], **headers: str) -> HttpResponse | None:
        named = {name: [value[:60] for value in given] for name, given in values.items()}
        body = encoded(values)
        return self._tried(f"POST {path} {named}", "POST", path, body, FORM, **headers)

    def upload(self, path: str, values: Mapping[str, Any]) -> HttpResponse | None:
        """As the forms send that have files."""
        return self._tried(f"upload to {path}: {list(values)}", "UPLOAD", path, values)

    def send(self, form: Form, changes: Mapping[str, list[str]]) -> HttpResponse | None:
        values = {**form.values, **changes}
        if form.method == "GET":
            return self.get(form.action, encoded(values))
        return self.post(form.action, values)

    def _tried(self, what: str, method: str, path: str, *sent: Any, **options: Any) -> HttpResponse | None:
        client = Client()
        client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: self.cookie} if self.cookie else {})
        with transaction.atomic():
            try:
                response: HttpResponse = self._send(client, method, path, *sent, **options)
                self.statuses[response.status_code] += 1
                self.found += [f"{wrong}: {what}" for wrong in wrongs(response, self.secrets)]
                return response
            except Exception as error:
                self.statuses[500] += 1
                self.found.append(f"{type(error).__name__} {str(error)[:200]!r}: {what}")
                return None
            finally:
                transaction.set_rollback(True)  # what limits count, too

    def _send(self, client: Client, method: str, path: str, *sent: Any, **options: Any) -> Any:
        if method == "UPLOAD":
            return client.post(path, *sent)
        query = options.pop("query", "")
        return client.generic(method, path, *sent, QUERY_STRING=query, **options)


def encoded(values: Mapping[str, Iterable[str]]) -> str:
    """As a browser does, and what is no Unicode as a broken one does."""
    pairs = [(name, value) for name, given in values.items() for value in given]
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


def _quoted(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")
