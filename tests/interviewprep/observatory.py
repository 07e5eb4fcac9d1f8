"""Mozilla HTTP Observatory's rules for one reply over TLS, as far as one reply shows them.

https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring: a reply begins with 100 points, what
is missing costs some, and what is better than needed is added only from 90 on. A+ takes 100.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.cookies import Morsel
from typing import Any

from django.http import HttpResponse
from django.test import Client

HALF_A_YEAR = 15_552_000
"""The least that HSTS must hold, in seconds."""
BROAD = {"*", "http:", "https:", "data:", "blob:", "ftp:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
ENOUGH_FOR_EXTRA = 90

Found = tuple[str, int]
"""What was found, and the points that it costs or brings."""


def score(response: Any, client: Client) -> tuple[int, list[Found]]:
    """The points, and why. The cookies are those that the client holds by now."""
    found = [
        _content_security(response),
        _cookies(list(client.cookies.values())),
        _sharing(response),
        _transport(response),
        _referrer(response),
        _sniffing(response),
        _framing(response),
        _resource_policy(response),
        *_scripts(response),
    ]
    lost = 100 + sum(points for _, points in found if points < 0)
    extra = sum(points for _, points in found if points > 0)
    return (lost + extra if lost >= ENOUGH_FOR_EXTRA else lost), found


def directives(response: HttpResponse) -> dict[str, set[str]]:
    parts = [part.split() for part in response.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {name.lower(): set(sources) for name, *sources in parts}


def _content_security(response: HttpResponse) -> Found:
    policy = directives(response)
    if not policy:
        return "csp-not-implemented", -25
    script, style, objects = (
        policy.get(kind, policy.get("default-src", {"*"}))
        for kind in ("script-src", "style-src", "object-src")
    )
    if script & (BROAD | {"'unsafe-inline'"}) or objects & BROAD:
        return "csp-implemented-with-unsafe-inline", -20
    if any(source.startswith("http:") for sources in policy.values() for source in sources):
        return "csp-implemented-with-insecure-scheme", -20
    if "'unsafe-eval'" in script | style:
        return "csp-implemented-with-unsafe-eval", -10
    if style & (BROAD | {"'unsafe-inline'"}):
        return "csp-implemented-with-unsafe-inline-in-style-src-only", 0
    if policy.get("default-src") == {"'none'"}:
        return "csp-implemented-with-no-unsafe-default-src-none", 10
    return "csp-implemented-with-no-unsafe", 5


def _cookies(cookies: list[Morsel[str]]) -> Found:
    if not cookies:
        return "cookies-not-found", 0
    sessions = [cookie for cookie in cookies if re.search("sess|login", cookie.key, re.IGNORECASE)]
    if any(not cookie["secure"] for cookie in sessions):
        return "cookies-session-without-secure-flag", -40
    if any(not cookie["httponly"] for cookie in sessions):
        return "cookies-session-without-httponly-flag", -30
    if any("csrf" in cookie.key and not cookie["samesite"] for cookie in cookies):
        return "cookies-anticsrf-without-samesite-flag", -20
    if any(not cookie["secure"] for cookie in cookies):
        return "cookies-without-secure-flag", -20
    if all(cookie["samesite"] in ("Lax", "Strict") for cookie in cookies):
        return "cookies-secure-with-httponly-sessions-and-samesite", 5
    return "cookies-secure-with-httponly-sessions", 0


def _sharing(response: HttpResponse) -> Found:
    if response.get("Access-Control-Allow-Origin") == "*":
        return "cross-origin-resource-sharing-implemented-with-universal-access", -50
    return "cross-origin-resource-sharing-not-implemented", 0


def _transport(response: HttpResponse) -> Found:
    age = re.search(r"max-age=(\d+)", response.get("Strict-Transport-Security", ""))
    if not age:
        return "hsts-not-implemented", -20
    if int(age[1]) < HALF_A_YEAR:
        return "hsts-implemented-max-age-less-than-six-months", -10
    return "hsts-implemented-max-age-at-least-six-months", 0


def _referrer(response: HttpResponse) -> Found:
    policy = response.get("Referrer-Policy", "")
    if not policy:
        return "referrer-policy-not-implemented", 0
    return ("referrer-policy-private", 5) if policy in PRIVATE else ("referrer-policy-unsafe", -5)


def _sniffing(response: HttpResponse) -> Found:
    is_off = response.get("X-Content-Type-Options") == "nosniff"
    return ("x-content-type-options-nosniff", 0) if is_off else ("x-content-type-options-not-implemented", -5)


def _framing(response: HttpResponse) -> Found:
    ancestors = directives(response).get("frame-ancestors")
    if ancestors and not ancestors & BROAD:
        return "x-frame-options-implemented-via-csp", 5
    if response.get("X-Frame-Options") in ("DENY", "SAMEORIGIN"):
        return "x-frame-options-sameorigin-or-deny", 5
    return "x-frame-options-not-implemented", -20


def _resource_policy(response: HttpResponse) -> Found:
    policy = response.get("Cross-Origin-Resource-Policy")
    if policy in ("same-origin", "same-site"):
        return f"cross-origin-resource-policy-implemented-with-{policy}", 10
    return "cross-origin-resource-policy-not-implemented", 0


def _scripts(response: HttpResponse) -> Iterator[Found]:
    """Scripts of other sites; those of one's own need no checksum."""
    if "text/html" in response.get("Content-Type", "") and not response.streaming:
        for tag in re.findall(r"<script[^>]+src=[\"']?(?:https?:)?//[^>]*>", response.text):
            if "integrity=" not in tag:
                yield "sri-not-implemented-but-external-scripts-loaded-securely", -5
