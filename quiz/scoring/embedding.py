"""What is said to be untrue: all that follows "it isn't true that", "I don't think", "it is a myth that".

It goes on over lists, over "and that ...", over asides and over a colon, and ends where a new statement with
a subject of its own corrects it.
"""

from collections.abc import Container, Iterator, Sequence
from itertools import takewhile, zip_longest
from typing import NamedTuple

from quiz.scoring.clauses import (
    ARTICLES,
    ASIDE_OPENERS,
    AUXILIARIES,
    CLAUSE_OPENERS,
    SUBJECTS,
    after_aside,
    closing_comma,
    is_finite_verb,
    resumes,
)
from quiz.scoring.negators import Negator, is_denier
from quiz.scoring.text import Break, Sentence, Text
from quiz.scoring.words import word_list

FARTHEST_THAT = 5
"""Words from a negator to "that" in "not true to say of it that"."""

LONGEST_NOUN = 3
"""Words of a subject up to its verb."""

_EMBEDDERS = word_list("embedders")
_VERBS = word_list("embedding_verbs")
_DEGREES = word_list("degrees")
_NO_CLAUSE = word_list("no_clause_after") | _DEGREES
_CORRECTING = word_list("correcting")
_NEW_STATEMENT = word_list("corrections") | (CLAUSE_OPENERS - SUBJECTS - {"just", "then", "so"})
_BEFORE_NO_STATEMENT = frozenset(("what", "that", "anything", "nothing"))
_ANYBODY = frozenset(("you", "we", "one"))
_JOINTS = frozenset(("and", "or", "nor"))
_ENDS_NOUN = _JOINTS | {"that", "which", "who", "to"}


class Untruth(NamedTuple):
    """The words `first` to `last` (half-open) are said to be untrue by a negator."""

    first: int
    last: int
    by: Negator


def complements(text: Text, sentence: Sentence, negators: Sequence[Negator]) -> dict[Negator, int]:
    """The negators that deny a whole clause, and where it begins."""
    found = {}
    for negator in negators:
        start = None if negator.is_weak else _complement(text, sentence, negator)
        if start is not None and start < sentence.last:
            found[negator] = start
    return found


def untruths(text: Text, sentence: Sentence, starts: dict[Negator, int]) -> Iterator[Untruth]:
    """What a sentence says to be untrue; an untruth that is untrue itself is none."""
    undone = False
    embedding = list(starts)
    for negator, following in zip_longest(embedding, embedding[1:]):
        start, limit = starts[negator], following.first if following else sentence.last
        is_nested = following is not None and _leads_to(text, start, limit)
        if not undone and not is_nested:
            yield Untruth(start, _end(text, sentence, start, limit), negator)
        undone = is_nested and not undone


def _complement(text: Text, sentence: Sentence, negator: Negator) -> int | None:
    """Where the clause begins that a negator denies as a whole."""
    tokens = text.tokens
    denies = any(is_denier(token.form) for token in tokens[negator.first : negator.last])
    if denies and tokens[negator.last - 1].form == "that":
        return negator.last
    embeds, bare = denies, negator.last if tokens[negator.last - 1].form in _VERBS else None
    for place in range(negator.last, min(negator.last + FARTHEST_THAT, sentence.last)):
        that = place if tokens[place].before is Break.NONE else _beyond_aside(text, sentence, place, embeds)
        if that is None:
            break
        if tokens[that].form == "that":
            is_clause = embeds or (place == negator.last and _begins_subject(text, sentence, that + 1))
            return that + 1 if is_clause and not _is_among(text, sentence, that + 1, _DEGREES) else None
        embeds = embeds or tokens[place].form in _EMBEDDERS
        if bare is None and tokens[place].form in _VERBS:
            bare = place + 1
    if bare is None or _is_among(text, sentence, bare, _NO_CLAUSE) or tokens[bare].before is not Break.NONE:
        return None
    return bare if _begins_subject(text, sentence, bare) else None


def _beyond_aside(text: Text, sentence: Sentence, place: int, embeds: bool) -> int | None:
    """Where "that" stands in "not true, as many claim, that"."""
    beyond = after_aside(text, sentence, place) if embeds else None
    return beyond if beyond and text.tokens[beyond].form == "that" else None


