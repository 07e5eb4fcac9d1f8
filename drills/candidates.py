"""A simulated candidate: answers question after question, and remembers what the site said it has taken."""

from __future__ import annotations

import json
import random
import re
import secrets
import time
from dataclasses import dataclass
from threading import Event

from drills.browsers import Browser, Form, NoReplyError, Reply, Tally

PASSWORD = "a long enough drill 1"
THINKING = (0.05, 0.25)
"""Seconds between an answer and the next."""
WORDS = (
    "Lambda scales by itself, each request in an environment of its own – cold starts make the first slow, "
    "the limit is fifteen minutes, and idempotent handlers survive a retry 🙂"
).split()
TOKEN = re.compile(r"drill-(\d+)-[0-9a-f]{8}")
NOT_TAKEN = re.compile(r"was not taken:\s+“(drill-\d+-[0-9a-f]{8})")


@dataclass
class Answer:
    """One text for one turn, from when it was first sent; `token` begins the text, and is unique."""

    token: str
    text: str
    attempt: int
    turn: str
    room: str
    sent_at: float = 0
    acknowledged_at: float | None = None


Turn = tuple[int, str]
"""An attempt's number and which of its turns."""


class Candidate:
    """Lives in a thread of its own; `run` until it is told to stop."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.browser = Browser(number)
        self.stopping = Event()
        self.forget()

    def forget(self) -> None:
        """Begin to remember anew, and go on from the home page."""
        self.acknowledged: dict[str, Answer] = {}
        self.refused: set[str] = set()
        self.drafts: dict[Turn, str] = {}
        self.wrongs: list[str] = []
        self.page: Reply | None = None
        self.answer: Answer | None = None
        self.room = ""
        self.signs_in_elsewhere_first = False
        self.browser.tally = Tally()

    def sign_up(self) -> None:
        form = self.form_of("/accounts/signup/", "signup")
        email = f"candidate-{self.number}-{secrets.token_hex(4)}@example.org"
        self.account = {"login": email, "password": PASSWORD}
        who = {"name": f"Candidate {self.number}", "email": email, "password1": PASSWORD}
        reply = self.browser.post("/accounts/signup/", form.fields | who)
        if reply.status != 302:
            raise RuntimeError(f"the sign-up was answered with {reply.status}: {reply.text[:500]}")
        self.session = self.browser.session

    def sign_in(self, path: str) -> Reply:
        """Sign in at the address that the site has sent us to; return the page it leads back to."""
        form = self.form_of(path, "login")
        reply = self.browser.post("/accounts/login/", form.fields | self.account)
        self.session = self.browser.session
        return self.follow(reply)

    def _sign_in_elsewhere(self) -> None:
        """Once, in another tab: the CSRF token of the page that is open here is out of date then."""
        self.signs_in_elsewhere_first = False
        self.browser.post("/accounts/logout/", self.form_of("/accounts/logout/", "logout").fields)
        self.sign_in("/accounts/login/")

    def run(self) -> None:
        while not self.stopping.wait(random.uniform(*THINKING)):
            try:
                self._step()
            except NoReplyError:
                self._meet_trouble()
            except Exception as error:
                self.wrongs.append(f"the drill's candidate failed: {error!r}")
                return

    def was_served_since(self, moment: float) -> bool:
        """Whether something that was sent after that moment (of the monotonic clock) was acknowledged."""
        answers = list(self.acknowledged.values())
        return any(answer.acknowledged_at and answer.sent_at >= moment for answer in answers)

    def _step(self) -> None:
        form = self.page.form("/submit/") if self.page else None
        if self.page is None or form is None:
            self._open_room()
            return
        attempt, turn = int(form.action.split("/")[2]), form.fields["turn"]
        if self.answer is None or (self.answer.attempt, self.answer.turn) != (attempt, turn):
            self.answer = self._compose(attempt, turn)
        self._expect_draft(form)
        if random.random() < 0.3:
            self._keep_draft(form)
        if self.signs_in_elsewhere_first:
            self._sign_in_elsewhere()
        self._send(form, self.answer)

    def _compose(self, attempt: int, turn: str) -> Answer:
        token = f"drill-{self.number}-{secrets.token_hex(4)}"
        text = " ".join([token, *random.choices(WORDS, k=random.randint(10, 40)), "end"])
        return Answer(token, text, attempt, turn, self.room)

    def _send(self, form: Form, answer: Answer) -> None:
        answer.sent_at = time.monotonic()
        reply = self.browser.post(form.action, form.fields | {"text": answer.text})
        self._look(reply)
        if reply.status == 302 and "/accounts/login/" in reply.location:
            self._expect_text(self.sign_in(reply.location))
        elif reply.status == 302:
            answer.acknowledged_at = time.monotonic()
            self.acknowledged[answer.token] = answer
            self.page, self.answer = None, None
            self._show(self.follow(reply))
        elif reply.status == 403:
            if answer.text not in reply.text:
                self.wrongs.append("an answer with an old CSRF token was not given back")
            self.page = None
        elif reply.status == 200:
            self._show(reply)
        else:
            self._meet_trouble()

    def _keep_draft(self, form: Form) -> None:
        """All but the last word, so that a draft can be told from the answer."""
        assert self.answer
        turn = (self.answer.attempt, self.answer.turn)
        draft = self.answer.text.removesuffix(" end")
        path = form.action.replace("/submit/", "/draft/")
        reply = self.browser.post(path, form.fields | {"text": draft})
        self._look(reply)
        if reply.status == 200:
            self.drafts[turn] = draft
            form.fields |= {"base": json.loads(reply.body)["saved_at"], "text": draft}

    def _expect_draft(self, form: Form) -> None:
        assert self.answer
        draft = self.drafts.get((self.answer.attempt, self.answer.turn), "")
        if not form.fields["text"].startswith(draft):
            self.wrongs.append("a draft that was kept is not in the box")

    def _expect_text(self, page: Reply) -> None:
        """After the sign-in the box has what was sent before."""
        self._show(page)
        form = page.form("/submit/")
        box = form.fields["text"] if form else ""
        if form and self.answer and f"/{self.answer.attempt}/" in form.action and box != self.answer.text:
            self.wrongs.append("an answer that came in signed out is not in the box after the sign-in")

    def _meet_trouble(self) -> None:
        """People press the button again, or load the page again."""
        if random.random() < 0.5:
            self.page = None
        time.sleep(0.3)

    def _open_room(self) -> None:
        reply = self.follow(self.browser.get(self.room or "/interviews/new/"))
        form = reply.form("/interviews/new/")
        if reply.status == 200 and form:
            started = self.browser.post("/interviews/new/", form.fields | {"plan": "mock-interview"})
            reply = self.follow(started)
        self._show(reply)

    def _show(self, reply: Reply) -> None:
        """Look at a page, and stay there if it has a question."""
        self._look(reply)
        if reply.status >= 500:
            self._meet_trouble()
            return
        self.page = reply if reply.form("/submit/") else None
        self.room = reply.path if self.page else ""

    def _look(self, reply: Reply) -> None:
        strangers = {number for number in TOKEN.findall(reply.body) if int(number) != self.number}
        if strangers:
            self.wrongs.append(f"{reply.path} shows words of another candidate")
        if reply.status == 500:
            self.wrongs.append(f"{reply.path} was answered by 500, which is a fault of the site's own")
        for token in NOT_TAKEN.findall(reply.text):
            self.acknowledged.pop(token, None)
            self.refused.add(token)

    def follow(self, reply: Reply) -> Reply:
        """The page that a redirect leads to, with the sign-in on the way if there is one."""
        if reply.status != 302:
            return reply
        if "/accounts/login/" in reply.location:
            return self.sign_in(reply.location)
        return self.follow(self.browser.get(reply.location))

    def form_of(self, path: str, action: str) -> Form:
        """Raises NoReplyError for a page without it, as one that says that there is trouble."""
        form = self.browser.get(path).form(action)
        if form is None:
            raise NoReplyError
        return form

    def read(self, room: str) -> str:
        """The words of a room, or of the debrief that it became."""
        reply = self.follow(self.browser.get(room))
        self._look(reply)
        return reply.text
