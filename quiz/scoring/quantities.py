"""Numbers and numbers with units as facts: 15 min, fifteen minutes and 900 s are one and the same.

A number is written in digits or in words, and may be several tokens long ("two hundred and fifty", "3 k").
Quantities are compared by a key: the value in the base unit of its dimension (seconds, bytes, percent, or
nothing), and that unit. Sizes have two keys, since a megabyte is read as 1,000,000 and as 1,048,576 bytes.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quiz.scoring.text import Break, Token
from quiz.scoring.words import NUMBER_WORDS, UNITS

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_MULTIPLIERS = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_THOUSAND = "k"
_ARTICLES = ("a", "an")
_AND_A_HALF = ["and", "a", "half"]
_PARTS = {"half": 0.5, "quarter": 0.25}

_SECONDS = {
    "millisecond": 0.001,
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86_400.0,
    "week": 604_800.0,
}
_POWERS = {"byte": 0, "kilobyte": 1, "megabyte": 2, "gigabyte": 3, "terabyte": 4}
_UNIT_NAMES = {name + ending: name for name in (*_SECONDS, *_POWERS) for ending in ("", "s")} | UNITS


_OPENERS = frozenset((*_ARTICLES, *_PARTS, *_MULTIPLIERS, *NUMBER_WORDS))
"""What a number in words begins with."""


class Quantity(NamedTuple):
    """A number, with its unit if it has one, at the tokens `first` to `last` (both included)."""

    first: int
    last: int
    keys: tuple[str, ...]


class _Number(NamedTuple):
    """A value and the place after it; `key` is that of the bare number, None for "an" and "half an"."""

    value: float
    after: int
    key: str | None


def quantities(tokens: Sequence[Token], first: int, end: int) -> Iterator[Quantity]:
    """The numbers between two places, each once bare and once with its unit."""
    place = first
    while place < end:
        form = tokens[place].form
        number = _number(tokens, place, end) if form in _OPENERS or form[0].isdigit() else None
        if number is None:
            place += 1
            continue
        if number.key:
            yield Quantity(place, number.after - 1, (number.key,))
        if with_unit := _with_unit(tokens, number, end):
            yield with_unit._replace(first=place)
        place = number.after


def _with_unit(tokens: Sequence[Token], number: _Number, end: int) -> Quantity | None:
    """The number with the unit that follows, and with the half in "an hour and a half"."""
    forms = _forms(tokens, number.after, end, 1 + len(_AND_A_HALF))
    unit = next((_UNIT_NAMES[form] for form in (*forms[:1], *forms[-1:]) if form in _UNIT_NAMES), None)
    if unit is None:
        return None
    rest = [form for form in forms if form not in _UNIT_NAMES]
    if rest == _AND_A_HALF:
        return Quantity(number.after, number.after + len(rest), _keys(number.value + 0.5, unit))
    return (
        Quantity(number.after, number.after, _keys(number.value, unit)) if forms[0] in _UNIT_NAMES else None
    )


def written_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Those of a phrase: "a second" is none, and "thousand" asks for any thousands as well as for 1000."""
    found = [one for one in quantities(tokens, 0, len(tokens)) if _begins_with_number(tokens, one)]
    return [one._replace(keys=(*one.keys, *_vague(tokens, one))) for one in found]


def _begins_with_number(tokens: Sequence[Token], found: Quantity) -> bool:
    return not (tokens[found.first].form in _ARTICLES and tokens[found.first + 1].form in _UNIT_NAMES)


def _vague(tokens: Sequence[Token], found: Quantity) -> Iterator[str]:
    words = [token for token in tokens[found.first : found.last + 1] if token.form not in _ARTICLES]
    if len(words) == 1 and words[0].form in _MULTIPLIERS:
        yield words[0].key


def _number(tokens: Sequence[Token], place: int, end: int) -> _Number | None:
    """The number that begins here, if one does."""
    form = tokens[place].form
    if form in _PARTS:
        return _part_of_unit(tokens, place, end)
    if form in _ARTICLES:
        following = _forms(tokens, place + 1, end, 1)
        if following and following[0] in _MULTIPLIERS:
            return _in_words(tokens, place + 1, end)
        return _Number(1.0, place + 1, None) if following and following[0] in _UNIT_NAMES else None
    if _DIGITS.fullmatch(form):
        return _in_digits(tokens, place, end)
    return _in_words(tokens, place, end) if form in NUMBER_WORDS or form in _MULTIPLIERS else None


def _in_digits(tokens: Sequence[Token], place: int, end: int) -> _Number:
    """Read "15", "3k" or "2 million"; 3.10, a version, is another number than 3.1."""
    value, after = float(tokens[place].form), place + 1
    for form in _forms(tokens, after, end, 2):
        is_glued = tokens[after].start == tokens[after - 1].end
        factor = 1e3 if form == _THOUSAND and is_glued else _MULTIPLIERS.get(form)
        if factor is None:
            break
        value, after = value * factor, after + 1
    as_written = f"{tokens[place].form} "
    return _Number(value, after, _key(value) if after > place + 1 else as_written)


def _in_words(tokens: Sequence[Token], place: int, end: int) -> _Number:
    """Read "two hundred and fifty thousand": what was summed up is multiplied, the rest is added."""
    total = current = 0.0
    after = place
    for number, token in enumerate(tokens[place:end], place):
        if number > place and token.before is not Break.NONE:
            break
        factor = _MULTIPLIERS.get(token.form)
        if factor == 100:
            current = (current or 1.0) * factor
        elif factor:
            total, current = total + (current or 1.0) * factor, 0.0
        elif token.form in NUMBER_WORDS and _continues(
            current, int(NUMBER_WORDS[token.form]), number > place
        ):
            current += int(NUMBER_WORDS[token.form])
        elif token.form != "and" or after != number or not (total or current >= 100):
            break
        else:
            continue
        after = number + 1
    return _Number(total + current, after, _key(total + current))


def _continues(current: float, added: int, has_begun: bool) -> bool:
    """Whether "five" goes on with the number: after "twenty" or "hundred", not after "three"."""
    if not has_begun or not current:
        return True
    return (current % 100 == 0 and added < 100) or (current % 100 >= 20 and current % 10 == 0 and added < 10)


def _part_of_unit(tokens: Sequence[Token], place: int, end: int) -> _Number | None:
    """Read "half an" or "quarter of an" before a unit."""
    forms = _forms(tokens, place + 1, end, 3)
    skipped = 1 if forms[:1] == ["of"] else 0
    if len(forms) <= skipped + 1 or forms[skipped] not in _ARTICLES or forms[skipped + 1] not in _UNIT_NAMES:
        return None
    return _Number(_PARTS[tokens[place].form], place + skipped + 2, None)


def _forms(tokens: Sequence[Token], place: int, end: int, count: int) -> list[str]:
    """Up to so many forms that follow without punctuation."""
    forms: list[str] = []
    for token in tokens[place : min(place + count, end)]:
        if token.before is not Break.NONE:
            break
        forms.append(token.form)
    return forms


def _key(value: float, unit: str = "") -> str:
    return f"{value:.12g} {unit}"


def _keys(value: float, unit: str) -> tuple[str, ...]:
    if unit in _SECONDS:
        return (_key(value * _SECONDS[unit], "s"),)
    if unit in _POWERS:
        return tuple(_key(value * step ** _POWERS[unit], "B") for step in (1000, 1024))
    return (_key(value, unit),)
