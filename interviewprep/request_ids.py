"""A short id for every request: in each log line, in the reply, and on the page that says something broke."""

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")

_current: ContextVar[str] = ContextVar("request_id", default="-")


def current_request_id() -> str:
    """The id of the request that is being answered; outside of one "-"."""
    return _current.get()


def request_ids(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: takes over what a proxy has given if it is well-formed, else makes an id."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        token = _current.set(given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8))
        try:
            response = get_response(request)
            response[HEADER] = current_request_id()
            return response
        finally:
            _current.reset(token)

    return middleware