def _is_among(text: Text, sentence: Sentence, place: int, forms: Container[str]) -> bool:
    """Whether a place is beyond the sentence, or has one of these forms."""
    return place >= sentence.last or text.tokens[place].form in forms


def _leads_to(text: Text, start: int, following: int) -> bool:
    """Whether nothing but a subject stands before the next such denial: "not true that it isn't ..."."""
    between = text.tokens[start : min(following, start + FARTHEST_THAT)]
    return following - start < FARTHEST_THAT and all(
        token.before is Break.NONE and token.form not in _JOINTS for token in between
    )


def _end(text: Text, sentence: Sentence, start: int, limit: int) -> int:
    """Where a clause that is said to be untrue ends."""
    tokens = text.tokens
    is_said_so = tokens[start - 1].form == "that"
    place = _after_opening(text, sentence, start) or start
    place += 1
    while place < limit:
        if tokens[place].before is Break.NONE:
            if _corrects(text, place) or (not is_said_so and _joins_subject(text, sentence, place)):
                return place
        elif beyond := after_aside(text, sentence, place):
            is_marked = place in text.marks
            if (
                _is_told_anew(text, sentence, start, place)
                if is_marked
                else _begins_subject(text, sentence, beyond)
            ):
                return place
            place = beyond
        elif _is_new_statement(text, sentence, start, place):
            return place
        place += 1
    return limit


def _after_opening(text: Text, sentence: Sentence, start: int) -> int | None:
    """Where the clause goes on after an aside right at its beginning, with a comma before it or without."""
    if text.tokens[start].before is Break.NONE and text.tokens[start].form in ASIDE_OPENERS:
        return closing_comma(text.tokens, sentence, start)
    return after_aside(text, sentence, start)


def _corrects(text: Text, place: int) -> bool:
    form, previous = text.tokens[place].form, text.tokens[place - 1].form
    return form in _NEW_STATEMENT and previous not in _BEFORE_NO_STATEMENT


def _joins_subject(text: Text, sentence: Sentence, place: int) -> bool:
    """Whether "and" leads to a statement of its own."""
    return text.tokens[place].form == "and" and _begins_subject(text, sentence, place + 1)


def _is_told_anew(text: Text, sentence: Sentence, start: int, place: int) -> bool:
    """Whether words after a colon say how it is instead, rather than explain: "you can append items"."""
    tokens = text.tokens
    if tokens[place].form == tokens[start].form or _is_correcting(text, place):
        return True
    following = tokens[place + 1].form if place + 1 < sentence.last else ""
    explains = tokens[place].form in _ANYBODY and following in AUXILIARIES
    return not explains and _begins_subject(text, sentence, place)


def _is_correcting(text: Text, place: int) -> bool:
    forms = [token.form for token in text.tokens[place : place + 2]]
    return forms[0] in _CORRECTING or " ".join(forms) in _CORRECTING


def _is_new_statement(text: Text, sentence: Sentence, start: int, place: int) -> bool:
    """Whether a word after punctuation begins what corrects the clause, rather than going on with it."""
    tokens = text.tokens
    subject = place + (tokens[place].form in _JOINTS)
    if subject < sentence.last and tokens[subject].form == "that":
        return False
    if text.marks.get(place) in (":", "("):
        return _is_told_anew(text, sentence, start, place)
    if tokens[place].before is Break.CLAUSE and subject == place:
        return text.marks.get(place) != ")"
    if _is_correcting(text, place) or tokens[place].form in CLAUSE_OPENERS:
        return True
    return _begins_subject(text, sentence, subject)


def _begins_subject(text: Text, sentence: Sentence, place: int) -> bool:
    """Whether a subject with its verb begins here."""
    if place >= sentence.last:
        return False
    form = text.tokens[place].form
    if form in SUBJECTS or form == "there" or resumes(text.tokens, sentence, place):
        return True
    if is_finite_verb(form) or form in _ENDS_NOUN or form.endswith("ing"):
        return False
    after = text.tokens[place + 1 : min(place + 1 + LONGEST_NOUN, sentence.last)]
    noun = takewhile(lambda token: token.before is Break.NONE and token.form not in _ENDS_NOUN, after)
    forms = [token.form for token in noun]
    return any(map(is_finite_verb, forms)) or (form in ARTICLES and len(forms) > 1 and forms[1].endswith("s"))
