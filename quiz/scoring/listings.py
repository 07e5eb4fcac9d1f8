"""Lists of terms: words of the rubric in a row, with nothing said about them."""

from collections.abc import Collection, Iterator, Sequence
from itertools import dropwhile, groupby, pairwise
from typing import NamedTuple

from quiz.scoring.clauses import FORMS_OF_BE, is_statement, main_clause, says_something
from quiz.scoring.text import Break, Text, Token
from quiz.scoring.words import is_content, word_list

TERM_WORDS = 4
"""Words that a term has at most; without any function word between them, ROW_WORDS are a row of terms."""

ROW_WORDS = 6

LONG_ROW = 9
"""Words without any function word between them from which they are a row of terms, whatever is around."""

CHAINED_TERMS = 4
"""Stretches joined by "and" from which they are taken one by one: "the handler and the zip and also ..."."""

LISTING_SHARE = 0.6
"""Words of a sentence in terms from which it lists rather than says something."""

FEWEST_STUFFED_WORDS = 7
"""Below this a list of terms is a short answer."""

SMALL_WORD_TERM = 3
"""Words of a term that may have a small word in the middle: "time to market"."""

LONGEST_ENUMERATION = 7
"""Terms in a row from which a sentence that says something, too, doesn't say it of them."""

FEWEST_WRAPPED_TERMS = 5
"""Terms that prose only wraps, from which an answer lists them."""

LABEL_WORDS = 3
NOTE_PIECES = 4
"""Words of a label, and pieces of a note with its label, at most."""

FEWEST_SCRAPS = 8
SCRAPS_SHARE = 0.8
"""Sentences of a few words without a verb, and their share, from which an answer is made of scraps."""

FEWEST_FILLED = 2
VACUOUS_SHARE = 0.6
"""Sentences with a filler, and share of those that only mention things, from which an answer says nothing."""

_FILLERS = tuple(tuple(entry.split()) for entry in sorted(word_list("vacuities")))
_JOINTS = frozenset(("and", "or", "plus", "also"))
_DENIALS = word_list("negators")
_VACUOUS = word_list("vacuous")
_ARTICLES = word_list("articles")
_LEAD_INS = word_list("lead_ins")
_POSSESSORS = word_list("possessors")
_EXISTENTIAL_VERBS = word_list("existential_verbs")
_PREDICATE_OPENINGS = FORMS_OF_BE | {"very", "really", "so", "also", "all", "both", "quite", "rather"}
_EMPTY_PREDICATES = word_list("empty_predicates")


class Listing(NamedTuple):
    """A list of terms, from `start` to `end` in code points (half-open), in a sentence of this number."""

    sentence: int
    start: int
    end: int


def listings(text: Text, fewest_words: int = FEWEST_STUFFED_WORDS) -> list[Listing]:
    """What lists terms and says nothing about them, if that is much: sentences, and long rows in others."""
    found: list[Listing] = []
    listed_words = 0
    wrapped = _wrapped_listings(text) | _vacuous(text) | _salad(text)
    for number, sentence in enumerate(text.sentences):
        words = text.words_of(sentence)
        pieces = list(_pieces(words))
        terms = [piece for piece in pieces if _is_term(piece)]
        size, listed = sum(map(len, pieces)), sum(map(len, terms))
        if _is_note(words):
            continue
        is_fragment = size <= TERM_WORDS and _is_bare_term(words) and not is_statement(words)
        links = _links_of(words)
        if number in wrapped or _is_enumeration(links):
            found.append(Listing(number, *text.span_of(sentence)))
            listed_words += len(words)
        elif is_fragment or listed >= LISTING_SHARE * size:
            found.append(Listing(number, *text.span_of(sentence)))
            listed_words += listed
        else:
            for row in _rows(links):
                found.append(Listing(number, row[0][0].start, row[-1][-1].end))
                listed_words += sum(map(len, row))
    return found if listed_words >= fewest_words else []


