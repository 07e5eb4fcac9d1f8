"""Rows of short items in a sentence: "Python, Java and Go", "such as build servers, laptops or phones"."""

from collections.abc import Iterator, Sequence

from quiz.scoring.clauses import LIST_ITEM, is_statement
from quiz.scoring.text import Break, Token

FEWEST_ITEMS = 3
"""Items from which a row is a list; "Java and Go" is a part of a clause."""

ITEM_WORDS = 2
"""Words that say what an item is: its last ones, where a noun group has its noun."""

_AND = frozenset(("and", "or"))
_IN_ITEMS = frozenset(("a", "an", "the", "of", "for", "no"))

Places = tuple[int, ...]


def rows(tokens: Sequence[Token], span: range) -> Iterator[Sequence[Places]]:
    """The rows of short items: stretches between commas, with "and" or "or" in the last of them."""
    row: list[Places] = []
    for stretch in _stretches(tokens, span):
        joint = next((n for n, place in enumerate(stretch) if tokens[place].form in _AND), LIST_ITEM + 1)
        if row and joint <= LIST_ITEM:
            items = [item for item in (*row, stretch[:joint], _head(tokens, stretch[joint + 1 :])) if item]
            if len(items) >= FEWEST_ITEMS:
                yield items
            row = []
        elif row and _is_item([tokens[place] for place in stretch]):
            row.append(stretch)
        else:
            row = [tail] if (tail := _tail(tokens, stretch)) else []


def _is_item(words: Sequence[Token]) -> bool:
    """Whether words name something and introduce nothing."""
    names = all(token.is_content or token.form in _IN_ITEMS for token in words)
    return names and len(words) <= LIST_ITEM and not is_statement(words)


def _stretches(tokens: Sequence[Token], span: range) -> Iterator[Places]:
    """What stands between punctuation marks."""
    first = span.start
    for place in range(span.start + 1, span.stop + 1):
        if place == span.stop or tokens[place].before >= Break.COMMA:
            yield tuple(range(first, place))
            first = place


def _tail(tokens: Sequence[Token], stretch: Places) -> Places:
    """The content words after the last small word of a stretch, or the last if they are too many."""
    small = [n for n, place in enumerate(stretch) if not tokens[place].is_content]
    tail = stretch[small[-1] + 1 :] if small else stretch[-1:]
    return tail if len(tail) <= ITEM_WORDS else tail[-1:]


def _head(tokens: Sequence[Token], stretch: Places) -> Places:
    """The first content words of a stretch that stand side by side, ITEM_WORDS at most."""
    head: list[int] = []
    for place in stretch:
        if len(head) == ITEM_WORDS or (head and not tokens[place].is_content):
            break
        if tokens[place].is_content:
            head.append(place)
    return tuple(head)
