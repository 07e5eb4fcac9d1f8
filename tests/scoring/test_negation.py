import pytest

from quiz.scoring import score
from tests.scoring.rubrics import rubric_of


def is_found(phrase: str, text: str) -> bool:
    return score(text, rubric_of(phrase)).criteria[0].first == 1


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        # the plain negators
        ("stateless", "Functions are not stateless."),
        ("stateless", "Functions aren’t stateless"),
        ("stateless", "No function is stateless."),
        ("stateless", "None of them are stateless."),
        ("stateless", "I wouldn't say it is stateless."),
        ("stateless", "It is no longer stateless."),
        ("stateless", "It is not necessarily stateless."),
        ("stateless", "It is by no means stateless."),
        ("scales automatically", "It doesn't scale automatically."),
        ("scales automatically", "It doesnt scale automatically"),
        ("scales automatically", "It never scales automatically."),
        ("scales automatically", "It hardly scales automatically."),
        ("scales automatically", "It is unable to scale automatically."),
        ("scales automatically", "It is not true that it scales automatically."),
        ("scales automatically", "It is far from true that it scales automatically."),
        ("scales automatically", "It is wrong to say that it scales automatically."),
        ("scales automatically", "I doubt that it scales automatically."),
        ("scales automatically", "It fails to scale automatically."),
        ("scales automatically", "It is a myth that it scales automatically."),
        ("zip", "You upload an image rather than a zip."),
        ("eliminates servers", "Lambda doesn't eliminate servers."),
        ("no servers", "It doesn't free us from servers."),
        ("event driven", "It is unsuitable for event-driven architectures."),
        ("event driven", "It is a poor fit for event-driven architectures."),
        ("zip", "Instead of a zip, you push an image."),
        # through a list
        ("java", "It does not support Java, C#, Go or Ruby."),
        ("ruby", "It does not support Java, C#, Go or Ruby."),
        ("ruby", "It doesn't support Java, Go, or Ruby, and that is it."),
        ("ruby", "It doesn't support Java and Ruby."),
        ("RDS", "You don't need external storage like DynamoDB, S3 or RDS for the state."),
        ("container images", "Neither zip files nor container images are accepted."),
        # back to what is denied
        ("java", "Java and Go are not supported."),
        ("environment variables", "Environment variables shouldn't be used for configuration."),
        ("environment variables", "Environment variables are to be avoided."),
        ("logging", "Logging and monitoring is not recommended."),
        ("S3", "S3 uploads, DynamoDB Streams and API Gateway can't trigger anything."),
        ("local testing", "Local testing is not its purpose."),
        ("YAML file", "Resources can't be defined in a single YAML file."),
    ],
)
def test_what_is_denied_is_not_found(phrase: str, text: str) -> None:
    assert not is_found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        # beyond the end of the clause
        ("scales automatically", "You don't manage servers, it scales automatically."),
        ("scales automatically", "You don't manage servers but it scales automatically."),
        ("scales automatically", "You don't do anything because it scales automatically."),
        ("scales automatically", "There is no need to do anything, Lambda scales automatically."),
        ("scales automatically", "Without needing servers it scales automatically."),
        ("scales automatically", "nobody has to do anything it scales automatically"),
        ("pay per use", "No servers to patch or provision, and you pay per use."),
        ("stateless", "It doesn't keep data and is stateless."),
        ("stateless", "Not stateful but stateless."),
        ("stateless", "There's no state: it's stateless."),
        ("stateless", "It isn't slow because it's stateless."),
        ("pay per use", "You manage no servers and pay per use."),
        ("image", "Instead of a zip, you push an image."),
        ("zip", "You upload a zip rather than an image."),
        ("horizontal", "It scales out, not up: horizontal scaling."),
        # what sounds like a negator
        ("scales automatically", "It not only scales automatically but bills per use."),
        ("15 minutes", "It runs no more than 15 minutes."),
        ("least privilege", "Don't forget least privilege."),
        ("python", "It is not limited to Python."),
        # doing away with something says that it is there
        ("throttling", "Reserved concurrency avoids throttling."),
        ("cold starts", "Provisioned concurrency eliminates cold starts."),
        # twice no
        ("servers", "You can't run it without servers."),
        # a relative clause
        (
            "opens an instance",
            "A request that can't be served by a warm copy just opens another instance.",
        ),
        (
            "open new one",
            "Each request that can't be served by a warm instance makes Lambda open a new one",
        ),
        ("open new one", "A request that isn't served makes Lambda open a new one."),
        ("open new one", "What nobody notices: a request which cannot wait makes Lambda open a new one."),
        ("warm instance request", "Each request that can't be queued goes to a warm instance."),
        # trouble with a thing, not the thing
        ("permission", "There are no permission errors."),
        ("cold start", "It runs without any cold start problems."),
        # the subject of an ability that is denied
        ("DynamoDB", "DynamoDB can't join tables, which is fine."),
    ],
)
def test_negator_reaches_no_further_than_it_should(phrase: str, text: str) -> None:
    assert is_found(phrase, text)


