"""What all views share: the type of a request, and the answers to a request from nobody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from quiz.models import User

View = Callable[..., HttpResponseBase]
SAFE = ("GET", "HEAD")


class HtmxRequest(HttpRequest):
    htmx: HtmxDetails


class AuthenticatedRequest(HtmxRequest):
    user: User


class HtmxLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Login is required by default; an htmx request comes back to its page after it, not to a part of it."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], *args: Any
    ) -> HttpResponseBase | None:
        response = super().process_view(request, view_func, *args)
        htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
        if response is None or not htmx:
            return response
        back = htmx.current_url_abs_path or "/"
        return HttpResponseClientRedirect(redirect_to_login(back, self.get_login_url(view_func)).url)


def in_own_time_zone(
    get_response: Callable[[AuthenticatedRequest], HttpResponseBase],
) -> Callable[[AuthenticatedRequest], HttpResponseBase]:
    """Middleware: pages show days and times in the time zone of the person who is signed in."""

    def respond(request: AuthenticatedRequest) -> HttpResponseBase:
        zone = request.user.time_zone if request.user.is_authenticated else None
        with timezone.override(zone and ZoneInfo(zone)):
            return get_response(request)

    return respond


@contextmanager
def missing_is_404() -> Iterator[None]:
    """What isn't there and what isn't yours look the same from outside."""
    try:
        yield
    except ObjectDoesNotExist as error:
        raise Http404 from error


def address_of(request: HttpRequest, path: str) -> str:
    """The whole address of a path, for links that are sent or handed on."""
    return settings.SITE_URL + path if settings.SITE_URL else request.build_absolute_uri(path)


def limited(action: str, *, methods: Collection[str] = ("POST",)) -> Callable[[View], View]:
    """Decorator: what a person does too often is answered by 429; how often is in ACCOUNT_RATE_LIMITS."""

    def decorate(view: View) -> View:
        @wraps(view)
        def respond(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods and request.user.is_authenticated:
                too_often: HttpResponse | None = ratelimit.consume_or_429(
                    request, action=action, user=request.user, limit_get=True
                )
                if too_often:
                    return too_often
            return view(request, *args, **kwargs)

        return respond

    return decorate


def redirect_page(request: HtmxRequest, to: str) -> HttpResponse:
    """Send the browser, not the part of the page that htmx asked for, to another URL path."""
    return HttpResponseClientRedirect(to) if request.htmx else redirect(to)
