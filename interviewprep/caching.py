"""Where limits and sessions are kept: in the database, or in the Redis that CACHE_URL names."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

DATABASE = {
    "BACKEND": "interviewprep.database_cache.DatabaseCache",
    "LOCATION": "cache",
    # Beyond it a third is deleted, whatever it counts; Django's 300 would be reached by three hundred people,
    # or by one who wants to be counted anew.
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
WANTED = "CACHE_URL must read redis://host:port/number, or rediss:// with TLS"


def cache_settings(url: str) -> tuple[dict[str, Any], str]:
    """Django's CACHES, and the engine of the sessions. Raises ImproperlyConfigured.

    With Redis sessions are read from there, and written to the database as well: a Redis that is lost signs
    nobody out.
    """
    if not url:
        return {"default": DATABASE}, "django.contrib.sessions.backends.db"
    parts = urlsplit(url)
    if parts.scheme not in ("redis", "rediss") or not parts.hostname:
        raise ImproperlyConfigured(f"{WANTED}.")
    redis = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "interviewprep",
        # One that doesn't answer must not hold a page for long; seconds.
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
    return {"default": redis}, "django.contrib.sessions.backends.cached_db"
