"""Numbers and numbers with units as facts: 15 min, fifteen minutes and 900 s are one and the same.

A number is written in digits or in words, and may be several tokens long ("two hundred and fifty", "3 k").
Quantities are compared by a key: the value in the base unit of its dimension (seconds, bytes, percent, or
nothing), and that unit. Sizes have two keys, since a megabyte is read as 1,000,000 and as 1,048,576 bytes.
What is said in several units ("1 hour 15 minutes") is their sum. Of a range both ends are said, and nothing
between them.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quiz.scoring.numbers import (
    ARTICLES,
    BITS,
    MULTIPLIERS,
    POWERS,
    SECONDS,
    UNIT_NAMES,
    Number,
    forms_from,
    key_of_value,
    number_at,
    numbers,
)
from quiz.scoring.text import Break, Token

_AND_A_HALF = ["and", "a", "half"]
_RANGE_WORDS = ("to", "till", "until", "or")


class Quantity(NamedTuple):
    """A number, with its unit if it has one, at the tokens `first` to `last` (both included)."""

    first: int
    last: int
    keys: tuple[str, ...]


class _Measure(NamedTuple):
    """What a number with its unit, or several together, come to, at the tokens `first` to `last`."""

    first: int
    last: int
    unit: str
    values: tuple[float, ...]

    def quantity(self) -> Quantity:
        return Quantity(
            self.first, self.last, tuple(key_of_value(value, _base(self.unit)) for value in self.values)
        )


def quantities(tokens: Sequence[Token], first: int, end: int) -> Iterator[Quantity]:
    """The numbers between two places, each once bare and once with its unit."""
    last: _Measure | None = None
    for place, number in numbers(tokens, first, end):
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


def _with_unit(tokens: Sequence[Token], first: int, number: Number, end: int) -> _Measure | None:
    """The number with the unit that follows, and with the half in "an hour and a half"."""
    after = _repetition(tokens, number, end)
    if after is not None and after < end and (unit := UNIT_NAMES.get(tokens[after].form)):
        return _Measure(first, after, unit, _values(number.value, unit))
    forms = forms_from(tokens, number.after, end, 1 + len(_AND_A_HALF))
    unit = next((UNIT_NAMES[form] for form in (*forms[:1], *forms[-1:]) if form in UNIT_NAMES), None)
    if unit is None:
        return None
    rest = [form for form in forms if form not in UNIT_NAMES]
    if rest == _AND_A_HALF:
        return _Measure(first, number.after + len(rest), unit, _values(number.value + 0.5, unit))
    return (
        _Measure(first, number.after, unit, _values(number.value, unit)) if forms[0] in UNIT_NAMES else None
    )


def _repetition(tokens: Sequence[Token], number: Number, end: int) -> int | None:
    """The place after the same number in parentheses ("fifteen (15) minutes"), if it is there."""
    if number.after >= end or tokens[number.after].before is not Break.CLAUSE:
        return None
    again = number_at(tokens, number.after, end)
    return again.after if again and again.value == number.value else None


def _in_range(tokens: Sequence[Token], first: int, number: Number, end: int) -> _Measure | None:
    """The number at the lower end of a range, with the unit of the upper one."""
    forms = forms_from(tokens, number.after, end, 2)
    is_between = forms[:1] == ["and"] and _is_after_between(tokens, first)
    if len(forms) < 2 or not (forms[0] in _RANGE_WORDS or is_between):
        return None
    upper = number_at(tokens, number.after + 1, end)
    measure = upper and _with_unit(tokens, first, upper, end)
    if not measure:
        return None
    return _Measure(first, number.after - 1, measure.unit, _values(number.value, measure.unit))


def _goes_on(tokens: Sequence[Token], one: _Measure, other: _Measure) -> bool:
    """Whether a measure adds to the one before it: "one hour and fifteen minutes", "1 GB 500 MB"."""
    *between, begins = forms_from(tokens, one.last + 1, other.first + 1, 2) or [""]
    is_next = begins == tokens[other.first].form and len(between) == other.first - one.last - 1
    may_add = not between or (
        between == ["and"] and one.unit in SECONDS and not _is_after_between(tokens, one.first)
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
    return not (tokens[found.first].form in ARTICLES and tokens[found.first + 1].form in UNIT_NAMES)


def _vague(tokens: Sequence[Token], found: Quantity) -> Iterator[str]:
    words = [token for token in tokens[found.first : found.last + 1] if token.form not in ARTICLES]
    if len(words) == 1 and words[0].form in MULTIPLIERS:
        yield words[0].key


def _base(unit: str) -> str:
    """The unit in which the values of a measure are counted."""
    return "s" if unit in SECONDS else "B" if unit in POWERS else "b"


def _values(value: float, unit: str) -> tuple[float, ...]:
    """The value in the base unit, in each way to read the unit."""
    if unit in POWERS:
        return tuple(value * step ** POWERS[unit] for step in (1000, 1024))
    return (value * (SECONDS | BITS)[unit],)
