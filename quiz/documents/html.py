"""HTML in documents: its tags, and the Markdown that says the same."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r"""\b(href|src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_INNER_LINK = re.compile(
    r"""<a\b[^<>]*\bhref\s*=\s*["']?#[^<>]*>[^<>]*(?:<(?!/a)[^<>]*>[^<>]*){0,5}</a>""", re.IGNORECASE
)
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")

_BLOCKS = frozenset("p div section article blockquote ul ol pre table tr center details summary".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "code": "`", "tt": "`", "kbd": "`"}
_PLAIN = frozenset("a br li img td th span font u s del ins mark sub sup small hr tbody thead".split())
KNOWN_TAGS = (_BLOCKS | _HEADINGS | _MARKS.keys() | _PLAIN) - {"table", "tr", "td", "th", "tbody", "thead"}
"""What can be said in Markdown; a table in HTML is better left as it is."""
_MARKUP = KNOWN_TAGS | {"table", "tr", "td", "th", "tbody", "thead"}
_MOST_ENDS = 20
_UNPAIRED = frozenset("p br hr li img tr td th".split())
"""Tags of HTML that need no end."""


class Tag(NamedTuple):
    """A tag with its place in the text; half-open."""

    name: str
    is_closing: bool
    attributes: str
    start: int
    end: int


def tags(text: str) -> Iterator[Tag]:
    """The tags of the text in order, with lower-case names."""
    for match in _TAG.finditer(text):
        yield Tag(match[2].lower(), bool(match[1]), match[3], match.start(), match.end())


def tag_of(text: str) -> Tag | None:
    """The tag that a text consists of."""
    return next((tag for tag in tags(text) if tag.end - tag.start == len(text)), None)


def marking(found: Sequence[Tag], *, unpaired: Set[str] = frozenset()) -> set[int]:
    """The places of the tags that mark a text up; the others are words of it, as in “What is <b> for?”

    A tag marks up if it is a known one with its end, or has attributes, or is named among the `unpaired`.
    """
    open_at: defaultdict[str, list[int]] = defaultdict(list)
    marking: set[int] = set()
    for place, tag in enumerate(found):
        if tag.name not in _MARKUP:
            continue
        if tag.is_closing:
            marking |= {place, *open_at[tag.name][-1:]}
            del open_at[tag.name][-1:]
        else:
            open_at[tag.name].append(place)
            if tag.name in unpaired or tag.attributes.strip(" /"):
                marking.add(place)
    return marking


def without_ends(text: str) -> str:
    """The text without the closing tags at its end whose openings it doesn't have."""
    end = len(text.rstrip())
    found = list(tags(text)) if text[:end].endswith(">") else []
    for place in range(len(found) - 1, max(-1, len(found) - _MOST_ENDS), -1):
        tag = found[place]
        opened = sum(-1 if other.is_closing else 1 for other in found[:place] if other.name == tag.name)
        if tag.end != end or not tag.is_closing or tag.name not in _MARKUP - {"summary"} or opened > 0:
            break
        end = len(text[: tag.start].rstrip())
    return text[:end] if end < len(text.rstrip()) else text


def _broken_marks(found: Sequence[Tag], text: str) -> set[int]:
    """The places of bold tags and the like that don't end on their line, which Markdown can't say."""
    open_at: defaultdict[str, list[int]] = defaultdict(list)
    broken = {place for place, tag in enumerate(found) if tag.name in _MARKS}
    for place in sorted(broken):
        tag = found[place]
        if not tag.is_closing:
            open_at[tag.name].append(place)
        elif open_at[tag.name]:
            opening = open_at[tag.name].pop()
            if "\n" not in text[found[opening].end : tag.start]:
                broken -= {opening, place}
    return broken


def without_comments(text: str) -> str:
    """The text without `<!-- -->`, each replaced by the newlines in it, so that lines keep their number."""
    kept, place = [], 0
    while (start := text.find("<!--", place)) >= 0:
        end = text.find("-->", start + 4)
        end = len(text) if end < 0 else end + 3
        kept += [text[place:start], "\n" * text.count("\n", start, end)]
        place = end
    return "".join(kept) + text[place:]


def shows_something(text: str) -> bool:
    """Whether there is a letter or digit outside its tags and comments."""
    return any(map(str.isalnum, html.unescape(_TAG.sub("", without_comments(text)))))


def is_navigation(text: str) -> bool:
    """Whether all that it shows are links to places in the document."""
    return not shows_something(_INNER_LINK.sub("", text))


def is_sayable(text: str) -> bool:
    """Whether all of its tags can be said in Markdown."""
    return all(tag.name in KNOWN_TAGS for tag in tags(text))


def has_blocks(text: str) -> bool:
    """Whether its paragraphs and lists are in HTML, so that its lines mean nothing."""
    return any(tag.name in _BLOCKS - {"details", "summary"} or tag.name == "li" for tag in tags(text))


def markdown_of(text: str, *, keep_lines: bool = False) -> str:
    """Return Markdown that says what the HTML says; a tag that is none of HTML's marks is left as it is.

    With `keep_lines` the text between the tags is Markdown by itself.
    """
    said: list[str] = []
    links: list[str] = []
    in_code, place = False, 0
    text = without_comments(text)
    found = list(tags(text))
    marks = set(range(len(found))) if keep_lines else marking(found, unpaired=_UNPAIRED)
    broken = _broken_marks(found, text) if keep_lines else ()
    for number, tag in enumerate(found):
        if number not in marks:
            continue
        said.append(_between(text[place : tag.start], in_code, keep_lines))
        place = tag.end
        if tag.name == "pre":
            in_code = not tag.is_closing
            said.append("\n```\n\n" if tag.is_closing else "\n\n```\n")
        elif tag.name == "a" and not in_code:
            said.append(_link(tag, links))
        elif number not in broken and (not in_code or tag.name == "br"):
            said.append(_mark(tag))
    said.append(_between(text[place:], in_code, keep_lines))
    if in_code:
        said.append("\n```")
    return _BLANK_LINES.sub("\n\n", "".join(said)).strip("\n ")


def words_of_html(text: str) -> str:
    """Return the text of the HTML without its marks, as one line."""
    said: list[str] = []
    place = 0
    text = without_comments(text)
    found = list(tags(text))
    for number in sorted(marking(found, unpaired=_UNPAIRED)):
        tag = found[number]
        said += [text[place : tag.start], "" if tag.name in _MARKS.keys() | {"a", "span"} else " "]
        place = tag.end
    return " ".join(html.unescape("".join([*said, text[place:]])).split())


def _between(text: str, in_code: bool, keep_lines: bool) -> str:
    if keep_lines:
        return text
    if in_code:
        return html.unescape(text)
    lead = " " if text[:1].isspace() else ""
    end = " " if text[-1:].isspace() and text.strip() else ""
    return html.unescape(lead + " ".join(text.split()) + end)


def _mark(tag: Tag) -> str:
    if tag.name in _MARKS:
        return _MARKS[tag.name]
    if tag.name in _HEADINGS or tag.name == "summary":
        return "**\n\n" if tag.is_closing else "\n\n**"
    if tag.name in _BLOCKS:
        return "\n\n"
    if tag.name == "li":
        return "" if tag.is_closing else "\n- "
    if tag.name in ("br", "hr"):
        return "\n"
    if tag.name == "img":
        values = _attributes(tag)
        return f"![{values.get('alt', '')}]({values['src']})" if values.get("src") else ""
    return " " if tag.name in ("td", "th") else ""


def _link(tag: Tag, open_links: list[str]) -> str:
    """The start or the end of a link; one that leads to no other page is its words."""
    if tag.is_closing:
        target = open_links.pop() if open_links else ""
        return f"]({target})" if target else ""
    target = _attributes(tag).get("href", "")
    open_links.append(target if "://" in target else "")
    return "[" if open_links[-1] else ""


def _attributes(tag: Tag) -> dict[str, str]:
    found = _ATTRIBUTE.finditer(tag.attributes)
    return {match[1].lower(): match[2] or match[3] or match[4] or "" for match in found}
