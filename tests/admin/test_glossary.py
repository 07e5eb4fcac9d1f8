"""Editing the glossary in the admin, and using it in phrases."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quiz.forms.glossary import GlossaryEntryForm
from quiz.models import GlossaryEntry, Question
from quiz.services.question_bank import publish, withdraw
from tests.admin.pages import publish as publish_page
from tests.admin.pages import save
from tests.factories import make_entry, make_question, make_topic, make_user

pytestmark = pytest.mark.django_db

LIST = "admin:quiz_glossaryentry_changelist"


def change(client: Client, entry: GlossaryEntry, **changes: Any) -> str:
    url = reverse("admin:quiz_glossaryentry_change", args=[entry.pk])
    data = {"name": entry.name, "meaning": entry.meaning, "ways": "\n".join(entry.ways)}
    data |= {"base": GlossaryEntryForm(instance=entry).initial["base"], **changes}
    return client.post(url, data, follow=True).text


def make_user_of(entry: GlossaryEntry) -> Question:
    """A published question with a phrase that uses the entry."""
    question = make_question(published=False)
    question.criteria.filter(slug="slow").update(phrases=[f"first request @{entry.name}"])
    publish(question)
    return question


def test_the_list_shows_how_many_questions_use_an_entry(editor: Client) -> None:
    make_user_of(make_entry())
    make_entry("server", meaning="A machine.")
    make_topic().questions.create(slug="another", short_name="Another")
    page = editor.get(reverse(LIST), {"o": "-3"}).text
    assert page.index("@slow") < page.index("@server")
    assert '<td class="field-question_count">1</td>' in page
    assert "A machine." in page


def test_a_misconception_and_a_topic_s_alien_terms_use_an_entry(editor: Client) -> None:
    make_entry("server")
    make_question().misconceptions.update(phrases=["@server is cheap"])
    topic = make_topic("caching")
    topic.alien_terms = ["@server rack"]
    topic.save()
    make_question(topic=topic)
    assert '<td class="field-question_count">2</td>' in editor.get(reverse(LIST)).text


def test_the_list_takes_as_many_queries_with_more_entries(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    make_user_of(make_entry())
    with django_assert_max_num_queries(100) as few:
        editor.get(reverse(LIST))
    for number in range(5):
        make_user_of(make_entry(f"server-{number}"))
    with django_assert_max_num_queries(len(few)):
        editor.get(reverse(LIST))


def test_an_entry_is_added_with_its_ways_one_a_line(editor: Client) -> None:
    url = reverse("admin:quiz_glossaryentry_add")
    editor.post(url, {"name": "server", "meaning": "A\u202e machine.", "ways": "server\n\n machine | vm \n"})
    entry = GlossaryEntry.objects.get()
    assert (entry.name, entry.meaning, entry.ways) == ("server", "A machine.", ["server", "machine | vm"])
    page = editor.get(reverse("admin:quiz_glossaryentry_change", args=[entry.pk])).text
    assert "server\nmachine | vm</textarea>" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ways": "slow\n(takes long"}, "“(” is never closed, at character 1 of “(takes long”"),
        ({"ways": "slow\n@server"}, "a glossary group can’t use another one, at character 1 of “@server”"),
        ({"ways": "slow unless late"}, "neither lists nor “unless”"),
        ({"ways": " \n"}, "This field is required."),
        ({"name": "Slow"}, "A name has lower case letters, digits and hyphens; a letter comes first."),
        ({"name": "slow\u2011ish"}, "A name has lower case letters"),
        ({"name": "server"}, "already exists"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(editor: Client, changes: dict[str, str], said: str) -> None:
    make_entry("server")
    entry = make_entry()
    page = change(editor, entry, **changes).replace("&#x27;", "’")
    assert said in page
    entry.refresh_from_db()
    assert (entry.name, entry.ways) == ("slow", ["slow", "takes long | lags"])


def test_the_name_of_an_entry_in_use_stays(editor: Client) -> None:
    entry = make_entry()
    question = make_user_of(entry)
    page = change(editor, entry, name="late", ways="slow\nlate")
    assert f"Phrases use @slow, so its name stays. Take it out of: question “{question}”." in page
    assert "slow\nlate</textarea>" in page
    assert GlossaryEntry.objects.get().name == "slow"


def test_the_name_of_an_entry_that_nothing_uses_can_be_changed(editor: Client) -> None:
    change(editor, make_entry(), name="late")
    assert GlossaryEntry.objects.get().name == "late"


def test_saving_tells_which_published_questions_take_it_over_later(editor: Client) -> None:
    entry = make_entry()
    question = make_user_of(entry)
    withdraw(make_user_of(entry))
    page = change(editor, entry, ways="slow\nsluggish")
    assert "Published questions that use @slow: 1. Each takes it over when it is published next." in page
    assert question.versions.count() == 1
    publish_page(editor, question)
    assert question.versions.count() == 2


def test_saving_an_entry_that_nothing_uses_tells_nothing_of_questions(editor: Client) -> None:
    assert "takes it over" not in change(editor, make_entry(), ways="slow\nsluggish")


def test_weak_ways_are_told_of_when_they_are_saved(editor: Client) -> None:
    page = change(editor, make_entry(), ways="slow\nthe of\nlags | slow")
    assert "Way “the of”: a part is made of small words only" in page
    assert "“slow” stands in several lines; keep one." in page


def test_an_entry_that_nothing_uses_is_deleted(editor: Client) -> None:
    url = reverse("admin:quiz_glossaryentry_delete", args=[make_entry().pk])
    editor.post(url, {"post": "yes"})
    assert not GlossaryEntry.objects.exists()


def test_an_entry_in_use_is_not_deleted(editor: Client) -> None:
    entry = make_entry()
    question = make_user_of(entry)
    url = reverse("admin:quiz_glossaryentry_delete", args=[entry.pk])
    for page in (editor.get(url).text, editor.post(url, {"post": "yes"}).text):
        assert "Nothing is deleted while phrases use it. Take it out of these first:" in page
        assert f'Question: <a href="/admin/quiz/question/{question.pk}/change/">{question}</a>' in page
    assert GlossaryEntry.objects.exists()


def test_an_entry_that_only_a_topic_uses_is_not_deleted_in_bulk(editor: Client) -> None:
    entries = [make_entry("server"), make_entry()]
    topic = make_topic()
    topic.alien_terms = ["@server rack"]
    topic.save()
    data = {"action": "delete_selected", "_selected_action": [entry.pk for entry in entries], "post": "yes"}
    page = editor.post(reverse(LIST), data).text
    assert "Nothing is deleted while phrases use it." in page
    assert "<li>@server" in page
    assert f'Topic: <a href="/admin/quiz/topic/{topic.pk}/change/">{topic}</a>' in page
    assert GlossaryEntry.objects.count() == 2


def test_a_phrase_may_use_the_glossary(editor: Client) -> None:
    make_entry()
    question = make_question()
    save(editor, question, criteria__1__phrases="first request @slow")
    publish_page(editor, question)
    question.refresh_from_db()
    assert question.current_version
    assert [group.name for group in question.current_version.rubric.glossary] == ["slow"]


@pytest.mark.parametrize("field", ["criteria__1__phrases", "misconceptions__0__phrases"])
def test_a_phrase_that_uses_what_the_glossary_lacks_is_refused(editor: Client, field: str) -> None:
    make_entry()
    page = save(editor, make_question(), **{field: "first request @slow\n@slower"}).text
    message = "the glossary has no “@slower”; double quotes mean the sign itself, at character 1 of “@slower”"
    assert message in page
    assert "the glossary has no “@slow”" not in page


def test_a_candidate_may_not_see_the_glossary(client: Client) -> None:
    client.force_login(make_user())
    entry = make_entry()
    assert client.get(reverse(LIST)).status_code in (302, 403)
    change(client, entry, name="late")
    assert GlossaryEntry.objects.get().name == "slow"


def test_names_are_offered_with_their_meaning(editor: Client) -> None:
    make_entry("server", meaning="A computer that <serves>.")
    names = reverse("admin:quiz_glossaryentry_names")
    assert editor.get(names).json() == {"names": [["server", "A computer that <serves>."]]}
    page = editor.get(reverse("admin:quiz_question_change", args=[make_question().pk])).text
    assert f'<phrase-box data-glossary="{names}"><textarea name="criteria-0-phrases"' in page
    assert "js/phrase-box.js" in page


def test_names_are_for_editors(client: Client) -> None:
    client.force_login(make_user(is_staff=True))
    assert client.get(reverse("admin:quiz_glossaryentry_names")).status_code == 403
