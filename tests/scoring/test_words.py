import pytest

from quiz.scoring import score
from quiz.scoring.words import _MAYBE_SUFFIXED, _english, _stemmer, american, key_of
from tests.scoring.rubrics import rubric_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("invocation", "invoked"),
        ("automatically", "automate"),
        ("scaling", "scalable"),
        ("concurrent", "concurrency"),
        ("ran", "running"),
        ("kept", "keeps"),
        ("fifteen", "15"),
        ("optimise", "optimizing"),
        ("behaviour", "behaviors"),
        ("analyse", "analyze"),
        ("cancelled", "canceled"),
        ("centre", "center"),
        ("faster", "fast"),
        ("bigger", "big"),
        ("each", "per"),
        ("alias", "aliases"),
        ("grey", "gray"),
        ("judgement", "judgment"),
        ("artefacts", "artifact"),
        ("learnt", "learned"),
        ("burnt", "burned"),
        ("spelt", "spelled"),
        ("dreamt", "dreamed"),
        ("theatre", "theaters"),
        ("practising", "practice"),
        ("cheque", "checks"),
        ("draughts", "draft"),
        ("ploughed", "plow"),
        ("sceptical", "skeptical"),
        ("mouldy", "moldy"),
        ("manoeuvring", "maneuvers"),
        ("tyres", "tire"),
        ("whilst", "while"),
        ("kilometres", "kilometer"),
        ("fulfil", "fulfilled"),
    ],
)
def test_words_of_one_family_have_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("stateful", "stateless"),
        ("calling", "caling"),
        ("maximise", "minimise"),
        ("policy", "police"),
        ("new", "news"),
    ],
)
def test_different_words_have_different_keys(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_stemmer_is_skipped_only_where_it_would_take_nothing_off() -> None:
    skipped = (american(word) for word in _english() if not _MAYBE_SUFFIXED.search(american(word)))

    assert [word for word in skipped if _stemmer.stemWord(word) != word] == []


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("stateless", "The function is statless."),
        ("timeout", "We set the tiemout higher."),
        ("automatic", "It grows automaticaly."),
        ("concurrent requests", "It takes concurent requsts."),
        ("provisioned concurrency", "Use provisoned conccurency."),
        ("DynamoDB", "Kept in dynamo d b."),
        ("DynamoDB", "Kept in Dynamo-DB."),
        ("concurrency", "The con currency is limited."),
        ("invocation", "Data between in vocations is lost."),
        ("API", "It is called over the a p i."),
        ("S3", "A file in s three starts it."),
        ("C#", "It speaks c sharp."),
        ("C#", "it is written in see sharp"),
        ("Node.js", "it supports no jay s java and go"),
        ("servers", "um there are many severs"),
        ("CI/CD", "It fits c i c d tools."),
        ("CI/CD", "It fits CICD tools."),
        ("Node.js", "Written in node j s."),
        ("Node.js", "Written in NodeJS."),
        (".NET", "Written in dot net."),
        ("cold start", "We saw coldstarts."),
        ("autoscaling", "It auto scales."),
        ("auto scale", "It autoscales."),
        ("dead letter queue", "They go to a DeadLetterQueue."),
        ("50 percent", "It is 50% off."),
        ("event-driven", "It is event driven."),
        ("10 GB", "It has ten gigabytes."),
        ("function's memory", "The memory of the functions"),
        ("cafe", "The Café\N{COMBINING ACUTE ACCENT} is open."),
        ("doesn't keep", "It doesnt keep it."),
        ("stateless", "It is state\N{SOFT HYPHEN}less."),
        ("timeout", "The `timeout` of **it**"),
    ],
)
def test_spelling_is_understood(phrase: str, text: str) -> None:
    assert score(text, rubric_of(phrase)).criteria[0].first == 1


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("sync", "It is an async invocation."),
        ("cold", "You could do that."),
        ("IAM", "We used a share for the iamge."),
        ("IAM", "i am not sure about it"),
        ("forever", "It is good for event handling."),
        ("maximize it", "We minimise it."),
        ("macroservice", "It is a microservice."),
        ("EC2", "It runs on EC3."),
        ("Go", "It is gone."),
        ("state", "A statement is read."),
    ],
)
def test_other_words_are_not_taken_for_it(phrase: str, text: str) -> None:
    assert score(text, rubric_of(phrase)).criteria[0].first == 0
