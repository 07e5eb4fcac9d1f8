"""The AWS Lambda question bank: its shape, its rubrics, and what hand-made answers score with them."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quiz.scoring import Rubric, parse_phrase, score

FIXTURE = Path(__file__).parents[1] / "fixtures" / "aws_lambda.json"
WORDS = {  # question slug -> words in the question, words in the model answer
    "languages-and-packaging": (17, 49),
    "benefits": (12, 39),
    "event-sources": (14, 38),
    "eventbridge": (16, 31),
    "concurrency": (11, 45),
    "automatic-scaling": (16, 29),
    "statelessness": (17, 33),
    "aws-sam": (18, 34),
    "best-practices": (12, 45),
}
ENTRY = ["question", "slug", "position", "name", "points"]
KEYS = {
    "quiz.topic": ["slug", "name", "position"],
    "quiz.question": ["topic", "slug", "position", "short_name", "text", "model_answer", "difficulty"],
    "quiz.criterion": [*ENTRY, "is_bonus", "phrases", "probe", "missed"],
    "quiz.misconception": [*ENTRY, "phrases", "correction"],
}
RANGES = {"good": (75, 100), "half": (35, 70), "poor": (5, 34), "negated": (0, 10), "wrong": (0, 15)}
ANSWERS = {
    "languages-and-packaging": {
        "good": """
            Out of the box there is Python, Java, Go, Node.js, Ruby and the .NET languages. Whatever is
            missing can be brought along as a custom runtime. I pack my source together with the third
            party libraries into a zip, or into a Docker image once it gets too large, and push it with
            the command line. At work the pipeline does the upload after each merge.""",
        "half": """
            You can write it in Python, Java, Ruby or Node. The code goes into a zip file that I upload
            in the browser.""",
        "poor": "Most of us use Python, I believe it takes TypeScript too.",
        "negated": """
            You can't bring your own runtime, and neither a zip nor a container image is accepted.""",
        "wrong": """
            First rent an EC2 instance, then copy the program to the server and let Tomcat restart.""",
    },
    "benefits": {
        "good": """
            We no longer patch or provision any servers, so the team concentrates on business logic.
            Capacity adjusts to the traffic by itself. We are charged only for the milliseconds a
            function runs. It plugs into S3, SQS and the other AWS services, suits event-driven designs,
            and a new feature is in production within minutes, which is a fast release cycle for us.""",
        "half": """
            There are no machines to look after, and it scales automatically when many people come.""",
        "poor": "You are billed per request, which our manager liked.",
        "negated": """
            It does not scale automatically, you can't pay per use, and it doesn't integrate with AWS
            services.""",
        "wrong": """
            You pay a fixed monthly fee for each server and you have to patch the operating system.""",
    },
    "event-sources": {
        "good": """
            An event source is whatever service triggers the function: a picture uploaded to S3, a
            message in SQS, a request through API Gateway. The code reacts to exactly that event and
            nobody has to start it. In between no server sits and waits, hence it is a natural fit for
            serverless.""",
        "half": "Things like S3, SQS and API Gateway can invoke a function.",
        "poor": "For instance S3, when somebody uploads a photo.",
        "negated": "S3 can't trigger a function and the code doesn't react to events.",
        "wrong": "An event source is the repository with the source code of the function.",
    },
    "eventbridge": {
        "good": """
            It is an event bus. AWS services, SaaS partners such as Zendesk and our own applications put
            their events on it, rules match on the content, and each matching event is forwarded to a
            Lambda function. The producer doesn't know who listens, which keeps the parts loosely
            coupled.""",
        "half": """
            It forwards events to functions, and you write rules with a pattern that says which ones.""",
        "poor": "Services don't need to know each other when you put it in between.",
        "negated": """
            It doesn't route events to Lambda, it has no rules, and the services aren't decoupled.""",
        "wrong": "It is a monitoring tool, it stores metrics and shows them on a dashboard.",
    },
    "concurrency": {
        "good": """
            It is how many copies of the function are executing at the same moment. When all of them are
            busy, Lambda starts a new instance for the next request on its own. Reserved concurrency
            guarantees a function its share, and the same setting works as a cap that keeps the database
            from being overloaded.""",
        "half": """
            The number of executions running in parallel. If more requests come in, additional instances
            are created.""",
        "poor": "There is a setting for reserved concurrency somewhere.",
        "negated": """
            It is not the number of instances running at the same time, and you can't reserve any
            capacity for a function.""",
        "wrong": """
            One instance handles all requests with a thread pool, and reserved concurrency keeps it
            warm.""",
    },
    "automatic-scaling": {
        "good": """
            Lambda scales out: it launches additional instances of the function, so each request of a
            burst gets an instance of its own. It follows the demand, and when things get quiet the
            instances go away. Nobody has to configure anything, and response times stay the same for
            the users.""",
        "half": "It spins up more copies of the function, and all of that happens by itself.",
        "poor": "It depends on the load, it is based on demand.",
        "negated": """
            It doesn't scale horizontally and it never starts new instances, nor does it follow demand.""",
        "wrong": """
            It scales vertically: the server gets a bigger machine with more CPU when traffic grows.""",
    },
    "statelessness": {
        "good": """
            Each invocation starts from scratch, nothing is remembered from the previous one. What has
            to last goes into storage outside the function, for instance DynamoDB or S3. A shopping cart
            I would save in a DynamoDB table under the user's id.""",
        "half": "The function forgets everything after each call, so you save it in a database.",
        "poor": "You would use DynamoDB for that.",
        "negated": """
            Data is not lost after the invocation, so you don't need DynamoDB or any other external
            storage.""",
        "wrong": """
            Global variables keep the session for the user, and files in /tmp are stored permanently.""",
    },
    "aws-sam": {
        "good": """
            With SAM all functions, tables and APIs are described in one YAML template. A single command
            builds and deploys the lot, it plugs into GitHub Actions, and I can run a function on my
            laptop before it goes anywhere. Compared with raw CloudFormation it is far less boilerplate.""",
        "half": """
            You describe your resources in a YAML template and sam deploy brings them to the account.""",
        "poor": "I like that you can debug on your own machine.",
        "negated": """
            SAM doesn't use a template, it can't test locally and it doesn't automate deployment.""",
        "wrong": "SAM is a monitoring dashboard, a security tool that scans permissions.",
    },
    "best-practices": {
        "good": """
            Measure and tune the memory, since it drives the price and the duration. Keep settings in
            environment variables. Where cold starts hurt, use provisioned concurrency. Give each
            function a role with the least privilege. Watch logs, metrics and alarms in CloudWatch, and
            keep the deployment package small by leaving out libraries nobody imports.""",
        "half": """
            Grant minimal permissions, tune the memory, and look at the logs and alarms in CloudWatch.""",
        "poor": "Put configuration into environment variables.",
        "negated": """
            Don't tune the memory, you don't need least privilege, and never use CloudWatch.""",
        "wrong": """
            Give every function admin access, that is easy, and write the password into the code.""",
    },
}
CASES = [
    pytest.param(slug, text, *RANGES[kind], id=f"{slug}-{kind}")
    for slug, answers in ANSWERS.items()
    for kind, text in answers.items()
]


