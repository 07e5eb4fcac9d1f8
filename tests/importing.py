"""Documents of questions on their way in, for tests."""

from __future__ import annotations

from quiz.models import Import, Topic
from quiz.services import imports
from quiz.services.import_plans import Kind
from tests.factories import (
    make_topic,
    make_user,
)

TWO = """### What is a cold start?
**Interviewer:** What is a cold start?
**Candidate:** The first request to a new environment.

---

### What is a warm start?
**Interviewer:** What is a warm start?
**Candidate:** A request that finds an environment.
**Interviewer:** How long is it kept?
**Candidate:** Nobody says.
"""


def begin(text: str = TWO, name: str = "two.md", topic: Topic | None = None) -> Import:
    topic = topic or make_topic()
    return start(topic.name, text.encode(), name)


def start(topic_name: str, data: bytes, name: str = "a.md") -> Import:
    begun = imports.start_import(make_user(), topic_name, file_name=name, data=data)
    return imports.read_import(begun.pk)


def kinds(begun: Import) -> list[Kind]:
    return [entry.kind for entry in imports.plan_import(begun).entries]


def choose(begun: Import, *numbers: int) -> bool:
    """Confirm these questions, or all of them."""
    plan = imports.plan_import(begun)
    chosen = numbers or [entry.number for entry in plan.entries]
    return imports.confirm_import(begun.pk, begun.editor, numbers=chosen, seen=plan.digest)


def confirm(begun: Import) -> Import:
    """Import everything."""
    choose(begun)
    return imports.apply_import(begun.pk)