def _is_note(words: Sequence[Token]) -> bool:
    """Whether a label comes first and little after it, as in "State: DynamoDB or S3"; that says something."""
    stretches = list(_stretches(words))
    is_labelled = len(stretches) > 1 and stretches[1][0].before is Break.CLAUSE
    return is_labelled and len(stretches[0]) <= LABEL_WORDS and len(stretches) <= NOTE_PIECES


def _links_of(words: Sequence[Token]) -> list[Sequence[Token]]:
    """What stands between the punctuation marks and joints of a sentence."""
    return [link for stretch in _stretches(words) for link in _split(stretch, _JOINTS)]


def _is_enumeration(links: Sequence[Sequence[Token]]) -> bool:
    """Whether a sentence is mostly terms, whatever small words lead from one to the next."""
    if len(links) < LONGEST_ENUMERATION:
        return False
    terms = [len(link) for link in links if _is_bare_term(link)]
    return len(terms) >= LONGEST_ENUMERATION and sum(terms) >= LISTING_SHARE * sum(map(len, links))


def _rows(links: Sequence[Sequence[Token]]) -> Iterator[Sequence[Sequence[Token]]]:
    """The long rows of terms in a sentence that says something as well."""
    if len(links) < LONGEST_ENUMERATION:
        return
    bare = [_is_bare_term(link) for link in links]
    for is_row, row in groupby(
        range(len(links)), lambda place: bare[place] or _is_among_terms(links, bare, place)
    ):
        terms = [links[place] for place in row]
        if is_row and len(terms) >= LONGEST_ENUMERATION:
            yield terms


def _is_among_terms(links: Sequence[Sequence[Token]], bare: Sequence[bool], place: int) -> bool:
    """Whether a few words stand between terms, as one more of them: "uptime and pay as you go and cost"."""
    return (
        len(links[place]) <= TERM_WORDS
        and all(bare[max(place - 1, 0) : place])
        and all(bare[place + 1 : place + 2])
    )


def _is_bare_term(link: Sequence[Token]) -> bool:
    """Whether there is nothing but a term once the small words before it are gone; "pay per use" is one."""
    bare = list(dropwhile(lambda token: not token.is_content and token.form not in _DENIALS, link))
    if len(bare) == SMALL_WORD_TERM:
        return bare[0].is_content and bare[-1].is_content and not is_statement(bare)
    return 0 < len(bare) <= TERM_WORDS and _is_term(bare)


def _salad(text: Text) -> frozenset[int]:
    """The shortest sentences, none with a verb, if there are many and hardly any others."""
    short = {
        number
        for number, sentence in enumerate(text.sentences)
        if sentence.last - sentence.first <= TERM_WORDS
        and not is_statement(main_clause(text.words_of(sentence)))
    }
    is_salad = len(short) >= FEWEST_SCRAPS and len(short) >= SCRAPS_SHARE * len(text.sentences)
    return frozenset(short) if is_salad else frozenset()


def _vacuous(text: Text) -> frozenset[int]:
    """The sentences that only mention things, if nearly all do: "in terms of X", "X plays a role"."""
    filled, there = set(), set()
    for number, sentence in enumerate(text.sentences):
        forms = [token.form for token in text.words_of(sentence)]
        if any(_stand_in(filler, forms) for filler in _FILLERS):
            filled.add(number)
        elif "there" in forms:
            there.add(number)
    mentioning = filled | there
    is_vacuous = len(filled) >= FEWEST_FILLED and len(mentioning) >= VACUOUS_SHARE * len(text.sentences)
    return frozenset(mentioning) if is_vacuous else frozenset()


def _stand_in(words: Sequence[str], forms: Sequence[str]) -> bool:
    places = (place for place, form in enumerate(forms) if form == words[0])
    return any(list(words) == list(forms[place : place + len(words)]) for place in places)


def _wrapped_listings(text: Text) -> frozenset[int]:
    """The sentences of terms that prose only wraps: "there is the X, the Y", "we have X", "X is good"."""
    counts = {
        number: _wrapped_terms(text.words_of(sentence)) for number, sentence in enumerate(text.sentences)
    }
    found = {number: count for number, count in counts.items() if count}
    return frozenset(found) if sum(found.values()) >= FEWEST_WRAPPED_TERMS else frozenset()


