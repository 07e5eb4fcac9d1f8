"""Answers that only mention their terms, in whatever wrapping of prose."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import dropwhile, takewhile

from quiz.scoring.clauses import FORMS_OF_BE, SUBJECTS, is_statement, main_clause
from quiz.scoring.pieces import ARTICLES, TERM_WORDS, Pieces
from quiz.scoring.words import entries_by_opening, is_content, word_list

FEWEST_WRAPPED_TERMS = 5
"""Terms that prose only wraps, from which an answer lists them."""

FEWEST_SCRAPS = 8
SCRAPS_SHARE = 0.8
"""Sentences of a few words without a verb, and their share, from which an answer is made of scraps."""

FEWEST_FRAMED = 5
FRAMED_SHARE = 0.6
"""Pieces of a text that are the same but for a term, and their share, from which it lists those terms."""

FEWEST_FILLED = 2
VACUOUS_SHARE = 0.6
"""Sentences with a filler, and share of those that only mention things, from which an answer says nothing."""

_FILLERS = entries_by_opening("vacuities")
_ENDS: tuple[Callable[[Sequence[str]], tuple[str, ...]], ...] = (
    lambda forms: tuple(forms[:2]),
    lambda forms: tuple(forms[-2:]),
    lambda forms: tuple(forms[:1]),
    lambda forms: tuple(forms[-1:]),
)
_LEAD_INS = word_list("lead_ins")
_POSSESSORS = word_list("possessors")
_SAYING_NOTHING = FORMS_OF_BE | _POSSESSORS | ARTICLES | SUBJECTS
_EXISTENTIAL_VERBS = word_list("existential_verbs")
_PREDICATE_OPENINGS = FORMS_OF_BE | {"very", "really", "so", "also", "all", "both", "quite", "rather"}
_EMPTY_PREDICATES = word_list("empty_predicates")


def mentions(sentences: Sequence[Pieces]) -> frozenset[int]:
    """The numbers of the sentences that do no more than mention terms, where the text is made of such."""
    return _wrapped(sentences) | _vacuous(sentences) | _scraps(sentences) | _framed(sentences)


def _scraps(sentences: Sequence[Pieces]) -> frozenset[int]:
    """The shortest sentences, none with a verb, if there are many and hardly any others."""
    if len(sentences) < FEWEST_SCRAPS:
        return frozenset()
    short = {
        number
        for number, pieces in enumerate(sentences)
        if len(pieces.words) <= TERM_WORDS and not is_statement(main_clause(pieces.words))
    }
    are_scraps = len(short) >= FEWEST_SCRAPS and len(short) >= SCRAPS_SHARE * len(sentences)
    return frozenset(short) if are_scraps else frozenset()


def _framed(sentences: Sequence[Pieces]) -> frozenset[int]:
    """The sentences that say the same of one term after another: "I know about X. I know about Y."."""
    links = [(number, link) for number, pieces in enumerate(sentences) for link in pieces.links]
    fewest = max(FEWEST_FRAMED, FRAMED_SHARE * len(links))
    if not any(_may_be_alike([link[end].form for _, link in links], fewest) for end in (0, -1)):
        return frozenset()
    worded = [(number, [token.form for token in link]) for number, link in links]
    alike = (
        [link for link in worded if part_of(link[1]) == part]
        for part_of in _ENDS
        for part, count in Counter(part_of(forms) for _, forms in worded).most_common(1)
        if count >= fewest
    )
    framed = [group for group in alike if _is_frame([forms for _, forms in group])]
    return frozenset(number for group in framed for number, _ in group)


def _may_be_alike(forms: Sequence[str], fewest: float) -> bool:
    """Whether so many can be the same, by how many differ."""
    return len(forms) - len(set(forms)) >= fewest - 1


def _is_frame(group: Sequence[Sequence[str]]) -> bool:
    """Whether pieces are the same but for a term in each."""
    before, after = _common(group), _common([forms[::-1] for forms in group])
    frame = [*group[0][:before], *group[0][len(group[0]) - after :]]
    terms = [forms[before : len(forms) - after] for forms in group]
    if _SAYING_NOTHING.issuperset(frame):
        return False
    fitting = sum(
        0 < len(term) <= TERM_WORDS and (len(frame) > 1 or all(map(is_content, term))) for term in terms
    )
    return fitting >= FRAMED_SHARE * len(group)


def _common(group: Sequence[Sequence[str]]) -> int:
    """How many words all begin with."""
    return sum(1 for _ in takewhile(lambda forms: len(set(forms)) == 1, zip(*group, strict=False)))


def _vacuous(sentences: Sequence[Pieces]) -> frozenset[int]:
    """The sentences that only mention things, if nearly all do: "in terms of X", "X plays a role"."""
    filled, there = set(), set()
    for number, pieces in enumerate(sentences):
        forms = tuple([token.form for token in pieces.words])
        if _has_filler(forms):
            filled.add(number)
        elif "there" in forms:
            there.add(number)
    mentioning = filled | there
    is_vacuous = len(filled) >= FEWEST_FILLED and len(mentioning) >= VACUOUS_SHARE * len(sentences)
    return frozenset(mentioning) if is_vacuous else frozenset()


def _has_filler(forms: tuple[str, ...]) -> bool:
    return any(
        forms[place : place + len(filler)] == filler
        for place, form in enumerate(forms)
        for filler in _FILLERS.get(form, ())
    )


def _wrapped(sentences: Sequence[Pieces]) -> frozenset[int]:
    """The sentences of terms that prose only wraps: "there is the X, the Y", "we have X", "X is good"."""
    if sum(len(pieces.links) for pieces in sentences) < FEWEST_WRAPPED_TERMS:
        return frozenset()
    counts = {number: _wrapped_terms(pieces) for number, pieces in enumerate(sentences)}
    found = {number: count for number, count in counts.items() if count}
    return frozenset(found) if sum(found.values()) >= FEWEST_WRAPPED_TERMS else frozenset()


def _wrapped_terms(pieces: Pieces) -> int:
    """How many terms a sentence has if it has nothing but terms, most in a wrapping of prose; else 0."""
    wrapped = 0
    for link in pieces.links:
        bare = _unwrapped([token.form for token in link])
        if not bare or len(bare) > TERM_WORDS or not all(map(is_content, bare)):
            return 0
        wrapped += len(bare) < len(link)
    return len(pieces.links) if 2 * wrapped > len(pieces.links) else 0


def _unwrapped(forms: Sequence[str]) -> Sequence[str]:
    """A piece without what only says that its term is there, is used, or is important."""
    rest = list(dropwhile(_LEAD_INS.__contains__, forms))
    if len(rest) > 1 and rest[0] in _POSSESSORS and rest[1] in _EXISTENTIAL_VERBS:
        rest = rest[2:]
    if rest and rest[-1] in _EMPTY_PREDICATES:
        said = list(dropwhile(_PREDICATE_OPENINGS.__contains__, reversed(rest[:-1])))[::-1]
        rest = said if len(said) < len(rest) - 1 else rest
    return list(dropwhile(ARTICLES.__contains__, rest))
