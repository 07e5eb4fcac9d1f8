"""Words as the engine compares them: spelling, stems, families, numbers, and which words carry no meaning.

A word has a *form* (what was written, folded) and a *key* (what it is compared by). Everything here applies
to phrases and responses alike, so a rule that is wrong about a word is wrong on both sides and does no harm.
"""

import re
import threading
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer

LONGEST_STEMMED = 40


_DATA = files(__package__).joinpath("data")
_LISTS: Mapping[str, str | list[str]] = tomllib.loads(
    _DATA.joinpath("words.toml").read_text(encoding="utf-8")
)


def word_list(name: str) -> frozenset[str]:
    """One of the lists in data/words.toml."""
    entries = _LISTS[name]
    return frozenset(entries.split() if isinstance(entries, str) else entries)


def entries_by_opening(name: str) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """The entries of one of the lists as rows of words, by the first of them."""
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in (tuple(entry.split()) for entry in sorted(word_list(name))):
        found[words[0]].append(words)
    return dict(found)


FUNCTION_WORDS = word_list("function_words")
DICTATED = word_list("fillers") | word_list("pieces")
_TECHNICAL = word_list("technical")
_MEANT_IN_PHRASES = word_list("meant_in_phrases")

_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = {word: str(number) for number, word in enumerate(str(_LISTS["numbers"]).split())} | {
    word: str(number) for number, word in zip(range(30, 100, 10), _TENS, strict=True)
}
NUMBER_WORDS["twice"] = "2"

SPOKEN_SYMBOLS = {"sharp": "#", "hash": "#", "plus": "+"} | {
    name: letter
    for letter, names in {
        "b": "bee",
        "c": "see sea",
        "d": "dee",
        "f": "eff",
        "g": "gee",
        "h": "aitch",
        "j": "jay",
        "k": "kay",
        "l": "el ell",
        "m": "em",
        "n": "en",
        "p": "pee",
        "q": "queue cue",
        "r": "ar",
        "s": "ess",
        "t": "tee",
        "v": "vee",
        "x": "ex",
    }.items()
    for name in names.split()
}
"""What is said of a symbol or a letter, one by one."""


UNITS = {
    unit: name
    for name, units in {
        "millisecond": "ms msec msecs millis",
        "second": "s sec secs",
        "minute": "m min mins",
        "hour": "h hr hrs",
        "kilobyte": "k kb kib",
        "megabyte": "mb mib meg megs",
        "gigabyte": "g gb gib gig gigs",
        "kilobit": "kbit kbits kbps",
        "megabit": "mbit mbits mbps",
        "gigabit": "gbit gbits gbps",
        "time": "x",
    }.items()
    for unit in units.split()
}
"""Abbreviations that mean a unit where a number stands before them."""

_CONTRACTIONS = re.compile(r"'(?:s|re|ve|d|ll|m)$")
_BARE_CONTRACTIONS = {
    negation.replace("'", ""): negation for negation in FUNCTION_WORDS if negation.endswith("n't")
} | {"im": "i", "ive": "i", "youre": "you", "thats": "that", "theres": "there"}

_BRITISH = (
    (re.compile(r"^practis(?=(e|es|ed|ing)$)"), "practic"),
    (re.compile(r"(?<=\w{4})is(e|es|ed|er|ers|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=\w{4})ys(e|es|ed|er|ing)$"), r"yz\1"),
    (
        re.compile(r"(\b(?:col|fav|hon|lab|flav|arm|harb|hum|od|rum|tum|vap|vig)|behavi|neighb|endeav)our"),
        r"\1or",
    ),
    (re.compile(r"(\b(?:cent|lit|fib|theat|calib|spect)|met)re(s|d)?$"), r"\1er\2"),
    (re.compile(r"\b(cata|dia|ana|mono|epi)logue"), r"\1log"),
    (
        re.compile(
            r"(travel|cancel|label|model|signal|level|channel|tunnel|fuel|total|marshal|funnel|parcel|panel"
            r"|dial|equal|spiral|pencil|initial|marvel)l(?=(ed|ing|ers?)$)"
        ),
        r"\1",
    ),
    (re.compile(r"^(fulfil|enrol|instal|distil)(?=(s|ments?)?$)"), r"\1l"),
    (re.compile(r"(defen|licen|offen|preten)ce"), r"\1se"),
    (re.compile(r"^programme(s?)$"), r"program\1"),
    (re.compile(r"^disc(s?)$"), r"disk\1"),
    (re.compile(r"dgement"), "dgment"),
    (re.compile(r"^(burn|dream|lean|leap|learn|spoil)t$"), r"\1ed"),
    (re.compile(r"^(spel|spil|smel)t$"), r"\1led"),
)
_BRITISH_BEGINNINGS = dict(line.split() for line in str(_LISTS["british"]).strip().splitlines())
_BEGINS_BRITISH = re.compile("|".join(sorted(_BRITISH_BEGINNINGS, key=len, reverse=True)))

_MAYBE_BRITISH = re.compile(r"is|ys|our|re|gue|ll|ce|mme|gem|[lmnp]t$|fil|rol|tal|til")

_MAYBE_SUFFIXED = re.compile(r"(?:[esy']|ed|ing|al|ll|ful|er|ic|an[tc]|ent|ism|ion|li|ogi|ator|logist)$")
"""What a word ends in if the stemmer takes anything off; the stemmer itself is a hundred times slower."""

_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|e|s)$")

