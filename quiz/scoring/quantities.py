"""Numbers and numbers with units as facts: 15 min, fifteen minutes and 900 s are one and the same.

A number is written in digits or in words, and may be several tokens long ("two hundred and fifty", "3 k").
Quantities are compared by a key: the value in the base unit of its dimension (seconds, bytes, percent, or
nothing), and that unit. Sizes have two keys, since a megabyte is read as 1,000,000 and as 1,048,576 bytes.
What is said in several units ("1 hour 15 minutes") is their sum. Of a range both ends are said, and nothing
between them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from quiz.scoring.text import Break, Token
from quiz.scoring.words import NUMBER_WORDS, UNITS

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_MULTIPLIERS = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_THOUSAND = "k"
_ARTICLES = ("a", "an")
_AND_A_HALF = ["and", "a", "half"]
_PARTS = {"half": 0.5, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1, "hundredth": 0.01, "thousandth": 0.001}
_POINT = "point"
_TENS = tuple(map(str, range(20, 100, 10)))
MOST_DECIMALS = 6

_RANGE_WORDS = ("to", "till", "until", "or")

_SECONDS = {
    "millisecond": 0.001,
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86_400.0,
    "week": 604_800.0,
}
_POWERS = {"byte": 0, "kilobyte": 1, "megabyte": 2, "gigabyte": 3, "terabyte": 4}
_BITS = {"kilobit": 1e3, "megabit": 1e6, "gigabit": 1e9}
_UNIT_NAMES = {name + ending: name for name in (*_SECONDS, *_POWERS, *_BITS) for ending in ("", "s")}
_UNIT_NAMES |= {short: name for short, name in UNITS.items() if name in _UNIT_NAMES}


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


class _Measure(NamedTuple):
    """What a number with its unit, or several together, come to, at the tokens `first` to `last`."""

    first: int
    last: int
    unit: str
    values: tuple[float, ...]

    def quantity(self) -> Quantity:
        return Quantity(self.first, self.last, tuple(_key(value, _base(self.unit)) for value in self.values))


def quantities(tokens: Sequence[Token], first: int, end: int) -> Iterator[Quantity]:
    """The numbers between two places, each once bare and once with its unit."""
    last: _Measure | None = None
    for place, number in _numbers(tokens, first, end):
        if number.key:
            yield Quantity(place, number.after - 1, (number.key,))
        measure = _with_unit(tokens, place, number, end) or _in_range(tokens, place, number, end)
        if last and measure and _goes_on(tokens, last, measure):
            summed = tuple(map(sum, zip(last.values, measure.values, strict=True)))
            last = measure._replace(first=last.first, values=summed)
            continue
        if last:
            yield last.quantity()
        last = measure
    if last:
        yield last.quantity()


def _numbers(tokens: Sequence[Token], first: int, end: int) -> Iterator[tuple[int, _Number]]:
    """The numbers between two places, and where each begins."""
    place = first
    while place < end:
        form = tokens[place].form
        number = _number(tokens, place, end) if form in _OPENERS or form[0].isdigit() else None
        if number:
            yield place, number
        place = number.after if number else place + 1


def _with_unit(tokens: Sequence[Token], first: int, number: _Number, end: int) -> _Measure | None:
    """The number with the unit that follows, and with the half in "an hour and a half"."""
    after = _repetition(tokens, number, end)
    if after is not None and after < end and (unit := _UNIT_NAMES.get(tokens[after].form)):
        return _Measure(first, after, unit, _values(number.value, unit))
    forms = _forms(tokens, number.after, end, 1 + len(_AND_A_HALF))
    unit = next((_UNIT_NAMES[form] for form in (*forms[:1], *forms[-1:]) if form in _UNIT_NAMES), None)
    if unit is None:
        return None
    rest = [form for form in forms if form not in _UNIT_NAMES]
    if rest == _AND_A_HALF:
        return _Measure(first, number.after + len(rest), unit, _values(number.value + 0.5, unit))
    return (
        _Measure(first, number.after, unit, _values(number.value, unit)) if forms[0] in _UNIT_NAMES else None
    )


def _repetition(tokens: Sequence[Token], number: _Number, end: int) -> int | None:
    """The place after the same number in parentheses ("fifteen (15) minutes"), if it is there."""
    if number.after >= end or tokens[number.after].before is not Break.CLAUSE:
        return None
    again = _number(tokens, number.after, end)
    return again.after if again and again.value == number.value else None


def _in_range(tokens: Sequence[Token], first: int, number: _Number, end: int) -> _Measure | None:
    """The number at the lower end of a range, with the unit of the upper one."""
    forms = _forms(tokens, number.after, end, 2)
    is_between = forms[:1] == ["and"] and _is_after_between(tokens, first)
    if len(forms) < 2 or not (forms[0] in _RANGE_WORDS or is_between):
        return None
    upper = _number(tokens, number.after + 1, end)
    measure = upper and _with_unit(tokens, first, upper, end)
    if not measure:
        return None
    return _Measure(first, number.after - 1, measure.unit, _values(number.value, measure.unit))


def _goes_on(tokens: Sequence[Token], one: _Measure, other: _Measure) -> bool:
    """Whether a measure adds to the one before it: "one hour and fifteen minutes", "1 GB 500 MB"."""
    *between, begins = _forms(tokens, one.last + 1, other.first + 1, 2) or [""]
    is_next = begins == tokens[other.first].form and len(between) == other.first - one.last - 1
    may_add = not between or (
        between == ["and"] and one.unit in _SECONDS and not _is_after_between(tokens, one.first)
    )
    return (
        is_next
        and may_add
        and _base(one.unit) == _base(other.unit)
        and other.values[0] < _values(1, one.unit)[0]
    )


def _is_after_between(tokens: Sequence[Token], first: int) -> bool:
    return first > 0 and tokens[first - 1].form == "between"


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
        return _with_decimals(tokens, _in_digits(tokens, place, end), end)
    if form in NUMBER_WORDS or form in _MULTIPLIERS:
        return _with_decimals(tokens, _in_words(tokens, place, end), end)
    return None


def _with_decimals(tokens: Sequence[Token], number: _Number, end: int) -> _Number:
    """Read "ninety nine point nine five", "three point eleven" as a version, "two tenths of a second"."""
    if number.after < end and (part := _part_of_unit(tokens, number.after, end)):
        return _Number(number.value * part.value, part.after, None)
    point, *rest = _forms(tokens, number.after, end, 1 + MOST_DECIMALS) or [""]
    said = [NUMBER_WORDS.get(form, form) for form in rest]
    if point != _POINT or not said or not said[0].isdecimal() or number.value % 1:
        return number
    decimals = list(takewhile(_is_digit, said)) or said[:1]
    after = number.after + 1 + len(decimals)
    if decimals[0] in _TENS and _is_digit(said[1] if len(said) > 1 else ""):
        decimals, after = [decimals[0][0], said[1]], after + 1
    written = f"{int(number.value)}.{''.join(decimals)}"
    return _Number(float(written), after, f"{written} ")


def _is_digit(said: str) -> bool:
    return len(said) == 1 and said.isdecimal()


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
    """Read "half an", "quarter of an" or "quarters of an" before a unit."""
    part = _PARTS.get(tokens[place].form.removesuffix("s"))
    if part is None:
        return None
    forms = _forms(tokens, place + 1, end, 3)
    skipped = 1 if forms[:1] == ["of"] else 0
    if len(forms) <= skipped + 1 or forms[skipped] not in _ARTICLES or forms[skipped + 1] not in _UNIT_NAMES:
        return None
    return _Number(part, place + skipped + 2, None)


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


def _base(unit: str) -> str:
    """The unit in which the values of a measure are counted."""
    return "s" if unit in _SECONDS else "B" if unit in _POWERS else "b"


def _values(value: float, unit: str) -> tuple[float, ...]:
    """The value in the base unit, in each way to read the unit."""
    if unit in _POWERS:
        return tuple(value * step ** _POWERS[unit] for step in (1000, 1024))
    return (value * (_SECONDS | _BITS)[unit],)
