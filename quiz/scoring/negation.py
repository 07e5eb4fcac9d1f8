"""What a sentence denies: negators, and which words each of them reaches.

A negator reaches forward to the end of its clause, through a list ("not X, Y or Z") and no further. It
reaches back to its subject only where the subject is what is denied ("Java is not supported"). In long
stretches without punctuation, as dictation gives them, it reaches a few words forward only.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from quiz.scoring.clauses import (
    FORMS_OF_BE,
    after_aside,
    begins_statement,
    ends_relative,
    fronted_start,
    is_last_item,
    is_relative,
    leads_aside,
    list_goes_on,
    opens_clause,
    resumes,
    subject_start,
)
from quiz.scoring.embedding import Untruth, complements, untruths
from quiz.scoring.negators import (
    OPENERS,
    Negator,
    denies_subject,
    is_strongly_negative,
    is_vanishing,
    negators,
)
from quiz.scoring.rejections import rejections
from quiz.scoring.text import Break, Sentence, Text, Token
from quiz.scoring.words import word_list

SHORT_REACH = 6
"""Words that a negator reaches in a dictated sentence, or in a relative clause, whose end can't be seen."""

LONGEST_COMPOUND = 4
"""Words of "permission errors" and the like, the trouble included."""

_DENIED_PREDICATES = word_list("denied_predicates")
_LOSSES = word_list("losses")
_TROUBLES = word_list("troubles")
_UNIVERSALS = word_list("universals")
_LEAVING = word_list("leaving_participles")
_PREFIX = "non"
"""Denies the one word that it stands before: "non-blocking"."""

_OF_NOUNS = frozenset(("no", "without", "zero"))


@dataclass(frozen=True)
class Polarity:
    """For each token whether it is denied, and the negator that denies it or does away with it, if any.

    What was `restored` was denied, but that was said to be untrue.
    """

    denied: list[bool]
    negators: list[Negator | None]
    restored: list[bool]

    def flip(self, first: int, last: int, by: Negator) -> None:
        """Take back what these words say."""
        for place in range(first, last):
            self.restored[place] = self.denied[place] or self.negators[place] is not None
            self.denied[place] = not self.restored[place]
            self.negators[place] = by if self.denied[place] else None


def polarity(text: Text) -> Polarity:
    """Find what each sentence of a text denies."""
    forms = text.row
    found = Polarity([False] * len(forms), [None] * len(forms), [False] * len(forms))
    if not text.forms.isdisjoint(OPENERS):
        for number, sentence in enumerate(text.sentences):
            if reaching := negators(forms, sentence):
                _deny(text, number, forms, reaching, found)
    _reject(text, found)
    return found


def _reject(text: Text, found: Polarity) -> None:
    """Take back what the text does, unless the very word denies it already; twice is no other than once."""
    ends: dict[int, int] = {}
    rejected: dict[int, Negator] = {}
    for rejection in rejections(text):
        negator = Negator(rejection.by, rejection.end, is_weak=False)
        start = max(rejection.first, ends.get(rejection.first, 0))
        rejected |= dict.fromkeys(range(start, rejection.last), negator)
        ends[rejection.first] = max(start, rejection.last)
    for place, negator in rejected.items():
        own = found.negators[place]
        if not (own and negator.first <= own.first < negator.last):
            found.flip(place, place + 1, negator)


def denying(text: Text, found: Polarity, places: Collection[int]) -> list[Negator]:
    """The negators that deny these words, as far as they do; none if a further statement affirms some."""
    reached = [place for place in places if found.negators[place]]
    if not reached or any(found.restored[place] for place in places):
        return []
    last = max(reached)
    beyond = max(places)
    sentence = text.sentences[text.sentence_of[last]]
    if any(begins_statement(text.tokens, sentence, place) for place in range(last + 1, beyond + 1)):
        return []
    return [negator for place in reached if (negator := found.negators[place])]


def _deny(
    text: Text, number: int, forms: Sequence[str], negators: Sequence[Negator], found: Polarity
) -> None:
    """Note what the negators of a sentence deny."""
    tokens, sentence, dictated = text.tokens, text.sentences[number], number in text.dictated
    starts = complements(text, sentence, negators)
    plain = [negator for negator in negators if negator not in starts]
    undone = _denied_weak(text, sentence, plain, dictated)
    negators = [negator for negator in negators if negator not in undone]
    is_reached = False
    limits = (*(negator.first for negator in negators[1:]), sentence.last)
    for negator, limit in zip(negators, limits, strict=True):
        if negator in starts:
            is_reached = False
            continue
        end = _reach(text, sentence, negator, limit, dictated)
        cancelled = is_reached and forms[negator.first] == "without"
        is_reached = end == limit and not negator.is_weak
        start = negator.first if dictated else _start(tokens, forms, sentence, negator, end)
        trouble = _trouble(tokens, negator, end)
        loss = _loss(forms, negator, end)
        for place in range(start, end):
            if cancelled or negator.last <= place < trouble:
                continue
            found.denied[place] = found.denied[place] or not negator.is_weak
            if loss is None or place == loss:
                found.negators[place] = found.negators[place] or negator
        for place in range(negator.first, negator.last):
            found.denied[place] = False
    for negator in undone:
        for place in range(negator.first + 1, _reach(text, sentence, negator, sentence.last, dictated)):
            found.denied[place], found.negators[place] = False, None
    for untruth in _untruths(text, sentence, starts, dictated):
        found.flip(*untruth)


