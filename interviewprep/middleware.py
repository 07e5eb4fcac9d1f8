"""What every reply says about itself, beyond Content-Security-Policy (see settings)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header

# Answers may be dictated, and a passkey be the second factor; nothing else is needed.
ALLOWED = dict.fromkeys(("microphone", "publickey-credentials-create", "publickey-credentials-get"), "(self)")
REFUSED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}={allowed}" for feature, allowed in (ALLOWED | dict.fromkeys(REFUSED, "()")).items()
)


Handler = Callable[[HttpRequest], HttpResponse]


def browser_policies(get_response: Handler) -> Handler:
    """What the browser may do on our pages, and that no other site may load what is ours."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return middleware


def private_pages(get_response: Handler) -> Handler:
    """What depends on who asks is kept by nobody in between, and asked for anew each time.

    What somebody who is signed in has seen isn't kept in the browser either: on the way back a room shows the
    question that waits by now, and after the sign-out nothing is left to go back to.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # What says already how it is kept may come when the database is away: whose it is can't be asked.
        if "Cache-Control" not in response and has_vary_header(response, "Cookie"):
            kept = "no-store" if request.user.is_authenticated else "no-cache"
            response["Cache-Control"] = f"private, {kept}"
        return response

    return middleware
