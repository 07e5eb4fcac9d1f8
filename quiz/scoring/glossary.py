"""Groups of everyday words that all rubrics share, used by name in their phrases: `@server`, `@nobody`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quiz.scoring.text import fold

NAME = r"[a-z][a-z0-9-]*"
"""What a group may be called: lower case letters, digits and hyphens."""

_REFERENCE = re.compile(rf"(?<!\w)@({NAME})")
_AT_SIGN = re.compile("[@＠﹫]")
"""What is read as one; most phrases have none and need not be read."""
QUOTED = re.compile(r'"[^"]*"')
"""Exact words in a folded phrase."""


@dataclass(frozen=True)
class Group:
    """Ways of saying one thing, each in the phrase language, without lists, `unless` and other groups."""

    name: str
    ways: tuple[str, ...]


Glossary = tuple[Group, ...]


def names_in(phrases: Iterable[str]) -> frozenset[str]:
    """The names of the groups that some phrases use."""
    unquoted = (QUOTED.sub(" ", fold(phrase)) for phrase in phrases if _AT_SIGN.search(phrase))
    return frozenset(name for phrase in unquoted for name in _REFERENCE.findall(phrase))
