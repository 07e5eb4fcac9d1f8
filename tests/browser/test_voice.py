"""Reading aloud and dictation, with a stub in place of the browser's voice."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from quiz.models import Attempt
from tests.browser.steps import come_in, expect_no_violations, start, wait_for_scripts
from tests.factories import HALF_ANSWER, make_questions

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

STUB = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  speak(words) { window.spoken.push(words.text); window.utterance = words; },
  cancel() { window.spoken.push("(stop)"); },
} });
window.SpeechRecognition = class {
  constructor() { window.recognition = this; }
  start() { if (this.isOn) throw new Error("started twice"); this.isOn = true; }
  stop() { this.isOn = false; this.onend(); }
  abort() { this.isOn = false; }
  say(transcript, isFinal = true) {
    this.onresult({ resultIndex: 0, results: [Object.assign([{ transcript }], { isFinal })] });
  }
};
"""
NO_VOICE = """
delete window.speechSynthesis; delete Window.prototype.speechSynthesis;
delete window.SpeechRecognition; delete window.webkitSpeechRecognition;
"""


@pytest.fixture(autouse=True)
def questions() -> None:
    make_questions(2)


@pytest.fixture
def room(context: BrowserContext) -> Page:
    """The room of a first question, in a browser with a voice."""
    context.add_init_script(STUB)
    page = context.new_page()
    come_in(page)
    start(page, questions=2)
    wait_for_scripts(page)
    return page


def say(page: Page, words: str, *, is_final: bool = True) -> None:
    page.evaluate("([words, isFinal]) => recognition.say(words, isFinal)", [words, is_final])


def test_the_question_is_read_aloud_and_stopped(room: Page) -> None:
    button = room.get_by_role("button", name="Read aloud")
    button.click()
    assert Attempt.objects.waiting().get().rubric.question in room.evaluate("spoken")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert room.evaluate("spoken.at(-1)") == "(stop)"


def test_reading_ends_by_itself_and_with_the_question(room: Page) -> None:
    button = room.get_by_role("button", name="Read aloud")
    button.click()
    room.evaluate("utterance.onend()")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    room.get_by_role("button", name="Skip this question").click()
    expect(room.get_by_role("heading", level=1)).to_contain_text("question 2 of 2")
    assert room.evaluate("spoken.at(-1)") == "(stop)"


def test_what_is_dictated_lands_at_the_caret_and_is_saved(room: Page) -> None:
    box = room.get_by_label("Your answer")
    box.fill("First. Last.")
    box.focus()
    box.evaluate("box => box.setSelectionRange(6, 6)")
    room.get_by_role("button", name="Dictate").click()
    expect(room.get_by_role("button", name="Listening, stop")).to_have_attribute("aria-pressed", "true")
    expect_no_violations(room)
    say(room, "a new", is_final=False)
    expect(room.get_by_text("a new", exact=True)).to_be_visible()
    expect(box).to_have_value("First. Last.")
    say(room, " a new environment ")
    expect(box).to_have_value("First. a new environment Last.")
    expect(room.get_by_text(re.compile("^Saved"))).to_be_visible()


def test_dictation_goes_on_after_a_silence_and_after_a_pause(room: Page) -> None:
    room.get_by_role("button", name="Dictate").click()
    say(room, "A new")
    room.evaluate("recognition.isOn = false; recognition.onend()")
    assert room.evaluate("recognition.isOn")
    room.get_by_role("button", name="Listening, stop").click()
    assert not room.evaluate("recognition.isOn")
    room.get_by_role("button", name="Dictate").click()
    say(room, "environment")
    expect(room.get_by_label("Your answer")).to_have_value("A new environment")


def test_how_long_it_listened_is_sent_along(room: Page) -> None:
    room.clock.install()
    room.get_by_role("button", name="Dictate").click()
    say(room, "Um, the platform creates a new environment, so the first request is slow.")
    room.clock.run_for(20_000)
    room.get_by_role("button", name="Send answer").click()
    expect(room.get_by_role("heading", level=1)).to_contain_text("question 2 of 2")
    attempt = Attempt.objects.get(position=1)
    assert attempt.score == 100
    assert 19 <= attempt.dictated.total_seconds() <= 21
    assert not room.evaluate("recognition.isOn")


def seconds_in_the_box(page: Page) -> int:
    return int(page.locator("[name=dictated]").input_value())


def test_how_long_it_listened_is_there_after_a_reload(room: Page) -> None:
    room.clock.install()
    room.get_by_role("button", name="Dictate").click()
    room.clock.run_for(20_000)
    say(room, "A new environment")
    room.clock.run_for(1_600)
    expect(room.get_by_text(re.compile("^Saved"))).to_be_visible()
    room.clock.run_for(9_000)
    room.get_by_role("button", name="Listening, stop").click()
    room.reload()
    wait_for_scripts(room)
    assert 30 <= seconds_in_the_box(room) <= 32
    room.get_by_role("button", name="Send answer").click()
    expect(room.get_by_role("heading", level=1)).to_contain_text("question 1 of 2")
    expect(room.get_by_role("heading", name="What does the caller notice?")).to_be_visible()
    assert seconds_in_the_box(room) == 0
    assert 30 <= Attempt.objects.get(position=1).dictated.total_seconds() <= 32


