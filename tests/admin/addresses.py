"""Every address of the admin, taken from its URL list, and rows of everything to open them with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, URLResolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
LISTS = re.compile(r"\^\(\?P<app_label>.*\)/\$")
MISSING = re.compile(r"\(\?P<url>.*\)\$")


@dataclass(frozen=True)
class Address:
    """A pattern of the admin: its name, or its route where it has none."""

    name: str
    route: str

    def path(self, ids: dict[str, Any]) -> str:
        """The path with its parameters filled in. Raises KeyError for one that nobody said how to fill.

        `ids` has what fills a parameter by the name of the address, by the route before the parameter, or by
        the parameter itself.
        """
        path = PARAMETER.sub(lambda found: str(self._id(ids, found)), self.route)
        return f"/admin/{path}"

    def _id(self, ids: dict[str, Any], found: re.Match[str]) -> Any:
        keys = (self.name, self.route[: found.start()], found[1])
        return next((ids[key] for key in keys if key in ids), None) or ids[self.route]


def addresses() -> list[Address]:
    """All that the admin has, in its order."""
    return list(_walk(admin.site.urls[0], ""))


def _walk(patterns: Any, before: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            route = LISTS.sub("<app_label>/", MISSING.sub("<missing>", route))
            yield Address(pattern.name or route, route)
