"""What changes once a proxy in front speaks TLS."""

from typing import Any

YEAR = 365 * 24 * 3600
"""In seconds."""


def behind_tls() -> dict[str, Any]:
    """Settings for a SITE_URL with https.

    The proxy must set X-Forwarded-Proto itself and append to X-Forwarded-For. Browsers take a cookie whose
    name begins with __Host- over TLS only, for all paths, and from this very host: no neighbour under the
    same domain can plant one (RFC 6265bis, section 4.1.3.2).
    """
    return {
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": YEAR,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https",
    }
