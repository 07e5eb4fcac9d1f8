"""Parts of a phrase put back into words: the shortest that say them."""

from collections.abc import Iterator, Sequence
from itertools import islice, product

from quiz.scoring.matching import Amount, Either, Literal, Part, Together, Word

MOST_WORDINGS = 64
"""Wordings of one phrase that are looked at, the shortest first as far as each group tells."""

_DENIAL = "no"


def name_of(part: Part) -> str:
    """The part as an editor knows it: its words, of alternatives the first."""
    if isinstance(part, Either):
        return name_of(part.options[0])
    return next(wordings(part))


def wordings(part: Part) -> Iterator[str]:
    """Ways to say a part in as few words as it takes, the shorter ones first."""
    if isinstance(part, Word | Amount):
        yield part.form
    elif isinstance(part, Literal):
        yield " ".join(part.forms)
    elif isinstance(part, Either):
        yield from sorted((said for option in part.options for said in wordings(option)), key=length)
    elif isinstance(part, Together):
        ways = [list(islice(wordings(member), MOST_WORDINGS)) for member in part.parts]
        denial = (_DENIAL,) if part.wants_denial else ()
        for chosen in islice(product(*ways), MOST_WORDINGS):
            yield " ".join((*denial, *chosen))


def length(said: str) -> int:
    """What makes a wording short: its words. Among equals the first is the one that editors put first."""
    return said.count(" ")


def shortest_first(options: Sequence[Part]) -> list[str]:
    """All wordings of alternatives, the shortest first."""
    return sorted((said for option in options for said in wordings(option)), key=length)