def _wrapped_terms(words: Sequence[Token]) -> int:
    """How many terms a sentence has if it has nothing but terms, most in a wrapping of prose; else 0."""
    count = wrapped = 0
    for stretch in _stretches(words):
        for piece in _split(stretch, _JOINTS):
            bare = _unwrapped([token.form for token in piece])
            if not bare or len(bare) > TERM_WORDS or not all(map(is_content, bare)):
                return 0
            count += 1
            wrapped += len(bare) < len(piece)
    return count if 2 * wrapped > count else 0


def _unwrapped(forms: Sequence[str]) -> Sequence[str]:
    """A piece without what only says that its term is there, is used, or is important."""
    rest = list(dropwhile(_LEAD_INS.__contains__, forms))
    if len(rest) > 1 and rest[0] in _POSSESSORS and rest[1] in _EXISTENTIAL_VERBS:
        rest = rest[2:]
    if rest and rest[-1] in _EMPTY_PREDICATES:
        said = list(dropwhile(_PREDICATE_OPENINGS.__contains__, reversed(rest[:-1])))[::-1]
        rest = said if len(said) < len(rest) - 1 else rest
    return list(dropwhile(_ARTICLES.__contains__, rest))


def is_introduced(listing: Listing, text: Text, topic: Collection[str]) -> bool:
    """Whether its sentence says in words of the topic what it lists."""
    pieces = _pieces(text.words_of(text.sentences[listing.sentence]))
    return any(_introduces(piece, topic) for piece in pieces)


def _introduces(piece: Sequence[Token], topic: Collection[str]) -> bool:
    says_of_topic = any(token.key in topic for token in piece)
    return (
        says_of_topic
        and is_statement(main_clause(piece))
        and not _is_term(piece)
        and _VACUOUS.isdisjoint(token.form for token in piece)
    )


def _pieces(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The stretches of a sentence between punctuation marks, and between the joints of a long chain."""
    for stretch in _stretches(words):
        yield from _links(stretch)


def _stretches(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """What stands between punctuation marks, a long row of terms apart from the rest."""
    first = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or words[place].before is not Break.NONE:
            yield from _rows_apart(words[first:place])
            first = place


def _rows_apart(stretch: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The stretch, cut before and after each long row of words without any function word between them."""
    if len(stretch) < LONG_ROW:
        yield stretch
        return
    first = row = 0
    for place in range(len(stretch) + 1):
        if place == len(stretch) or not stretch[place].is_content:
            if place - row >= LONG_ROW:
                if first < row:
                    yield stretch[first:row]
                yield stretch[row:place]
                first = place
            row = place + 1
    if first < len(stretch):
        yield stretch[first:]


def _links(stretch: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """What "and" joins, without articles, where it joins many, or terms only, or opens; else the stretch."""
    joints = [place for place, token in enumerate(stretch) if token.form in _JOINTS]
    joins_terms = sum(not token.is_content for token in stretch) == len(joints)
    if not joints or (joints[0] > 0 and len(joints) + 1 < CHAINED_TERMS and not joins_terms):
        yield stretch
    else:
        for link in _split(stretch, _JOINTS):
            if bare := list(dropwhile(lambda token: token.form in _ARTICLES, link)):
                yield bare


def _split(stretch: Sequence[Token], joints: Collection[str]) -> Iterator[Sequence[Token]]:
    """What stands between the joints of a stretch."""
    places = [place for place, token in enumerate(stretch) if token.form in joints]
    for first, last in pairwise((-1, *places, len(stretch))):
        if first + 1 < last:
            yield stretch[first + 1 : last]


def _is_term(piece: Sequence[Token]) -> bool:
    if all(len(token.form) == 1 or token.form[0].isdigit() for token in piece):
        return False  # numbers and variables, as in a formula
    if any(not token.is_content for token in piece) or TERM_WORDS < len(piece) < ROW_WORDS:
        return False
    return not 1 < len(piece) <= TERM_WORDS or not says_something(piece)
