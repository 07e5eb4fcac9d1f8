"""What the questions of a document look like: headings of a level, bold lines, numbered items ...

A style is chosen by comparing: it holds questions that have something under them, more than any other,
and the outer of two wins, since what stands under a question is its answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from quiz.documents.markdown.block import Block
from quiz.documents.markdown.labels import ASK, FOLLOW_UP, LEVEL
from quiz.documents.markdown.looks import Plain, asks, asks_to_explain, is_navigation, question_of

SILENT = ("empty", "details", "details-end", "data", "rule", "row-end", "columns")
"""Kinds of blocks that say nothing."""

_NOT_QUESTIONS = frozenset(
    """contents table of index introduction intro about overview preface resources resource references
    reference links link license licence contributing contributors contribution contribute credits conclusion
    summary disclaimer acknowledgements acknowledgments authors author sponsors support legend faq glossary
    appendix prerequisites notes note tips further reading related see also useful additional good to hear
    the this and how-to changelog""".split()
)
_PARTS = frozenset(
    """example examples output explanation code sample snippet syntax usage pros cons advantages disadvantages
    and""".split()
)
_FARTHEST = 200
"""Blocks to look ahead for the next question."""

MARKS = ("?", "？", "؟")


class Style(NamedTuple):
    """A look; `level` is that of a heading, else the depth of the list."""

    kind: str
    level: int


@dataclass(frozen=True)
class Chosen:
    """The style of the questions, and whether those of its kind that don't ask are questions as well."""

    style: Style
    count: int
    has_topics: bool
    has_numbers: bool
    is_inside_items: bool
    opens_items: bool


def style_of(block: Block) -> Style | None:
    """The look of a block that may be a question, or None."""
    if is_navigation(block.text):
        return None
    if block.kind == "heading":
        return None if block.quotes else Style("heading", block.level)
    if block.kind == "summary":
        return Style("summary", 0)
    if block.kind == "bold":
        return Style("bold", len(block.items))
    if block.kind == "paragraph" and block.opens_item and block.items:
        return Style("item", len(block.items))
    if block.kind == "paragraph" and not block.items and "\n" not in block.text:
        return Style("quote" if block.quotes else "line", 0)
    return None


def reads_as_question(block: Block) -> bool:
    """Whether its words ask; a plain line must say so by its mark, or surely."""
    style = style_of(block)
    if style is None:
        return False
    text = asked(block.text).text
    if style.kind in ("line", "quote") and not block.text.rstrip(" *_").endswith(MARKS):
        return asks_to_explain(text)
    return asks(text)


@lru_cache(maxsize=4096)
def asked(text: str) -> Plain:
    return question_of(text)


def number_of(block: Block) -> int | None:
    """The number that a question bears, by itself or by its list item."""
    return asked(block.text).number or (block.items[-1].number if block.opens_item and block.items else None)


def follower(blocks: Sequence[Block], place: int) -> int | None:
    """The place of the next block that says something."""
    return next(
        (number for number in range(place + 1, len(blocks)) if blocks[number].kind not in SILENT), None
    )


def chosen_style(blocks: Sequence[Block], *, at_least: int = 1, title: Block | None = None) -> Chosen | None:
    """Return the style of the questions, or None where there are not that many with something under them."""
    alike: defaultdict[Style, list[int]] = defaultdict(list)
    for place, block in enumerate(blocks):
        style = style_of(block)
        if block is not title and style is not None and (block.label is None or block.label.role == ASK):
            alike[style].append(place)
    asking = {
        style: [place for place in places if reads_as_question(blocks[place])]
        for style, places in alike.items()
    }
    answered = {
        style: sum(_is_answered(blocks, place, style) for place in places) for style, places in asking.items()
    }
    most = max(answered.values(), default=0)
    fitting = [
        style
        for style, times in answered.items()
        if times >= max(at_least, most / 5) and len(asking[style]) >= _share(style) * len(alike[style])
    ]
    if not fitting:
        return None
    headings = sorted(style for style in fitting if style.kind == "heading")
    style = headings[0] if headings else max(fitting, key=lambda style: answered[style])
    return _described(blocks, style, alike[style], asking[style])


def _share(style: Style) -> float:
    """The part of those alike that must ask: any text may have list items and bold lines."""
    return 0.5 if style.kind == "heading" else 0.25


