"""Where the clauses of a sentence begin and end, as far as punctuation and function words show."""

from collections.abc import Sequence
from itertools import takewhile

from quiz.scoring.text import Break, Sentence, Text, Token
from quiz.scoring.words import is_content, word_list

LIST_ITEM = 4
"""Words that an item of a list has at most."""

MOST_ITEMS = 12

LONGEST_SUBJECT = 16

LONGEST_FRONTED = 3
"""Words that stand before their subject in "stateless it is not"."""

LONGEST_ASIDE = 8
"""Words of "(as many claim)" and the like."""

ARTICLES = word_list("articles")
ASIDE_OPENERS = word_list("aside_openers")
CLAUSE_OPENERS = word_list("clause_openers")
SUBJECTS = word_list("subjects")
FORMS_OF_BE = word_list("forms_of_be")
AUXILIARIES = word_list("auxiliaries")
_VERBS = FORMS_OF_BE | AUXILIARIES
_MAIN_VERBS = word_list("main_verbs")
_STATEMENT_VERBS = _MAIN_VERBS | word_list("statement_verbs")
_ASIDE_MARKS = frozenset(("(", "-", "\N{EM DASH}"))
_SUBORDINATORS = frozenset(("if", "when", "since", "because", "as", "with", "whenever"))
_IMPERATIVES = word_list("imperatives")
_PRONOUNS = frozenset(("i", "we", "they", "he", "she", "it", "you"))
_COORDINATORS = frozenset(("but", "so", "yet", "however"))
_OBJECT_GOVERNORS = word_list("object_governors")
_RELATIVES = frozenset(("that", "which", "who"))
_DENYING_SUBJECTS = frozenset(("no", "nothing", "nobody", "none", "neither"))
_LAST_ITEM_OPENERS = frozenset(("or", "nor"))


def opens_clause(tokens: Sequence[Token], sentence: Sentence, place: int) -> bool:
    """Whether a new statement begins at this word, with a conjunction or a subject of its own."""
    form, previous = tokens[place].form, tokens[place - 1].form
    if form in CLAUSE_OPENERS:
        return previous not in ("what", "that")
    governs = previous in _OBJECT_GOVERNORS or _is_gerund(tokens, place - 1)
    if form not in ("it", "you") or governs:
        return False
    following = tokens[place + 1].form if place + 1 < sentence.last else ""
    return (
        (form == "you" and bool(following)) or following.endswith("s") or following in ("can", "will", "just")
    )


def _is_gerund(tokens: Sequence[Token], place: int) -> bool:
    """Whether "managing" may govern what follows; in "there is no waiting" it is a noun."""
    form = tokens[place].form
    return form.endswith("ing") and not form.endswith("thing") and tokens[place - 1].form != "no"


def _segment(tokens: Sequence[Token], sentence: Sentence, place: int) -> list[str]:
    """The forms from here to the next punctuation, or one more than an item of a list has."""
    forms = [tokens[place].form]
    for token in tokens[place + 1 : min(sentence.last, place + LIST_ITEM + 1)]:
        if token.before is not Break.NONE:
            break
        forms.append(token.form)
    return forms


def list_goes_on(tokens: Sequence[Token], sentence: Sentence, place: int) -> bool:
    """Whether short items follow up to one with "or" or "nor"."""
    for _ in range(MOST_ITEMS):
        if place >= sentence.last or tokens[place].before is not Break.COMMA:
            return False
        forms = _segment(tokens, sentence, place)
        if forms[0] in CLAUSE_OPENERS or forms[0] in SUBJECTS:
            return False
        if not _LAST_ITEM_OPENERS.isdisjoint(forms):
            return True
        if len(forms) > LIST_ITEM:
            return False
        place += len(forms)
    return False


def is_last_item(tokens: Sequence[Token], sentence: Sentence, place: int) -> bool:
    """Whether "and" is followed by one thing only, as in "Java and Go"."""
    after = _segment(tokens, sentence, place)[1:]
    if len(after) >= LIST_ITEM or not SUBJECTS.isdisjoint(after) or not _VERBS.isdisjoint(after):
        return False
    return sum(map(is_content, after)) <= 1


def begins_statement(tokens: Sequence[Token], sentence: Sentence, place: int) -> bool:
    """Whether a statement joined to the one before it by a comma begins at this word."""
    token = tokens[place]
    if token.before < Break.COMMA:
        return False
    if token.form != "and":
        return token.form in _COORDINATORS or token.form in _PRONOUNS
    after = _segment(tokens, sentence, place)[1:]
    return not _PRONOUNS.isdisjoint(after) or any(map(is_finite_verb, after))