_ORDINALS = {
    f"{number}{ending}": word
    for number, word in enumerate(str(_LISTS["ordinals"]).split(), start=1)
    for ending in ("st", "nd", "rd", "th")
}
_FIXED_FORMS = {"node.js": "nodejs", ".net": "dotnet", "%": "percent", "-": "to", "\u2014": "to"} | _ORDINALS

_stemmer_lock = threading.Lock()
_stemmer = snowballstemmer.stemmer("english")


def form_of(surface: str) -> str:
    """The written form of a folded word: possessives and contracted verbs off, bare "dont" as "don't"."""
    form = surface if "'" not in surface else _CONTRACTIONS.sub("", surface)
    return _BARE_CONTRACTIONS.get(form) or _FIXED_FORMS.get(form, form)


@lru_cache(maxsize=1 << 16)
def key_of(form: str) -> str:
    """What a form is compared by: number as digits, American spelling, stem, head of its family."""
    if form in NUMBER_WORDS:
        return NUMBER_WORDS[form]
    stem = stem_of(form)
    return _family_heads().get(stem, stem)


def spoken(form: str) -> str:
    """The characters somebody spells out by saying this word: "three" is 3, "sharp" is #."""
    return NUMBER_WORDS.get(form) or SPOKEN_SYMBOLS.get(form, form)


def inflections(form: str) -> Iterator[str]:
    """The word with the usual endings, for where a stem would say too little: slips, and words in pieces."""
    base = _ENDING.sub("", form)
    yield from (
        form,
        f"{form}s",
        f"{base}e",
        f"{base}es",
        f"{base}ed",
        f"{base}ing",
        f"{form}ly",
        f"{form}ally",
    )


def misheard(key: str) -> Collection[str]:
    """What only dictation writes for a word with this key, without the spaces."""
    return _heard("mishearings").get(key, ())


def homophones(key: str) -> Collection[str]:
    """What sounds like a word with this key, and is one, or several, of its own; without the spaces."""
    return _heard("homophones").get(key, ())


def forms_of_small_word(form: str) -> tuple[str, ...]:
    """The forms of a small word, itself first."""
    return _small_families().get(form, (form,))


def is_content(form: str) -> bool:
    """Whether a word says something by itself."""
    return form not in FUNCTION_WORDS


def is_content_in_phrase(form: str) -> bool:
    """As is_content, but "before" or "only", typed by an editor among other words, are meant."""
    return form not in FUNCTION_WORDS or form in _MEANT_IN_PHRASES


@lru_cache(maxsize=1 << 16)
def is_english(form: str) -> bool:
    """Whether the word is ordinary or technical English, and therefore not a slip of the finger."""
    return form in FUNCTION_WORDS or form in _TECHNICAL or not _english().isdisjoint((form, american(form)))


def is_common(form: str) -> bool:
    """Whether the word is one of the few thousand that everybody uses all the time."""
    return form in _common()


def american(form: str) -> str:
    """The American spelling of a word; one that only looks British is bent the same way everywhere."""
    if begins := _BEGINS_BRITISH.match(form):
        form = _BRITISH_BEGINNINGS[begins[0]] + form[begins.end() :]
    if _MAYBE_BRITISH.search(form):
        for pattern, replacement in _BRITISH:
            form = pattern.sub(replacement, form)
    return form


def stem_of(form: str) -> str:
    """The stem of a word in American spelling, or its own where the stemmer takes it for another."""
    if not form.isascii() or len(form) > LONGEST_STEMMED:
        return form
    form = american(form)
    if form in _own_stems():
        return _own_stems()[form]
    if not _MAYBE_SUFFIXED.search(form):
        return form
    with _stemmer_lock:  # a Snowball stemmer keeps the word it works on
        return str(_stemmer.stemWord(form))


@cache
def _family_heads() -> dict[str, str]:
    heads: dict[str, str] = {}
    for line in str(_LISTS["families"]).strip().splitlines():
        head, *relatives = map(stem_of, line.split())
        heads |= {stem: heads.get(head, head) for stem in (head, *relatives)}
    return heads


def _joined(heard: str) -> str:
    """Words run together, letters for their names: "see sharp" is c#; one word alone stays as it is."""
    words = heard.split()
    return "".join(map(spoken, words)) if len(words) > 1 else heard


@cache
def _small_families() -> Mapping[str, tuple[str, ...]]:
    lines = [line.split() for line in str(_LISTS["small_families"]).strip().splitlines()]
    return {form: (form, *(other for other in line if other != form)) for line in lines for form in line}


@cache
def _heard(name: str) -> Mapping[str, Collection[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in str(_LISTS[name]).strip().splitlines():
        word, heard = line.split(": ")
        found[key_of(form_of(word))].update(map(_joined, heard.split(", ")))
    return found


@cache
def _own_stems() -> dict[str, str]:
    lines = str(_LISTS["own_stems"]).strip().splitlines()
    return {word: line.split()[0] for line in lines for word in line.split()}


@cache
def _english() -> frozenset[str]:
    return _words_of("english.txt")


@cache
def _common() -> frozenset[str]:
    return _words_of("common.txt")


def _words_of(name: str) -> frozenset[str]:
    lines = _DATA.joinpath(name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def word_classes() -> dict[str, str]:
    """The class of each small word that has one in data/words.toml."""
    lines = (line.partition(": ") for line in str(_LISTS["word_classes"]).strip().splitlines())
    return {word: name for name, _, words in lines for word in words.split()}
