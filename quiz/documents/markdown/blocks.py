"""The blocks of a Markdown document, flat and in order: headings, paragraphs, code, tables, rules, HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quiz.documents.html import shows_something, without_ends
from quiz.documents.markdown.block import Block, Item
from quiz.documents.markdown.html_blocks import html_blocks, summary_of

PARSER = MarkdownIt("commonmark").enable("table").disable(["inline", "reference"])
"""Blocks only; what is in a line is read where it matters."""

_LONGEST_SETEXT = 120

_LONGEST_SUMMARY = 20
"""Blocks."""


def blocks_of(text: str) -> list[Block]:
    """Return the blocks; every line with a letter or digit is in one."""
    blocks = list(_joined_summaries(_Walk(PARSER.parse(_with_plain_spaces(text))).blocks()))
    lines = text.split("\n")
    return [_as_written(block, lines) for block in _with_gaps(blocks, lines)]


def _as_written(block: Block, lines: list[str]) -> Block:
    """Data with the spaces that it has."""
    if block.kind != "data":
        return block
    return replace(block, text="\n".join(lines[block.start : block.end]).strip())


def _with_plain_spaces(text: str) -> str:
    """So that what is blank to Python is so to the parser, too; nothing changes its place."""
    odd = {ord(character): " " for character in set(text) if character.isspace() and character not in " \t\n"}
    return text.translate(odd)


class _Walk:
    """Walks the tokens, keeping count of the containers it is in."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.items: list[Item] = []
        self.ordered: list[bool] = []
        self.quotes = 0
        self.opened_item = False

    def blocks(self) -> Iterator[Block]:
        for place, token in enumerate(self.tokens):
            if token.type in ("bullet_list_open", "ordered_list_open"):
                self.ordered.append(token.type.startswith("ordered"))
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.ordered.pop()
            elif token.type == "list_item_open":
                is_first = self.tokens[place - 1].type.endswith("list_open")
                number = int(token.info) if self.ordered[-1] and token.info.isdecimal() else None
                self.items.append(Item(place, number, is_first))
                self.opened_item = True
            elif token.type == "list_item_close":
                self.items.pop()
            elif token.type.startswith("blockquote"):
                self.quotes += token.nesting
            elif token.map is not None and token.level <= self.depth:
                yield from self._leaf(place, token)

    @property
    def depth(self) -> int:
        return len(self.ordered) + len(self.items) + self.quotes

    def _leaf(self, place: int, token: Token) -> Iterator[Block]:
        start, end = token.map or (0, 0)
        where = Block(
            "", start, end, items=tuple(self.items), quotes=self.quotes, opens_item=self.opened_item
        )
        inline = self.tokens[place + 1].content if token.nesting == 1 else ""
        made = list(self._made(place, token, where, inline))
        if made:
            self.opened_item = False
        yield from made

    def _made(self, place: int, token: Token, where: Block, inline: str) -> Iterator[Block]:
        if token.type == "paragraph_open":
            yield from _paragraph(where, inline)
        elif token.type == "heading_open" and _is_text_over_a_rule(token, inline):
            yield replace(where, kind="paragraph", text=inline, end=where.end - 1)
            yield replace(where, kind="rule", start=where.end - 1, opens_item=False)
        elif token.type == "heading_open":
            yield replace(where, kind="heading", text=inline, level=int(token.tag[1]))
        elif token.type in ("fence", "code_block"):
            yield replace(where, kind="code", text=token.content)
        elif token.type == "table_open":
            yield replace(where, kind="table", rows=tuple(self._rows(place)))
        elif token.type == "hr":
            yield replace(where, kind="rule")
        elif token.type == "html_block":
            yield from html_blocks(token.content, where)

    def _rows(self, place: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        cells: list[str] = []
        line = 0
        for token in self.tokens[place + 1 :]:
            if token.type == "table_close":
                return
            if token.type == "tr_open":
                cells, line = [], (token.map or [0])[0]
            elif token.type == "inline":
                cells.append(token.content)
            elif token.type == "tr_close":
                yield line, tuple(cells)


def _paragraph(where: Block, text: str) -> Iterator[Block]:
    """A paragraph, and the end of the details that it stands in where it has that."""
    said = without_ends(text)
    yield replace(where, kind="paragraph", text=said, end=where.end - text[len(said) :].count("\n"))
    if "</details>" in text[len(said) :]:
        yield replace(where, kind="details-end", start=where.end - 1, opens_item=False)


def _is_text_over_a_rule(token: Token, text: str) -> bool:
    """A rule right under a text makes a heading of it, which few mean who write `---` between questions."""
    if token.markup != "-":
        return False
    is_sentence = text.rstrip().endswith(".") or len(text) > _LONGEST_SETEXT
    return is_sentence or "\n" in text or ":**" in text or "**:" in text


def _joined_summaries(blocks: Iterable[Block]) -> Iterator[Block]:
    """A summary with blank lines in it goes on in the next blocks, until it ends."""
    parts: list[Block] = []
    for block in blocks:
        if parts and block.kind in ("heading", "paragraph") and len(parts) < _LONGEST_SUMMARY:
            text, end, rest = block.text.partition("</summary>")
            parts.append(replace(block, text=text))
            if end:
                yield _joined(parts)
                parts = []
                if shows_something(rest):
                    yield replace(block, start=block.end - 1, text=rest.strip(), said=rest.strip())
            continue
        if parts and block.kind == "summary-end":
            yield _joined(parts)
            parts = []
        elif parts and block.kind == "empty":
            parts.append(block)
            continue
        elif parts:
            yield from _without_end(parts)
            parts = []
        if block.kind == "summary-open":
            parts = [block]
        elif block.kind != "summary-end":
            yield block
    yield from _without_end(parts)


def _joined(parts: Sequence[Block]) -> Block:
    text = "\n".join(part.text for part in parts if part.text)
    return summary_of(replace(parts[0], text=text, end=parts[-1].end))


def _without_end(parts: Sequence[Block]) -> Iterator[Block]:
    """A summary that nothing ends: it has its first words, and the rest is text."""
    asked = 1 + (len(parts) > 1 and not parts[0].text)
    if parts:
        yield _joined(parts[:asked])
        yield from parts[asked:]


def _with_gaps(blocks: list[Block], lines: list[str]) -> Iterator[Block]:
    """What the parser left out, such as what is nested deeper than it goes, as text."""
    place = 0
    for block in [*blocks, Block("end", len(lines), len(lines))]:
        for number in range(place, block.start):
            if any(map(str.isalnum, lines[number])):
                yield Block("text", number, number + 1, text=lines[number].strip())
        place = max(place, block.end)
        if block.kind != "end":
            yield block