def is_relative(tokens: Sequence[Token], sentence: Sentence, place: int) -> bool:
    """Whether a relative clause is denied by the word at this place ("that can't", "which is not")."""
    if tokens[place].form in _DENYING_SUBJECTS:
        return False
    pronoun = place - 1 - (tokens[place - 1].form in FORMS_OF_BE)
    return (
        pronoun > sentence.first
        and tokens[pronoun].form in _RELATIVES
        and tokens[pronoun].before is Break.NONE
    )


def subject_start(tokens: Sequence[Token], sentence: Sentence, verb: int) -> int:
    """Where the subject before a verb begins; a list of short items is one subject."""
    place = verb
    if is_relative(tokens, sentence, place):
        return place
    listed = False
    while place > max(sentence.first, verb - LONGEST_SUBJECT):
        token = tokens[place]
        if token.before is Break.CLAUSE or (token.before is Break.COMMA and not listed):
            return place
        if token.form in CLAUSE_OPENERS or (token.form in SUBJECTS and tokens[place - 1].form == "and"):
            return place
        listed = listed or token.form in ("and", "or", "nor")
        place -= 1
    return place


def fronted_start(tokens: Sequence[Token], sentence: Sentence, place: int) -> int:
    """Where "stateless it is not" begins, by the place of its "not"; that place in any other clause."""
    subject = place - 1 - (tokens[place - 1].form in _VERBS)
    if (
        subject <= sentence.first
        or tokens[subject].form not in _PRONOUNS
        or not tokens[subject - 1].is_content
    ):
        return place
    for first in range(subject, max(sentence.first, subject - LONGEST_FRONTED) - 1, -1):
        if tokens[first].before is not Break.NONE:
            return first if first < subject else place
    return place


def leads_aside(tokens: Sequence[Token], sentence: Sentence, place: int) -> bool:
    """Whether a word stands in an aside that comes first: "without X it ...", "if it isn't X the Y ..."."""
    opening = tokens[sentence.first].form
    return (place == sentence.first and opening == "without") or opening in _SUBORDINATORS


def after_aside(text: Text, sentence: Sentence, place: int) -> int | None:
    """Where words go on after an aside that begins here: ", as many claim," or "(as many claim)"."""
    if text.tokens[place].before is Break.COMMA:
        is_aside = text.tokens[place].form in ASIDE_OPENERS
        return closing_comma(text.tokens, sentence, place) if is_aside else None
    opening = text.marks.get(place)
    closing = ")" if opening == "(" else opening
    if opening not in _ASIDE_MARKS:
        return None
    ends = range(place + 1, min(place + LONGEST_ASIDE + 1, sentence.last))
    return next((end for end in ends if text.marks.get(end) == closing), None)


def closing_comma(tokens: Sequence[Token], sentence: Sentence, place: int) -> int | None:
    """Where words go on after the comma that closes an aside."""
    ends = range(place + 1, min(place + LONGEST_ASIDE + 1, sentence.last))
    end = next((end for end in ends if tokens[end].before is not Break.NONE), None)
    return end if end and tokens[end].before is Break.COMMA else None


def resumes(tokens: Sequence[Token], sentence: Sentence, place: int) -> bool:
    """Whether the main clause begins here, with a subject or with an article and a verb soon after."""
    if tokens[place].form in SUBJECTS:
        return True
    following = [token.form for token in tokens[place + 1 : min(place + 4, sentence.last)]]
    return tokens[place].form in ARTICLES and any(form in _VERBS | _STATEMENT_VERBS for form in following)


def ends_relative(form: str) -> bool:
    """Whether a word after a relative clause is the verb of the sentence around it."""
    return form in _MAIN_VERBS


def says_something(piece: Sequence[Token]) -> bool:
    """Whether a verb stands among the words, or an imperative first: "tune memory", not "memory"."""
    return piece[0].form in _IMPERATIVES or any(token.form in _STATEMENT_VERBS for token in piece)


def is_statement(piece: Sequence[Token]) -> bool:
    """Whether words say something, with a verb or opening with a subject, rather than name it."""
    forms = [token.form for token in piece]
    return (
        forms[0] in _PRONOUNS
        or (forms[0] in _IMPERATIVES and len(forms) > 1)
        or any(map(is_finite_verb, forms))
        or not _STATEMENT_VERBS.isdisjoint(forms[1:])
    )


def main_clause(piece: Sequence[Token]) -> Sequence[Token]:
    """The words before a subordinate clause, if there are any: "pay" of "pay as you go"."""
    return list(takewhile(lambda token: token.form not in _SUBORDINATORS, piece)) or piece


def is_finite_verb(form: str) -> bool:
    """Whether a word is a form of "be" or an auxiliary."""
    return form in _VERBS or form.endswith("n't")
