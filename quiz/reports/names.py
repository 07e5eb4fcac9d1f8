"""The members of a cohort by name, as every list of them has them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from quiz.models import Membership


def named(memberships: Iterable[Membership]) -> list[tuple[Membership, str]]:
    """Memberships, fetched with their members, and their names, as people look for a name in a list.

    Namesakes are told apart by the number of their membership.
    """
    names = {membership: str(membership.member) for membership in memberships}
    count = Counter(names.values())
    distinct = [
        (membership, name if count[name] == 1 else f"{name} ({membership.pk})")
        for membership, name in names.items()
    ]
    return sorted(distinct, key=lambda each: (_letters(each[1]), each[0].pk))


def _letters(name: str) -> str:
    """Without accents and case."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
