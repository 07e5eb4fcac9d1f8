"""What is taken back: "X is a bad idea", "X, which is a myth", "X, but it doesn't", "people think X, but"."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quiz.scoring.clauses import AUXILIARIES, FORMS_OF_BE, subject_start
from quiz.scoring.text import Break, Sentence, Text, Token
from quiz.scoring.words import word_list

LONGEST_LIGHT_CLAUSE = 8
"""Words of a clause that does nothing but reject what was said: "but that is simply not true"."""

_VERBS = frozenset(tuple(entry.split()) for entry in word_list("rejecting_verbs"))
_PREDICATES: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
for _predicate in sorted(_VERBS.union(tuple(entry.split()) for entry in word_list("rejections"))):
    _PREDICATES[_predicate[0]].append(_predicate)
_FILLERS = word_list("before_rejections")
_ANAPHORS = word_list("rejected_subjects")
_OPENERS = word_list("rejection_openers")
_LIGHT = _FILLERS | _ANAPHORS | _OPENERS | FORMS_OF_BE
_SPEAKERS = frozenset(("i", "we", "you", "he", "she"))
_USED = "used"
_SUBJUNCTIVE = frozenset(("if", "were", "would"))
_SINGULAR = frozenset(("it", "he", "she", "that", "this"))
_DOUBTERS = word_list("doubters")
_DOUBTFUL_VERBS = word_list("doubtful_verbs")
_MODALS = word_list("doubt_modals")
_MISTAKEN_VERBS = word_list("mistaken_verbs")
_EMPHASES = word_list("emphases")
_CORRECTIONS = word_list("corrections")


class Rejection(NamedTuple):
    """The words `first` to `last` are rejected by those from `by` to `end`; both are half-open."""

    first: int
    last: int
    by: int
    end: int


def rejections(text: Text) -> Iterator[Rejection]:
    """Find what is taken back, in the order in which it is."""
    has_predicate = not text.forms.isdisjoint(_PREDICATES)
    has_not = "not" in text.forms
    has_correction = not _CORRECTIONS.isdisjoint(text.forms)
    for number, sentence in enumerate(text.sentences):
        before = text.sentences[number - 1] if number else None
        if has_predicate:
            for by, predicate in _predicates(text.tokens, sentence):
                yield from _by_predicate(text.tokens, sentence, before, by, predicate)
        if _is_denial(text.tokens[sentence.last - 1].form):
            yield from _by_ellipsis(text.tokens, sentence, before)
        if has_not:
            yield from _by_denial_alone(text.tokens, sentence, before)
        if has_correction or _USED in text.forms:
            yield from _by_doubt(text.tokens, sentence)
        if text.forms >= _SUBJUNCTIVE:
            yield from _by_subjunctive(text.tokens, sentence)


def _predicates(tokens: Sequence[Token], sentence: Sentence) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rejecting predicates and where they begin, but for those of what follows ("it is a myth that ...")."""
    for place in range(sentence.first, sentence.last):
        for predicate in _PREDICATES.get(tokens[place].form, ()):
            end = place + len(predicate)
            if predicate == tuple(token.form for token in tokens[place : min(end, sentence.last)]):
                goes_on = end < sentence.last and tokens[end].form in ("that", "to")
                if predicate in _VERBS or not goes_on:
                    yield place, predicate
                break


def _by_predicate(
    tokens: Sequence[Token], sentence: Sentence, before: Sentence | None, by: int, predicate: tuple[str, ...]
) -> Iterator[Rejection]:
    end = by + len(predicate)
    clause = _clause_start(tokens, sentence, by)
    forms = [token.form for token in tokens[clause:by]]
    if not _ANAPHORS.isdisjoint(forms) and _LIGHT.issuperset(forms):
        if predicate not in _VERBS:
            yield from _rejecting_before(tokens, sentence, before, clause, by, end)
        return
    verb = by if predicate in _VERBS else _verb_before(tokens, sentence, by)
    if verb is not None and verb > sentence.first:
        yield Rejection(subject_start(tokens, sentence, verb), verb, by, end)