@cache
def objects() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(FIXTURE.read_text(encoding="utf-8")))


def of_model(model: str, question: str | None = None) -> Iterator[dict[str, Any]]:
    """The fields of each object of a model, of one question or of all."""
    for item in objects():
        fields = item["fields"]
        if item["model"] == model and (question is None or fields["question"] == ["aws-lambda", question]):
            yield fields


@cache
def question(slug: str) -> dict[str, Any]:
    return next(fields for fields in of_model("quiz.question") if fields["slug"] == slug)


@cache
def rubric(slug: str) -> Rubric:
    """The rubric as the application would build it from the rows of one question."""
    drop = {"question", "position"}
    parts = {
        name: [{k: v for k, v in fields.items() if k not in drop} for fields in of_model(model, slug)]
        for name, model in [("criteria", "quiz.criterion"), ("misconceptions", "quiz.misconception")]
    }
    asked = question(slug)
    return Rubric.from_json({"question": asked["text"], "model_answer": asked["model_answer"], **parts})


def test_every_object_has_the_keys_of_its_model() -> None:
    assert [item["model"] for item in objects() if list(item) != ["model", "fields"]] == []
    assert [item for item in objects() if list(item["fields"]) != KEYS[item["model"]]] == []


def test_questions_come_in_the_order_of_the_interview() -> None:
    assert [(fields["slug"], fields["position"]) for fields in of_model("quiz.question")] == [
        (slug, position) for position, slug in enumerate(WORDS, 1)
    ]