def test_how_long_it_listened_is_there_after_leaving_in_the_middle(room: Page) -> None:
    room.clock.install()
    room.get_by_role("button", name="Dictate").click()
    say(room, "A new environment")
    room.clock.run_for(20_000)
    room.get_by_role("link", name="Leave").click()
    room.get_by_role("link", name="Go on").click()
    wait_for_scripts(room)
    assert 19 <= seconds_in_the_box(room) <= 22


def test_how_long_it_listened_counts_at_the_end_of_the_time(context: BrowserContext) -> None:
    context.add_init_script(STUB)
    page = context.new_page()
    come_in(page)
    start(page, questions=2, question_time_limit="2")
    Attempt.objects.waiting().update(asked_at=timezone.now() - timedelta(seconds=116))
    page.reload()
    wait_for_scripts(page)
    page.get_by_role("button", name="Dictate").click()
    say(page, HALF_ANSWER)
    expect(page.get_by_role("heading", level=1)).to_contain_text("question 2 of 2", timeout=10_000)
    attempt = Attempt.objects.get(position=1)
    assert (attempt.response, attempt.timed_out) == (HALF_ANSWER, True)
    assert 1 <= attempt.dictated.total_seconds() <= 6


def test_the_last_words_are_waited_for(room: Page) -> None:
    room.get_by_role("button", name="Dictate").click()
    say(room, "The platform creates a new environment,")
    room.evaluate(
        """() => {
            const { onend } = recognition;
            recognition.stop = () => setTimeout(() => {
                recognition.say("so the first request is slow.");
                recognition.isOn = false;
                onend();
            }, 200);
        }"""
    )
    room.get_by_role("button", name="Send answer").click()
    expect(room.get_by_role("heading", level=1)).to_contain_text("question 2 of 2")
    assert Attempt.objects.get(position=1).score == 100


@pytest.mark.parametrize("button", ["Pause", "Skip this question"])
def test_whatever_is_pressed_waits_for_the_last_words(room: Page, button: str) -> None:
    """Even what is only skipped: the words are there when it is asked about."""
    slowly = """recognition.stop = () => setTimeout(() => {
      recognition.say("last words");
      recognition.onend();
    }, 200)"""
    room.get_by_role("button", name="Dictate").click()
    say(room, "first words and")
    room.evaluate(slowly)
    room.get_by_role("button", name=button).click()
    if button == "Pause":
        room.get_by_role("button", name="Go on").click()
    else:
        expect(room.get_by_text("What you have written isn’t sent.")).to_be_visible()
    expect(room.get_by_label("Your answer")).to_have_value("first words and last words")


def test_what_is_dictated_after_a_question_whether_to_skip_lands_behind(room: Page) -> None:
    room.get_by_label("Your answer").fill("First words")
    room.get_by_label("Your answer").press("Control+Shift+Enter")
    expect(room.get_by_text("What you have written isn’t sent.")).to_be_visible()
    room.get_by_role("button", name="Dictate").click()
    say(room, "last words")
    expect(room.get_by_label("Your answer")).to_have_value("First words last words")


def test_a_quick_second_press_starts_one_recognition(room: Page) -> None:
    room.get_by_role("button", name="Dictate").click()
    room.evaluate("recognition.stop = () => setTimeout(recognition.onend, 200)")
    room.get_by_role("button", name="Listening, stop").click()
    room.get_by_role("button", name="Dictate").click()
    room.wait_for_timeout(400)
    say(room, "A new environment")
    expect(room.get_by_label("Your answer")).to_have_value("A new environment")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("not-allowed", "The browser doesn’t let this page use the microphone."),
        ("audio-capture", "No microphone was found."),
        ("network", "Dictation needs a connection."),
        ("something-else", "Dictation stopped."),
    ],
)
def test_trouble_with_the_microphone_is_told(room: Page, error: str, sentence: str) -> None:
    room.get_by_role("button", name="Dictate").click()
    room.evaluate("error => { recognition.onerror({ error }); recognition.onend(); }", error)
    expect(room.get_by_text(sentence)).to_be_visible()
    expect(room.get_by_role("button", name="Dictate")).to_have_attribute("aria-pressed", "false")


def test_without_a_voice_there_is_nothing_of_it(context: BrowserContext) -> None:
    context.add_init_script(NO_VOICE)
    page = context.new_page()
    come_in(page)
    start(page, questions=2)
    expect(page.get_by_text("Nothing to save yet")).to_be_visible()
    expect(page.get_by_role("button", name="Read aloud")).to_be_hidden()
    expect(page.get_by_role("button", name="Dictate")).to_be_hidden()
    expect(page.get_by_text("may send the sound to its maker")).to_be_hidden()
