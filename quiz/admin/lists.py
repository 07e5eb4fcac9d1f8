"""Lists that are asked for what can't be, such as the year 99999: all of it is shown, and that is said."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import DataError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse

View = Callable[..., HttpResponse]

UNREADABLE = (ValueError, OverflowError, DataError)
"""What Django and the database raise for a number or a text that no row can have."""
NOT_THAT = "The list can’t be asked for that. Here is all of it."


def forgiving(admin_view: Callable[..., View]) -> Callable[..., View]:
    """Wrap the `admin_view` of a site, through which all its pages are called."""

    def wrapped(view: View, cacheable: bool = False) -> View:
        page = admin_view(view, cacheable)

        @wraps(page)
        def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            is_asked = _is_list(request) and (request.GET or request.POST)
            return _asked(page, request) if is_asked else page(request, *args, **kwargs)

        return respond

    return wrapped


def _is_list(request: HttpRequest) -> bool:
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    return name == "autocomplete" or name.endswith("_changelist")


def _asked(page: View, request: HttpRequest) -> HttpResponse:
    """The list, rendered here since parts of it are asked for only then."""
    try:
        with transaction.atomic():
            response = page(request)
            return response.render() if isinstance(response, SimpleTemplateResponse) else response
    except UNREADABLE:
        messages.error(request, NOT_THAT)
        return redirect(request.path)