@pytest.mark.parametrize("slug", WORDS)
def test_question_and_model_answer_are_whole(slug: str) -> None:
    asked = question(slug)

    assert (len(asked["text"].split()), len(asked["model_answer"].split())) == WORDS[slug]
    assert asked["topic"] == ["aws-lambda"]
    assert asked["difficulty"] in {"easy", "medium", "hard"}


@pytest.mark.parametrize("slug", WORDS)
@pytest.mark.parametrize("model", ["quiz.criterion", "quiz.misconception"])
def test_slugs_are_unique_and_positions_count_up(slug: str, model: str) -> None:
    rows = list(of_model(model, slug))

    assert len({fields["slug"] for fields in rows}) == len(rows)
    assert [fields["position"] for fields in rows] == list(range(1, len(rows) + 1))


@pytest.mark.parametrize("slug", WORDS)
def test_criteria_are_few_and_their_points_add_up_to_ten(slug: str) -> None:
    criteria = list(of_model("quiz.criterion", slug))

    assert 3 <= len(criteria) <= 7
    assert sum(fields["points"] for fields in criteria if not fields["is_bonus"]) == 10
    assert [fields["slug"] for fields in criteria if not fields["probe"].endswith("?")] == []
    assert {fields["missed"].split()[0] for fields in criteria} <= {"Say", "Name", "Give"}


@pytest.mark.parametrize("slug", WORDS)
def test_misconceptions_are_few_and_cost_two_to_four_points(slug: str) -> None:
    misconceptions = list(of_model("quiz.misconception", slug))

    assert 2 <= len(misconceptions) <= 5
    assert {fields["points"] for fields in misconceptions} <= {2, 3, 4}
    assert [fields["slug"] for fields in misconceptions if not fields["correction"].endswith(".")] == []


@pytest.mark.parametrize("model", ["quiz.criterion", "quiz.misconception"])
def test_every_phrase_parses_and_stands_once(model: str) -> None:
    for fields in of_model(model):
        assert fields["phrases"]
        assert len(set(fields["phrases"])) == len(fields["phrases"])
        for phrase in fields["phrases"]:
            parse_phrase(phrase)


@pytest.mark.parametrize("slug", WORDS)
def test_the_model_answer_earns_every_criterion(slug: str) -> None:
    result = score(question(slug)["model_answer"], rubric(slug))

    assert [criterion.slug for criterion in result.criteria if criterion.first < 1] == []
    assert result.misconceptions == ()
    assert result.value >= 90


@pytest.mark.parametrize("slug", WORDS)
def test_the_question_itself_earns_nothing(slug: str) -> None:
    assert score(question(slug)["text"], rubric(slug)).value == 0


@pytest.mark.parametrize("slug", WORDS)
def test_repeating_a_probe_earns_nothing(slug: str) -> None:
    for criterion in rubric(slug).criteria:
        statement = criterion.probe.replace("?", ".")
        assert score("", rubric(slug), follow_up=statement, probe=criterion.probe).value == 0


@pytest.mark.parametrize("slug", WORDS)
def test_model_answers_of_other_questions_stay_below_forty(slug: str) -> None:
    others = [question(other)["model_answer"] for other in WORDS if other != slug]

    assert [answer for answer in others if score(answer, rubric(slug)).value >= 40] == []


@pytest.mark.parametrize(("slug", "text", "lowest", "highest"), CASES)
def test_an_answer_lands_in_its_range(slug: str, text: str, lowest: int, highest: int) -> None:
    result = score(" ".join(text.split()), rubric(slug))

    assert lowest <= result.value <= highest


@pytest.mark.parametrize("slug", WORDS)
def test_a_good_answer_holds_no_misconception_and_a_wrong_one_does(slug: str) -> None:
    assert score(" ".join(ANSWERS[slug]["good"].split()), rubric(slug)).misconceptions == ()
    assert score(" ".join(ANSWERS[slug]["wrong"].split()), rubric(slug)).misconceptions != ()
