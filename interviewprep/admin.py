"""The admin as a site: its names, its sign-in, and lists that are asked for what can't be.

Such as the year 99999: all of the list is shown, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.auth.decorators import login_not_required
from django.db import DataError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse

from interviewprep.staff_mfa import second_factor_first

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

UNREADABLE = (ValueError, OverflowError, DataError)
"""What Django and the database raise for a number or a text that no row can have."""
NOT_THAT = "The list can’t be asked for that. Here is all of it."


class Site(admin.AdminSite):
    site_header = site_title = "Interview Prep"
    index_title = "Question bank and interviews"

    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The sign-in of everybody, under the same rate limits."""
        response: HttpResponse = secure_admin_login(super().login)(request, extra_context)
        return response

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """All pages are called through this."""
        page = super().admin_view(view, cacheable)

        @wraps(page)
        def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if self.has_permission(request) and (elsewhere := second_factor_first(request)):
                return elsewhere
            if "" in (request.GET.get(TO_FIELD_VAR), request.POST.get(TO_FIELD_VAR)):
                raise DisallowedModelAdminToField("An empty name, which Django would look up.")
            is_asked = _is_list(request) and (request.GET or request.POST)
            return _asked(page, request) if is_asked else page(request, *args, **kwargs)

        return cast(View, respond)


def _is_list(request: HttpRequest) -> bool:
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    return name == "autocomplete" or name.endswith("_changelist")


def _asked(page: Callable[..., HttpResponseBase], request: HttpRequest) -> HttpResponseBase:
    """The list, rendered here since parts of it are asked for only then."""
    try:
        with transaction.atomic():
            response = page(request)
            return response.render() if isinstance(response, SimpleTemplateResponse) else response
    except UNREADABLE:
        messages.error(request, NOT_THAT)
        return redirect(request.path)