def _untruths(
    text: Text, sentence: Sentence, starts: dict[Negator, int], dictated: bool
) -> Iterable[Untruth]:
    """What a sentence says to be untrue, a few words of each in a dictated one."""
    for untruth in untruths(text, sentence, starts):
        if not dictated:
            yield untruth
        elif (end := _reach(text, sentence, untruth.by, untruth.last, dictated)) > untruth.first:
            yield untruth._replace(last=end)


def _denied_weak(
    text: Text, sentence: Sentence, negators: Sequence[Negator], dictated: bool
) -> list[Negator]:
    """The weak negators that another denies: "doesn't eliminate servers" does away with nothing."""
    strong = [negator for negator in negators if not negator.is_weak]
    limits = (*(negator.first for negator in strong[1:]), sentence.last)
    reached = [
        range(negator.last, _reach(text, sentence, negator, limit, dictated))
        for negator, limit in zip(strong, limits, strict=False)
    ]
    return [
        negator
        for negator in negators
        if negator.is_weak and any(negator.first in places for places in reached)
    ]


def _reach(text: Text, sentence: Sentence, negator: Negator, limit: int, dictated: bool) -> int:
    """Where the words that a negator reaches end, at the limit at the latest."""
    tokens = text.tokens
    if tokens[negator.first].form == _PREFIX:
        return min(limit, negator.last + 1)
    in_relative_clause = is_relative(tokens, sentence, negator.first)
    is_aside = leads_aside(tokens, sentence, negator.first)
    end = min(limit, negator.last + SHORT_REACH) if dictated or in_relative_clause else limit
    start = negator.last
    if start < end and is_strongly_negative(tokens[start - 1].form):
        start = after_aside(text, sentence, start) or start
    for place in range(start, end):
        token = tokens[place]
        if place == start and (start > negator.last or token.form == "ever"):
            continue
        if token.before is Break.CLAUSE:
            return place
        if token.before is Break.COMMA and not list_goes_on(tokens, sentence, place):
            return place
        if place > negator.last and opens_clause(tokens, sentence, place):
            return place
        if is_aside and place > negator.last and resumes(tokens, sentence, place):
            return place
        if in_relative_clause and place > negator.last and ends_relative(token.form):
            return place
        if token.form == "and" and not is_last_item(tokens, sentence, place):
            return place
    return end


def _start(
    tokens: Sequence[Token], forms: Sequence[str], sentence: Sentence, negator: Negator, end: int
) -> int:
    """Where the words begin that a negator reaches; before it in "X is not supported" and "X it is not"."""
    if negator.is_weak:
        reaches_back = is_vanishing(forms, negator.first)
    else:
        reaches_back = _denies_subject(forms, negator, sentence, end)
    if reaches_back:
        return subject_start(tokens, sentence, negator.first)
    return fronted_start(tokens, sentence, negator.first) if negator.last == end else negator.first


def _trouble(tokens: Sequence[Token], negator: Negator, end: int) -> int:
    """Where the trouble stands that "no" denies in "no permission errors", or where the negator ends."""
    if tokens[negator.first].form not in _OF_NOUNS:
        return negator.last
    for place in range(negator.last, min(negator.last + LONGEST_COMPOUND, end)):
        if tokens[place].before is not Break.NONE or not (tokens[place].is_content or place == negator.last):
            break
        if tokens[place].form in _TROUBLES:
            return place
    return negator.last


def _loss(forms: Sequence[str], negator: Negator, end: int) -> int | None:
    """The place of a word such as "lost" right after a negator: what isn't lost is there."""
    if negator.is_weak:
        return None
    places = range(negator.last, min(negator.last + 2, end))
    return next((place for place in places if forms[place] in _LOSSES), None)


def _denies_existence(form: str) -> bool:
    """Whether "isn't supported" leaves nothing of the subject; "isn't relied on" does."""
    return form.endswith("ed") and form not in _LEAVING


def _denies_subject(forms: Sequence[str], negator: Negator, sentence: Sentence, end: int) -> bool:
    """Whether the subject itself is denied ("is not supported", "can't do anything")."""
    form = forms[negator.first]
    if denies_subject(form):
        return True
    if not (is_strongly_negative(form) or forms[negator.last - 1] == "longer"):
        return False
    after = forms[negator.last : min(negator.last + 3, sentence.last)]
    if not _UNIVERSALS.isdisjoint(forms[negator.last : end]):
        return True
    passive = (
        form in FORMS_OF_BE
        or forms[max(negator.first - 1, 0)] in FORMS_OF_BE
        or (after and after[0] in FORMS_OF_BE)
    )
    if passive:
        return any(word in _DENIED_PREDICATES or _denies_existence(word) for word in after)
    return bool(after) and after[0] in _DENIED_PREDICATES
