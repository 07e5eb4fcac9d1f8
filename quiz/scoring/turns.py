"""What a candidate says: the response, and what is said after each follow-up."""

from collections.abc import Sequence
from typing import NamedTuple

RESPONSE = "response"
FOLLOW_UPS = ("follow-up", "follow-up-2")
"""The parts of an answer by name, as evidence quotes them."""


class FollowUp(NamedTuple):
    """What was said after a probe; an empty string where it was skipped."""

    response: str
    probe: str = ""


def parts_of(response: str, follow_ups: Sequence[FollowUp] = ()) -> dict[str, str]:
    """The texts of an answer by the names of its parts. Raises ValueError for more follow-ups than names."""
    named = zip(FOLLOW_UPS[: len(follow_ups)], follow_ups, strict=True)
    return {RESPONSE: response} | {name: follow_up.response for name, follow_up in named}