def _is_answered(blocks: Sequence[Block], place: int, style: Style) -> bool:
    following = follower(blocks, place)
    if following is None:
        return False
    block = blocks[following]
    if block.label and block.label.role == LEVEL:
        return _is_answered(blocks, following, style)
    if style_of(block) == style:
        return style.kind in ("line", "item") and not reads_as_question(block)
    if block.kind == "heading":
        is_below = style.kind == "heading" and block.level > style.level
        return is_below and (number_of(blocks[place]) is not None or not reads_as_question(block))
    return block.label is None or block.label.role not in (ASK, FOLLOW_UP)


def _described(blocks: Sequence[Block], style: Style, alike: list[int], asking: list[int]) -> Chosen:
    numbered = sum(number_of(blocks[place]) is not None for place in asking) >= 0.8 * len(asking)
    topics = [place for place in alike if _names_a_topic(blocks[place].text)]
    inside = 0
    for place in asking:
        following, items = follower(blocks, place), blocks[place].items
        inside += bool(items) and following is not None and items[-1] in blocks[following].items
    return Chosen(
        style=style,
        count=len(asking),
        has_topics=style.kind in ("heading", "summary") and len(asking) >= 0.6 * len(topics),
        has_numbers=numbered,
        is_inside_items=inside > 0.5 * len(asking),
        opens_items=sum(blocks[place].opens_item for place in asking) > 0.5 * len(asking),
    )


def is_question(blocks: Sequence[Block], place: int, chosen: Chosen, last_number: int | None) -> bool:
    """Whether the block is one of the questions; `last_number` is that of the question before it."""
    block = blocks[place]
    if block.label and block.label.role != ASK:
        return False
    if style_of(block) != chosen.style:
        return _fills_gap(blocks, place, chosen, last_number)
    if chosen.opens_items and block.items and not block.opens_item:
        return False
    if reads_as_question(block):
        return True
    if not chosen.has_numbers:
        return chosen.has_topics and _names_a_topic(block.text)
    if number_of(block) is None or number_of(block) != (last_number or 0) + 1:
        return False
    return chosen.style.kind != "item" or _is_numbered_on(blocks, place, chosen)


def _fills_gap(blocks: Sequence[Block], place: int, chosen: Chosen, last_number: int | None) -> bool:
    """Whether a question of another look has the number that those of the chosen one leave out."""
    block = blocks[place]
    if not chosen.has_numbers or last_number is None or block.kind in SILENT:
        return False
    number = last_number + 1
    if not (block.items or str(number) in block.text) or number_of(block) != number:
        return False
    if block.label or not reads_as_question(block) or (block.items and not block.items[-1].is_first):
        return False
    later = (blocks[after] for after in range(place + 1, min(len(blocks), place + _FARTHEST)))
    next_number = next((number_of(after) for after in later if style_of(after) == chosen.style), None)
    if next_number is None:
        return block.kind in ("bold", "heading", "paragraph")
    return next_number > number


def _is_numbered_on(blocks: Sequence[Block], place: int, chosen: Chosen) -> bool:
    """Whether an item goes on with the questions rather than with a list in an answer."""
    block, following = blocks[place], follower(blocks, place)
    if block.items[-1].is_first or following is None:
        return following is not None
    if chosen.is_inside_items:
        return block.items[-1] in blocks[following].items
    later = (blocks[number] for number in range(place + 1, min(len(blocks), place + _FARTHEST)))
    next_asked = next((after for after in later if style_of(after) == chosen.style), None)
    goes_on = next_asked is not None and number_of(next_asked) == (number_of(block) or 0) + 1
    is_apart = blocks[place - 1].end < block.start
    return style_of(blocks[following]) != chosen.style and (goes_on or is_apart)


def names_a_part(block: Block) -> bool:
    """Whether a heading is one that answers have, such as “Example”."""
    words = asked(block.text).text.lower().split()
    return bool(words) and all(word.strip(":.,&") in _PARTS for word in words)


def _names_a_topic(text: str) -> bool:
    words = asked(text).text.lower().replace("-", " ").split()
    return bool(words) and not all(word.strip(":.,&") in _NOT_QUESTIONS | _PARTS for word in words)
