"""What no page of the admin can be asked for, or sent: each is refused in words, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quiz.models import Criterion, Import, Question
from tests.admin.addresses import PARAMETER, addresses
from tests.admin.pages import base, form, page_of, restore, save
from tests.admin.rows import Rows
from tests.factories import make_entry, make_question, make_topic, make_user
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db

HUGE = "9" * 30


@pytest.mark.parametrize("key", [HUGE, "0", "-1", "x", "%00", "1%00", "_00"])
def test_a_key_of_nothing_is_nowhere(editor: Client, key: str) -> None:
    """A path of a model without the row leads to the index, where that is said."""
    for address in addresses():
        path = "/admin/" + PARAMETER.sub(key, address.route)
        for response in (editor.get(path), editor.post(path)) if path.count(key) else ():
            assert response.status_code in (302, 403, 404, 405), (address, response.status_code)


@pytest.mark.parametrize("query", ["page=%00", "page=-1", f"page={HUGE}", "p=%00", f"p={HUGE}", "page=x"])
def test_a_page_that_is_none_is_the_first_or_the_last(editor: Client, query: str) -> None:
    rows = Rows()
    for address in addresses():
        path = address.path(rows.ids)
        response = editor.get(f"{path}?{query}")
        assert response.status_code < 500, address
        assert response.status_code == editor.get(path).status_code or response.status_code == 302, address


LISTS = ["topic", "question", "glossaryentry", "dispute", "attempt", "interview"]


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        *(
            "q=%00",
            "o=%00",
            "o=99.-99.x",
            "e=%00",
            "id__exact=%00",
            f"id__exact={HUGE}",
            "id__in=%00",
            "nonsense=1",
        ),
        *("state__exact=%00", "status__exact=%00", "difficulty__exact=%00", "short_name__regex=("),
        *("asked_at__year=99999999999", "started_at__year=0", "asked_at__day=31&asked_at__month=2"),
        *("made_at__gte=99999-01-01", "topic__id__exact=x", "question__topic__id__exact=%00"),
        *("finished_at__isempty=x", "_to_field=%00", "_changelist_filters=%00", "_facets=%00"),
    ],
)
def test_a_list_is_asked_for_what_cannot_be(editor: Client, model: str, query: str) -> None:
    response = editor.get(reverse(f"admin:quiz_{model}_changelist") + f"?{query}", follow=True)
    assert response.status_code in (200, 400)


@pytest.mark.parametrize("model", LISTS[:3])
@pytest.mark.parametrize("key", ["\0", "x"])
def test_rows_that_cannot_be_are_not_deleted(editor: Client, model: str, key: str) -> None:
    url = reverse(f"admin:quiz_{model}_changelist")
    data = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
    page = editor.post(url, data, follow=True).text
    assert "The list can’t be asked for that. Here is all of it." in page


@pytest.mark.parametrize(
    "name",
    [
        *("quiz_question_try", "quiz_question_preview", "quiz_question_fact_checked"),
        *("quiz_question_lab", "quiz_question_add_lab"),
    ],
)
def test_what_is_sent_only_is_not_opened(editor: Client, name: str) -> None:
    [address] = [address for address in addresses() if address.name == name]
    assert editor.get(address.path(Rows().ids)).status_code == 405


@pytest.mark.parametrize("name", ["versions", "statistics", "export_benchmarks"])
def test_what_is_read_only_takes_nothing(editor: Client, name: str) -> None:
    assert editor.post(page_of(make_question(), name)).status_code == 405


NULS: dict[str, dict[str, Any]] = {
    "topic": {
        "name": "A\0 name",
        "slug": "a-name",
        "position": 1,
        "alien_terms": "kuber\0netes",
        "why": "\0",
    },
    "glossaryentry": {"name": "s\0low", "meaning": "It\0 is.", "ways": "slow\0", "why": "\0"},
}


@pytest.mark.parametrize("model", NULS)
def test_what_no_text_can_have_is_left_out_or_named(editor: Client, model: str) -> None:
    """In each field alone, and in all of them at once."""
    sent = NULS[model]
    url = reverse(f"admin:quiz_{model}_add")
    clean = {
        name: value.replace("\0", "") if isinstance(value, str) else value for name, value in sent.items()
    }
    for name in sent:
        assert editor.post(url, clean | {name: f"{sent[name]}\0"}).status_code in (200, 302)
    assert editor.post(url, sent).status_code in (200, 302)


def test_a_question_with_nul_in_every_field_is_answered(editor: Client) -> None:
    question = make_question()
    url = reverse("admin:quiz_question_change", args=[question.pk])
    whole = form(question, lab_answers="It is.")
    for name, value in whole.items():
        assert editor.post(url, whole | {name: f"{value}\0"}).status_code in (200, 302), name
        assert editor.post(page_of(question, "lab"), whole | {name: f"{value}\0"}).status_code == 200, name


@pytest.mark.parametrize(
    "name", ["draft", "suggestions", "publish", "regrade", "withdraw", "import_benchmarks"]
)
def test_nul_in_what_is_sent_to_a_page_of_a_question_is_answered(editor: Client, name: str) -> None:
    rows = Rows()
    names = ("why", "seen", "tried", "base", "criterion", "phrase", "file", "page", "form-TOTAL_FORMS")
    response = editor.post(page_of(rows.question, name), dict.fromkeys(names, "1\0"))
    assert response.status_code in (200, 302)


FILES = {
    "a.md": (b"x" * (10 * 1024 * 1024 + 1), "The file is larger than 10 MB; split it."),
    "b.md": ("**What?**\n\nThat.\n".encode("utf-16"), "The file is in UTF-16; save it as UTF-8."),
    "c.md": ("**Süß?**\n\nJa.\n".encode("latin-1"), "Line 1 is not in UTF-8"),
    "d.md": (b"**What?**\n\nTh\0at.\n", "This is not a text file."),
    "e.md": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Line 1 is not in UTF-8"),
    "f.md": (b"", "The submitted file is empty."),
    "a.json": (b'{"questions": [', "Line 1 is not JSON"),
    "b.json": (b"[" * 100_000, "The file is nested too deeply to be read."),
    "c.json": (b"[" + b"9" * 5000 + b"]", "The file has a number that is too long to be read."),
    "a.csv": (b"a,b\n1,2\n", "The column “question” is missing"),
    "b.csv": (b"question,answer\nWhat?,\0\n", "This is not a text file."),
    "a.xml": (b"<quiz><question>", "Line 1 is not XML"),
    "b.xml": (
        b'<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><quiz>&b;</quiz>',
        "The file has a document type of its own, which is not read.",
    ),
    "c.xml": (
        b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
        "The file has a document type of its own, which is not read.",
    ),
    "d.xml": (b"<a>" * 100_000, "Line 1 is not XML"),
    "e.xml": (b"<html/>", "it begins with &lt;html&gt;, not with &lt;quiz&gt;"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_refused_in_words(editor: Client, name: str) -> None:
    data, told = FILES[name]
    fields = {"topic": "", "new_topic": "Starts", "file": SimpleUploadedFile(name, data)}
    page = editor.post(reverse("admin:quiz_topic_import"), fields).text
    assert told in page
    assert 'value="Starts"' in page
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("lists.md", b"- " * 10_000 + b"a\n"),
        ("quotes.md", b"> " * 10_000 + b"a\n"),
        ("emphasis.md", b"*a **b " * 20_000),
        ("html.md", b"<div>" * 50_000),
        ("braces.gift", b"{" * 100_000),
    ],
)
def test_a_file_that_is_nested_very_deep_is_answered(editor: Client, name: str, data: bytes) -> None:
    fields = {"topic": "", "new_topic": "Starts", "file": SimpleUploadedFile(name, data)}
    assert editor.post(reverse("admin:quiz_topic_import"), fields, follow=True).status_code == 200


def add_phrase(client: Client, question: Question) -> None:
    client.post(page_of(question, "suggestions"), {"criterion": "slow", "phrase": "lags"})


def import_benchmark(client: Client, question: Question) -> None:
    file = SimpleUploadedFile("b.csv", b"grade,text\n7,It is.\n")
    client.post(page_of(question, "import_benchmarks"), {"file": file, "why": "Graded."})


def check_fact(client: Client, question: Question) -> None:
    [key] = Criterion.objects.filter(question=question, slug="slow").values_list("pk", flat=True)
    client.post(reverse("admin:quiz_question_fact_checked", args=[key]))


def take_back(client: Client, question: Question) -> None:
    restore(client, question, 1)


def accept_dispute(client: Client, question: Question) -> None:
    rows = Rows()
    rows.dispute.attempt.question = question
    rows.dispute.attempt.save()
    url = reverse("admin:quiz_dispute_change", args=[rows.dispute.pk])
    answer = {"state": "accepted", "reason": "", "phrases": "other words", "base": base(client, url)}
    client.post(url, answer)


@pytest.mark.parametrize("write", [add_phrase, import_benchmark, check_fact, take_back, accept_dispute])
def test_who_has_a_question_open_is_told_of_each_other_way_to_change_it(editor: Client, write: Any) -> None:
    question = make_question()
    opened = form(question)
    write(editor, question)
    question.refresh_from_db()
    assert question.revision == 1
    page = editor.post(reverse("admin:quiz_question_change", args=[question.pk]), opened).text
    assert "Nothing was saved: this question was changed after you opened it." in page


@pytest.mark.parametrize("model", ["topic", "glossaryentry"])
def test_a_row_that_was_deleted_under_an_open_page_is_missed(editor: Client, model: str) -> None:
    row: Any = make_topic() if model == "topic" else make_entry()
    url = reverse(f"admin:quiz_{model}_change", args=[row.pk])
    opened = base(editor, url)
    row.delete()
    assert "Perhaps it was deleted?" in editor.post(url, {"base": opened, "name": "x"}, follow=True).text


def test_a_line_that_was_deleted_under_an_open_page_comes_back_as_a_new_one(editor: Client) -> None:
    question = make_question()
    opened = form(question)
    save(editor, question, criteria__1__DELETE="on")
    page = editor.post(reverse("admin:quiz_question_change", args=[question.pk]), opened).text
    assert "Nothing was saved" in page
    assert 'value="The first request is slow"' in page


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_saves_of_a_topic_at_once_the_second_is_told() -> None:
    ContentType.objects.clear_cache()  # the tests before may have emptied the database
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(make_user(is_staff=True, is_superuser=True))
    topic = make_topic()
    url = reverse("admin:quiz_topic_change", args=[topic.pk])
    sent = {"slug": "clouds", "position": 1, "alien_terms": "", "base": base(clients[0], url)}
    _, second = second_while_first_is_open(
        lambda: clients[0].post(url, sent | {"name": "First"}).status_code,
        lambda: clients[1].post(url, sent | {"name": "Second"}).text,
    )
    topic.refresh_from_db()
    assert topic.name == "First"
    assert "Saved now: First" in second
    assert 'value="Second"' in second
