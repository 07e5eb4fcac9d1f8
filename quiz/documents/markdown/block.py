"""A block of a Markdown document, as the other modules hand it on."""

from __future__ import annotations

from dataclasses import dataclass, field

from quiz.documents.markdown.labels import Label


@dataclass(frozen=True)
class Item:
    """A list item that a block is in; `id` is its place among the tokens."""

    id: int
    number: int | None
    is_first: bool


@dataclass(frozen=True, eq=False)
class Block:
    """A leaf of the document. Lines are counted from 0, half-open.

    `text` is its Markdown without the marks around it, `head` what it has of its first line where that line
    is not all its own, `said` what an answer has of it where that isn't its lines as they are.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    level: int = 0
    items: tuple[Item, ...] = ()
    opens_item: bool = False
    quotes: int = 0
    head: str | None = None
    said: str | None = None
    label: Label | None = None
    rows: tuple[tuple[int, tuple[str, ...]], ...] = field(default=(), repr=False)
