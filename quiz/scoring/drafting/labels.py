"""What a drafted criterion is called, asked by and missed by, in words that an editor can leave or mend."""

import re
import unicodedata
from collections.abc import Sequence
from textwrap import shorten
from typing import NamedTuple

LONGEST_NAME = 80
LONGEST_SLUG = 40
LONGEST_QUOTE = 300
MOST_NAMED = 8


class Wording(NamedTuple):
    """The name of a criterion, its follow-up question, and what is said when it is missed."""

    name: str
    probe: str
    missed: str


OF_TERMS = Wording(
    "Main terms",
    "Which terms does an answer to this need?",
    "Use the main terms of the model answer.",
)


def of_clause(quote: str, topic: str) -> Wording:
    """The wording for a clause; `topic` are words of the question in it, if it has any."""
    short = _shortened(quote, LONGEST_QUOTE)
    probe = f"What more can you say about “{topic}”?" if topic else "What else belongs to a full answer?"
    return Wording(_name(quote), probe, f"Say something like “{short}”.")


def of_list(items: Sequence[str], enough: int) -> Wording:
    """The wording for a list of which so many items are enough."""
    listed = _listed(items)
    return Wording(
        _name(listed),
        f"Can you name {enough} of what belongs here?",
        f"Name {enough} of these: {_shortened(listed, LONGEST_QUOTE)}.",
    )


def of_subject(words: Sequence[str]) -> Wording:
    """The wording for words of the question that the answer takes up."""
    listed = _shortened(_listed(words[:MOST_NAMED]), LONGEST_QUOTE)
    return Wording(
        "Terms of the question",
        "How would you say that in the terms of the question?",
        f"Take up the terms of the question: {listed}.",
    )


def slug_of(name: str) -> str:
    """Lower case letters and digits with hyphens between them."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", plain)
    return _shortened(words, LONGEST_SLUG).strip("… ").replace(" ", "-") or "criterion"


def _name(words: str) -> str:
    name = _shortened(words, LONGEST_NAME)
    return name[0].upper() + name[1:]


def _shortened(words: str, width: int) -> str:
    """Whole words up to a width, or as many characters of a single one."""
    short = shorten(words, width, placeholder="…")
    return short if short != "…" else words[: width - 1] + "…"


def _listed(items: Sequence[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else items[0]