@pytest.mark.parametrize(
    "text",
    [
        "You don't manage servers.",
        "It runs without managing servers.",
        "There are no servers that you manage.",
        "There are no more servers to manage.",
        "Nobody on the team manages a server.",
        "AWS eliminates the need to manage servers.",
        "Servers are not managed by you.",
    ],
)
def test_phrase_with_a_negator_is_found_in_other_denials(text: str) -> None:
    assert is_found("no servers to manage", text)


@pytest.mark.parametrize("text", ["You manage the servers.", "You manage the servers, no patching though."])
def test_phrase_with_a_negator_is_not_found_in_a_statement(text: str) -> None:
    assert not is_found("no servers to manage", text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        # a further statement after the comma affirms the rest
        (
            "no (data | anything) (store | keep) (invocation | call)",
            "You can't store anything in DynamoDB, and data isn't lost after the invocation.",
        ),
        (
            "no (data | anything) (store | keep) (invocation | call)",
            "You can't store anything in DynamoDB, but the invocation is fast.",
        ),
        ("no data after the call", "It doesn't copy data, and you have it after the call."),
        # what isn't lost is there
        ("no data after the call", "Data isn't lost after the call."),
        ("no state between calls", "It never forgets state between calls."),
        # trouble with a thing, not the thing
        ("no permission", "One admin role for all, so there are no permission errors."),
        ("no access", "Everybody may read it, so there are no access problems."),
        ("no server limit", "It has a server."),
    ],
)
def test_phrase_with_a_negator_is_not_found_where_the_rest_is_affirmed(phrase: str, text: str) -> None:
    assert not is_found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("no data after the call", "After the call, no data is kept."),
        ("no data after the call", "No data is kept, not even in memory, after the call."),
        ("no servers to manage", "There are no servers, and you don't have to manage anything."),
        ("no servers to manage", "There are servers, but you don't have to manage them."),
        ("no servers to manage", "No servers, networks, and disks to manage."),
        ("no data lost", "Data isn't lost."),
        ("no permission errors", "There are no permission errors."),
        ("no limit", "There is no limit."),
    ],
)
def test_denial_may_stand_in_several_clauses(phrase: str, text: str) -> None:
    assert is_found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text", "quoted"),
    [
        ("no servers to patch", "No servers to patch, ever.", "No servers to patch"),
        ("don't ship libraries", "Don't ship libraries you don't use.", "Don't ship libraries"),
        (
            "nobody manages infrastructure",
            "So nobody has to manage infrastructure.",
            "nobody has to manage infrastructure",
        ),
        ("don't set anything up", "I don't have to set anything up.", "don't have to set anything up"),
        (
            "don't hardcode secrets",
            "Secrets should not be hardcoded there.",
            "Secrets should not be hardcoded",
        ),
        (
            "no servers to manage",
            "AWS eliminates the need to manage servers.",
            "eliminates the need to manage servers",
        ),
        (
            "no servers to manage",
            "There are servers, but you don't manage them.",
            "servers, but you don't manage",
        ),
        ("no downtime", "It isn't slow. We deploy without any downtime.", "without any downtime"),
        ("no one server", "There is no one who owns a server.", "no one who owns a server"),
        ("stateless", "It isn't slow but stateless.", "stateless"),
    ],
)
def test_evidence_of_a_denial_quotes_the_negator(phrase: str, text: str, quoted: str) -> None:
    (evidence,) = score(text, rubric_of(phrase)).criteria[0].evidence

    assert text[evidence.start : evidence.end] == quoted


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("don't hardcode secrets", "Never hardcode any secrets."),
        ("don't hardcode secrets", "Avoid hardcoding secrets."),
        ("don't hardcode secrets", "Secrets should not be hardcoded."),
        ("not guaranteed", "There is no guarantee."),
        ("doesn't keep state", "Keeping state isn't possible."),
        ("without downtime", "There is zero downtime."),
    ],
)
def test_denial_may_be_put_in_other_words(phrase: str, text: str) -> None:
    assert is_found(phrase, text)


DICTATED = (
    "so um you should not keep state in there um you put it in dynamo d b or s three and then the next time "
    "it gets called you read it from there again and that is how it works"
)


def test_negator_in_dictated_speech_reaches_a_few_words() -> None:
    assert not is_found("keep state", DICTATED)
    assert is_found("DynamoDB", DICTATED)


def test_negator_in_dictated_speech_never_reaches_back() -> None:
    assert is_found(
        "scales", "it scales by demand " + "and then it goes on and on " * 6 + "and is not supported"
    )