def _verb_before(tokens: Sequence[Token], sentence: Sentence, place: int) -> int | None:
    """Where the form of "be" stands before a predicate, if one does."""
    while place > sentence.first and tokens[place - 1].form in _FILLERS:
        place -= 1
    return place - 1 if place > sentence.first and tokens[place - 1].form in FORMS_OF_BE else None


def _by_ellipsis(tokens: Sequence[Token], sentence: Sentence, before: Sentence | None) -> Iterator[Rejection]:
    """ "X, but it doesn't." """
    clause = _clause_start(tokens, sentence, sentence.last - 1)
    forms = [token.form for token in tokens[clause : sentence.last]]
    small = _LIGHT | AUXILIARIES
    if not _ANAPHORS.isdisjoint(forms) and all(form in small or _is_denial(form) for form in forms):
        yield from _rejecting_before(tokens, sentence, before, clause, clause, sentence.last)


def _by_denial_alone(
    tokens: Sequence[Token], sentence: Sentence, before: Sentence | None
) -> Iterator[Rejection]:
    """ "X... not!", "X. Not really." """
    place = sentence.last - 1
    while place > sentence.first and tokens[place].form in _EMPHASES and tokens[place].before is Break.NONE:
        place -= 1
    if tokens[place].form == "not" and tokens[place].before is not Break.NONE:
        yield from _rejecting_before(tokens, sentence, before, place, place, sentence.last)


def _by_doubt(tokens: Sequence[Token], sentence: Sentence) -> Iterator[Rejection]:
    """ "You might think that X, but ..." """
    for place in range(sentence.first + 1, sentence.last):
        form = tokens[place].form
        if form in _MISTAKEN_VERBS or (form in _DOUBTFUL_VERBS and _is_doubted(tokens, sentence, place)):
            following = range(place + 1, sentence.last)
            correction = next((other for other in following if tokens[other].form in _CORRECTIONS), None)
            gave_up = tokens[max(place - 2, sentence.first)].form == _USED
            if correction or gave_up:
                yield Rejection(place + 1, correction or sentence.last, place, place + 1)
            return


def _by_subjunctive(tokens: Sequence[Token], sentence: Sentence) -> Iterator[Rejection]:
    """ "It would X if it were Y." """
    forms = [token.form for token in tokens[sentence.first : sentence.last]]
    for place, form in enumerate(forms[:-2]):
        if form == "if" and forms[place + 2] == "were" and forms[place + 1] in _SINGULAR and "would" in forms:
            by = sentence.first + place
            yield Rejection(sentence.first, by, by, by + 3)
            yield Rejection(by + 3, sentence.last, by, by + 3)
            return


def _is_doubted(tokens: Sequence[Token], sentence: Sentence, verb: int) -> bool:
    previous = tokens[verb - 1].form
    if previous == "to":
        return tokens[verb - 2].form == _USED
    if previous in _MODALS and verb - 1 > sentence.first:
        return tokens[verb - 2].form not in ("i", "we")
    return previous in _DOUBTERS


def _rejecting_before(
    tokens: Sequence[Token],
    sentence: Sentence,
    before: Sentence | None,
    clause: int,
    by: int,
    end: int,
) -> Iterator[Rejection]:
    """What stands before the clause in its sentence; if nothing does, the sentence before."""
    if clause > sentence.first:
        yield Rejection(sentence.first, clause, by, end)
    elif before and tokens[clause].form not in _SPEAKERS:
        yield Rejection(before.first, before.last, by, end)


def _clause_start(tokens: Sequence[Token], sentence: Sentence, place: int) -> int:
    """Where the clause begins that this word stands in."""
    first = max(sentence.first, place - LONGEST_LIGHT_CLAUSE)
    while place > first and tokens[place].before is Break.NONE and tokens[place].form not in _OPENERS:
        place -= 1
    return place


def _is_denial(form: str) -> bool:
    return form == "not" or form.endswith("n't")
