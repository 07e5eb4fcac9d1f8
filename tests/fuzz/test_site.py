"""Whatever is sent to any page of the site by anybody: never a failure, nothing reflected, nobody's words.

Pages, forms, fields and parameters are found in the URL list, in the pages themselves and in the source, so
that a new one is tried by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from quiz import urls
from tests.fuzz.corpus import HOSTILE, TOO_LONG, texts
from tests.fuzz.pages import Form, Page
from tests.fuzz.sending import DEEP, Sender, encoded
from tests.fuzz.worlds import World, is_untouched, numbers_of_the_bystander
from tests.views.places import data_for, names, path_of

pytestmark = pytest.mark.django_db

SOME = len(HOSTILE) if DEEP else 2
"""Hostile values that each field is tried with; which ones goes on from field to field."""
PUBLIC = {"question_detail", "question_practice"}
"""Questions are everybody's, whoever else answered them."""
OTHERS = ("stranger", "candidate", "lead")
READ = re.compile(r"""(?:GET|POST|FILES)(?:\.get|\.getlist)?[(\[]\s*["']([\w-]+)["']""")
HEADERS = "HX_REQUEST HX_CURRENT_URL HX_TARGET REFERER ORIGIN USER_AGENT ACCEPT_LANGUAGE ACCEPT".split()
PARAMETER = re.compile(r"<(?:\w+:)?\w+>")

Found = list[tuple[Sender, Page]]

_turns = cycle(HOSTILE.values())


def some() -> Iterator[str]:
    """The next hostile values."""
    return islice(_turns, SOME)


def parameters_in_the_source() -> set[str]:
    """Names that our code reads from a request."""
    sources = Path(settings.BASE_DIR / "quiz").rglob("*.py")
    read = (source.read_text(encoding="utf-8") for source in sources)
    return {"next", *(name for text in read for name in READ.findall(text))}


@pytest.fixture(scope="module")
def pages(world: World) -> Found:
    """Each page that anybody can open, once, with the first who can."""
    found: dict[str, tuple[Sender, Page]] = {}
    for sender in world.senders.values():
        for name in names():
            path = path_of(name, world.site)
            response = sender.get(path) if path not in found else None
            if response is not None and response.status_code == 200 and not response.streaming:
                found[path] = (sender, Page(response, path))
    return list(found.values())


@pytest.fixture(scope="module")
def forms(pages: Found) -> list[tuple[Sender, Form]]:
    """Each form once, however many pages have it: by where it leads and what it asks."""
    every = [(sender, form) for sender, page in pages for form in page.forms]
    return list({(form.action, form.method, *form.values): (sender, form) for sender, form in every}.values())


@pytest.fixture(autouse=True)
def nothing_is_wrong(world: World) -> Iterator[None]:
    yield
    found = [wrong for sender in world.senders.values() for wrong in sender.found]
    for sender in world.senders.values():
        sender.found = []
    assert found == []
    assert is_untouched()


@pytest.fixture(scope="module", autouse=True)
def counts(world: World) -> Iterator[None]:
    yield
    total: Counter[int] = sum((sender.statuses for sender in world.senders.values()), Counter())
    print(f"\nsent to the site: {total.total()}, replies by status: {dict(sorted(total.items()))}")


def test_there_are_forms_to_try(world: World, forms: list[tuple[Sender, Form]]) -> None:
    """That the others try something at all."""
    actions = {form.action for _, form in forms}
    every = (
        "attempt_submit account_data interview_create account_practice cohort_change override_create".split()
    )
    assert {path_of(name, world.site) for name in every} - actions == set()


def test_hostile_values_in_every_field_of_every_form(forms: list[tuple[Sender, Form]]) -> None:
    for sender, form in forms:
        for value in some():
            sender.send(form, {name: [value] for name in form.values})
        for name in form.values:
            for value in some():
                sender.send(form, {name: [value]})


def test_fields_that_are_missing_twice_there_or_too_long(forms: list[tuple[Sender, Form]]) -> None:
    for sender, form in forms:
        sender.send(form, {name: [] for name in form.values})
        sender.send(form, {name: [*values, "1", "x"] for name, values in form.values.items()})
        sender.send(form, {f"{name}[]": ["1"] for name in form.values})
        for name in form.values:
            sender.send(form, {name: []})
        if form.method == "POST":
            sender.send(form, {"text": [TOO_LONG]})


def test_files_for_text(forms: list[tuple[Sender, Form]]) -> None:
    for sender, form in forms:
        if form.method == "POST":
            file = SimpleUploadedFile("a\r\nb\0.html", b"\0<html>")
            sender.upload(form.action, dict.fromkeys(form.values, file))


def test_hostile_parameters_in_every_address(pages: Found) -> None:
    known = parameters_in_the_source()
    for sender, page in pages:
        asked = {name for form in page.forms if form.method == "GET" for name in form.values}
        for value in some():
            every = known | set(page.parameters) | asked
            sender.get(page.path, encoded({name: [value[:2000]] for name in every}))
        for name in sorted(set(page.parameters) | asked):
            for value in some():
                sender.get(page.path, encoded({name: [value[:2000]]}))
                sender.get(page.path, encoded({name: [value[:2000], "1"]}), HTTP_HX_REQUEST="true")


def test_hostile_pieces_of_paths(world: World) -> None:
    for pattern in urls.urlpatterns:
        pieces = PARAMETER.split(str(pattern.pattern))
        for role in OTHERS if len(pieces) > 1 else ():
            for value in some():
                world.senders[role].get("/" + encoded({"": [value[:1000]]})[1:].join(pieces))


@pytest.mark.parametrize("role", OTHERS)
def test_numbers_of_somebody_else_lead_nowhere(world: World, role: str) -> None:
    """In every address, looked at and sent in good order."""
    sender, reached = world.senders[role], []
    for pattern in urls.urlpatterns:
        route, name = str(pattern.pattern), str(pattern.name)
        for number in numbers_of_the_bystander() if "<int:" in route else ():
            path = "/" + re.sub("<slug:[^>]*>", "slow", re.sub("<int:[^>]*>", str(number), route))
            data = {key: _listed(value) for key, value in data_for(name, world.site).items()}
            for response in (sender.get(path), sender.post(path, data)):
                if response is not None and response.status_code < 400 and name not in PUBLIC:
                    reached.append(path)
    assert reached == []


def _listed(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def test_hostile_headers(world: World, pages: Found) -> None:
    for sender, page in pages:
        for value in some():
            sent = value[:500].encode("utf-8", "replace").decode("latin-1")
            sender.get(page.path, **{f"HTTP_{header}": sent for header in HEADERS})
    for value in HOSTILE.values():
        sent = value[:500].encode("utf-8", "replace").decode("latin-1")
        world.senders["anonymous"].get("/", HTTP_COOKIE=f"sessionid={sent}; csrftoken={sent}")


@effort(max_examples=2000 if DEEP else 40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_texts_that_nobody_has_thought_of(forms: list[tuple[Sender, Form]], data: st.DataObject) -> None:
    sender, form = data.draw(st.sampled_from(forms))
    sender.send(form, {name: [data.draw(texts())] for name in sorted(form.values)})
    assert sender.found == []
