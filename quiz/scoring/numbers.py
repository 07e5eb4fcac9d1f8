"""Numbers as they are written and said: "15", "3k", "two hundred and fifty", "a tenth of" a second."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from quiz.scoring.text import Break, Token
from quiz.scoring.words import NUMBER_WORDS, UNITS

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
MULTIPLIERS = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_THOUSAND = "k"
ARTICLES = ("a", "an")
_PARTS = {"half": 0.5, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1, "hundredth": 0.01, "thousandth": 0.001}
_POINT = "point"
_TENS = tuple(map(str, range(20, 100, 10)))
_MOST_DECIMALS = 6

SECONDS = {
    "millisecond": 0.001,
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86_400.0,
    "week": 604_800.0,
}
POWERS = {"byte": 0, "kilobyte": 1, "megabyte": 2, "gigabyte": 3, "terabyte": 4}
BITS = {"kilobit": 1e3, "megabit": 1e6, "gigabit": 1e9}
UNIT_NAMES = {name + ending: name for name in (*SECONDS, *POWERS, *BITS) for ending in ("", "s")}
UNIT_NAMES |= {short: name for short, name in UNITS.items() if name in UNIT_NAMES}


_OPENERS = frozenset((*ARTICLES, *_PARTS, *MULTIPLIERS, *NUMBER_WORDS))
"""What a number in words begins with."""


class Number(NamedTuple):
    """A value and the place after it; `key` is that of the bare number, None for "an" and "half an"."""

    value: float
    after: int
    key: str | None


def numbers(tokens: Sequence[Token], first: int, end: int) -> Iterator[tuple[int, Number]]:
    """The numbers between two places, and where each begins."""
    place = first
    while place < end:
        form = tokens[place].form
        number = number_at(tokens, place, end) if form in _OPENERS or form[0].isdigit() else None
        if number:
            yield place, number
        place = number.after if number else place + 1


def number_at(tokens: Sequence[Token], place: int, end: int) -> Number | None:
    """The number that begins here, if one does."""
    form = tokens[place].form
    if form in _PARTS:
        return _part_of_unit(tokens, place, end)
    if form in ARTICLES:
        following = forms_from(tokens, place + 1, end, 1)
        if following and following[0] in MULTIPLIERS:
            return _in_words(tokens, place + 1, end)
        return Number(1.0, place + 1, None) if following and following[0] in UNIT_NAMES else None
    if _DIGITS.fullmatch(form):
        return _with_decimals(tokens, _in_digits(tokens, place, end), end)
    if form in NUMBER_WORDS or form in MULTIPLIERS:
        return _with_decimals(tokens, _in_words(tokens, place, end), end)
    return None


def _with_decimals(tokens: Sequence[Token], number: Number, end: int) -> Number:
    """Read "ninety nine point nine five", "three point eleven" as a version, "two tenths of a second"."""
    if number.after < end and (part := _part_of_unit(tokens, number.after, end)):
        return Number(number.value * part.value, part.after, None)
    point, *rest = forms_from(tokens, number.after, end, 1 + _MOST_DECIMALS) or [""]
    said = [NUMBER_WORDS.get(form, form) for form in rest]
    if point != _POINT or not said or not said[0].isdecimal() or number.value % 1:
        return number
    decimals = list(takewhile(_is_digit, said)) or said[:1]
    after = number.after + 1 + len(decimals)
    if decimals[0] in _TENS and _is_digit(said[1] if len(said) > 1 else ""):
        decimals, after = [decimals[0][0], said[1]], after + 1
    written = f"{int(number.value)}.{''.join(decimals)}"
    return Number(float(written), after, f"{written} ")


def _is_digit(said: str) -> bool:
    return len(said) == 1 and said.isdecimal()


def _in_digits(tokens: Sequence[Token], place: int, end: int) -> Number:
    """Read "15", "3k" or "2 million"; 3.10, a version, is another number than 3.1."""
    value, after = float(tokens[place].form), place + 1
    for form in forms_from(tokens, after, end, 2):
        is_glued = tokens[after].start == tokens[after - 1].end
        factor = 1e3 if form == _THOUSAND and is_glued else MULTIPLIERS.get(form)
        if factor is None:
            break
        value, after = value * factor, after + 1
    as_written = f"{tokens[place].form} "
    return Number(value, after, key_of_value(value) if after > place + 1 else as_written)


def _in_words(tokens: Sequence[Token], place: int, end: int) -> Number:
    """Read "two hundred and fifty thousand": what was summed up is multiplied, the rest is added."""
    total = current = 0.0
    after = place
    for number, token in enumerate(tokens[place:end], place):
        if number > place and token.before is not Break.NONE:
            break
        factor = MULTIPLIERS.get(token.form)
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
    return Number(total + current, after, key_of_value(total + current))


def _continues(current: float, added: int, has_begun: bool) -> bool:
    """Whether "five" goes on with the number: after "twenty" or "hundred", not after "three"."""
    if not has_begun or not current:
        return True
    return (current % 100 == 0 and added < 100) or (current % 100 >= 20 and current % 10 == 0 and added < 10)


def _part_of_unit(tokens: Sequence[Token], place: int, end: int) -> Number | None:
    """Read "half an", "quarter of an" or "quarters of an" before a unit."""
    part = _PARTS.get(tokens[place].form.removesuffix("s"))
    if part is None:
        return None
    forms = forms_from(tokens, place + 1, end, 3)
    skipped = 1 if forms[:1] == ["of"] else 0
    if len(forms) <= skipped + 1 or forms[skipped] not in ARTICLES or forms[skipped + 1] not in UNIT_NAMES:
        return None
    return Number(part, place + skipped + 2, None)


def forms_from(tokens: Sequence[Token], place: int, end: int, count: int) -> list[str]:
    """Up to so many forms that follow without punctuation."""
    forms: list[str] = []
    for token in tokens[place : min(place + count, end)]:
        if token.before is not Break.NONE:
            break
        forms.append(token.form)
    return forms


def key_of_value(value: float, unit: str = "") -> str:
    return f"{value:.12g} {unit}"
