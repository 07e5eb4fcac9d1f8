import pytest

from quiz.scoring.text import fold, read


def forms(text: str) -> list[list[str]]:
    """The forms of a text, sentence by sentence."""
    parsed = read(text)
    return [[token.form for token in parsed.tokens[one.first : one.last]] for one in parsed.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One two. Three!", [["one", "two"], ["three"]]),
        ("C# and .NET, Node.js", [["c#", "and", "dotnet", "nodejs"]]),
        ("CI/CD in /tmp", [["ci", "cd", "in", "tmp"]]),
        ("15min, 1,000 at 0.5", [["15", "min", "1000", "at", "0.5"]]),
        ("Don’t use Lambda’s `it's`", [["don't", "use", "lambda", "it"]]),
        ("dont", [["don't"]]),
        ("- one\n- two", [["one"], ["two"]]),
        ("1. one\n2. two", [["one"], ["two"]]),
        ("**Bold** and _it_ (here)", [["bold", "and", "it", "here"]]),
        ("use e.g. S3 here", [["use", "s3", "here"]]),
        ("Version 2.0 is out", [["version", "2.0", "is", "out"]]),
        ("done... then more", [["done"], ["then", "more"]]),
        (
            "The \ufb01le of the of\ufb01ce in the Stra\xdfe",
            [["the", "file", "of", "the", "office", "in", "the", "strasse"]],
        ),
        ("10-15, 1st and x86", [["10", "to", "15", "first", "and", "x86"]]),
        ("-1 here\n-2 there", [["1", "here"], ["2", "there"]]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_text_is_split_into_words_and_sentences(text: str, expected: list[list[str]]) -> None:
    assert forms(text) == expected


def test_wrapped_line_goes_on() -> None:
    text = "This sentence is so long that a mail program broke it after sixty\ncharacters or so"

    assert len(forms(text)) == 1


def test_span_of_a_ligature_is_that_of_the_original() -> None:
    text = "An of\ufb01ce there"

    assert [text[token.start : token.end] for token in read(text).tokens] == ["An", "of\ufb01ce", "there"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We lost our cash.", False),
        ("the sequel was good", False),
        ("The council decided to build another house next year", False),
        ("the council decided to build another house next year", True),
        ("Well, um, it is cash.", True),
        ("It speaks h t t p.", True),
        ("A i and a b.", False),
        ("It runs on cooper netties.", True),
        ("word " * 40, True),
    ],
)
def test_dictation_shows(text: str, expected: bool) -> None:
    assert read(text).is_dictated is expected


def test_question_is_recognized() -> None:
    assert [sentence.is_question for sentence in read("Is it? It is.").sentences] == [True, False]


def test_span_is_that_of_the_original() -> None:
    text = "\N{SOFT HYPHEN}Café\N{COMBINING ACUTE ACCENT}s “İstanbul” ﬁne state\N{SOFT HYPHEN}less"
    tokens = read(text).tokens

    assert text[tokens[-1].start : tokens[-1].end] == "state\N{SOFT HYPHEN}less"
    assert tokens[-1].form == "stateless"
    assert len(fold(text)) == len(text)
