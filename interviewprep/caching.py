"""Where limits and sessions are kept: in the database, or in the Redis that REDIS_URL names.

A Redis that is away fails no page: what would be there is then kept in the database's cache. Sessions are
written to the database as well, so a Redis that is lost signs nobody out.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.redis import RedisCache
from django.core.exceptions import ImproperlyConfigured
from redis.exceptions import RedisError

DATABASE = {
    "BACKEND": "interviewprep.database_cache.DatabaseCache",
    "LOCATION": "cache",
    # Beyond it a third is deleted, whatever it counts; Django's 300 would be reached by three hundred people,
    # or by one who wants to be counted anew.
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
WANTED = "REDIS_URL must read redis://:password@host:port/number, or rediss:// with TLS"
REST = 10.0
"""Seconds for which a Redis that was away isn't asked by this process."""
LONGEST = 300
"""Seconds that a session is read from Redis before it is read from the database again: one that was deleted
while Redis was away lives no longer once Redis is back."""
METHODS = "add get set touch delete has_key incr get_many set_many delete_many clear".split()

logger = logging.getLogger(__name__)

_rests_until = 0.0


def cache_settings(url: str) -> tuple[dict[str, Any], str]:
    """Django's CACHES, and the engine of the sessions. Raises ImproperlyConfigured."""
    if not url:
        return {"default": DATABASE, "database": DATABASE}, "django.contrib.sessions.backends.db"
    if not _is_redis(url):
        raise ImproperlyConfigured(f"{WANTED}.")
    redis = {
        "BACKEND": "interviewprep.caching.RedisOrDatabase",
        "LOCATION": url,
        "KEY_PREFIX": "interviewprep",
        # One that doesn't answer must not hold a page for long; seconds.
        "OPTIONS": {
            "socket_connect_timeout": 1,
            "socket_timeout": 1,
            "serializer": "interviewprep.caching.JsonSerializer",
        },
    }
    sessions = redis | {"BACKEND": "interviewprep.caching.SessionsInRedis"}
    caches = {"default": redis, "sessions": sessions, "database": DATABASE}
    return caches, "django.contrib.sessions.backends.cached_db"


def _is_redis(url: str) -> bool:
    """Whether it is an address; one whose password isn't percent-encoded seldom is."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("redis", "rediss") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, brackets: what Python says of it would quote the password
        return False


class JsonSerializer:
    """Instead of Django's pickle, by which whoever writes to Redis could run code here."""

    def dumps(self, value: Any) -> Any:
        """Whole numbers as they are, so that Redis can add to them."""
        return value if type(value) is int else json.dumps(value)

    def loads(self, kept: bytes) -> Any:
        return json.loads(kept)


def _or_instead(name: str) -> Callable[..., Any]:
    """The method of that name, of Redis or of what stands in for it."""

    def call(cache: RedisOrDatabase, *args: Any, **kwargs: Any) -> Any:
        global _rests_until
        if time.monotonic() >= _rests_until:
            try:
                return getattr(RedisCache, name)(cache, *args, **kwargs)
            except RedisError as error:
                _rests_until = time.monotonic() + REST
                logger.warning("Redis is passed over for %.0f seconds (%s).", REST, type(error).__name__)
        return getattr(cache.stand_in, name)(*args, **kwargs)

    return call


class RedisOrDatabase(RedisCache):
    """For limits: they are counted in the database, from nothing, while Redis is away."""

    @property
    def stand_in(self) -> BaseCache:
        return caches["database"]


for _name in METHODS:
    setattr(RedisOrDatabase, _name, _or_instead(_name))


class SessionsInRedis(RedisOrDatabase):
    """For copies of sessions: while Redis is away there are none, and the database is read."""

    stand_in = DummyCache("", {})

    def get_backend_timeout(self, timeout: Any = DEFAULT_TIMEOUT) -> int:
        wanted = super().get_backend_timeout(timeout)
        return LONGEST if wanted is None else int(min(wanted, LONGEST))
