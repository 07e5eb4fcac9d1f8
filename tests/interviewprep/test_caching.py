"""What goes to Redis and comes back."""

from __future__ import annotations

from typing import Any

import pytest

from interviewprep.caching import JsonSerializer, cache_settings


@pytest.mark.parametrize(
    "value",
    [0, 7, -1, True, False, None, "7", "wörd", [1764387000.25, 3.5], {"_auth_user_id": "1", "steps": []}],
)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    sent = JsonSerializer().dumps(value)
    kept = str(sent).encode()

    found = JsonSerializer().loads(kept)
    assert (found, type(found)) == (value, type(value))


def test_numbers_are_sent_as_redis_adds_to_them_and_nothing_is_pickled() -> None:
    assert JsonSerializer().dumps(7) == 7
    caches, _ = cache_settings("redis://localhost:6379/0")
    for name in ("default", "sessions"):
        assert caches[name]["OPTIONS"]["serializer"] == "interviewprep.caching.JsonSerializer"
