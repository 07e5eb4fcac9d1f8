"""What the browser may do on our pages, beyond Content-Security-Policy (see settings)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Answers may be dictated; nothing else is needed.
ALLOWED = {"microphone": "(self)"}
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
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}={allowed}" for feature, allowed in (ALLOWED | dict.fromkeys(REFUSED, "()")).items()
)


def permissions_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Say so with every page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response

    return middleware
