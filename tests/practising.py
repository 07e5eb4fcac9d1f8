"""A process that practises at random, beside others that practise for the same people.

Its choices follow from its seed; what comes of them depends on what the others do.
"""

from __future__ import annotations

import json
from collections import Counter
from random import Random

from quiz.models import Attempt, Interview, Question, Topic, User
from quiz.services import interviews, regrades
from quiz.services.planning import Plan
from quiz.services.question_bank import publish
from tests.factories import GOOD_ANSWER, HALF_ANSWER, MIXED_UP_ANSWER, REST_OF_ANSWER

TEXTS = (GOOD_ANSWER, HALF_ANSWER, REST_OF_ANSWER, MIXED_UP_ANSWER, "No idea.", "")
"""The empty one skips."""
PHRASES = (["first request slow"], ["first request slow", "new environment"])
"""Of one criterion; a regrade is by the other."""


class Practising:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.done: Counter[str] = Counter()
        self.candidates = list(User.objects.order_by("pk"))
        self.questions = list(Question.objects.order_by("pk"))
        self.topics = list(Topic.objects.order_by("pk"))

    def close(self, attempts: int) -> None:
        """Go on until it has closed so many."""
        kinds = (self.practise, self.hold, self.finish, self.regrade)
        while self.done["attempts"] < attempts:
            (kind,) = self.random.choices(kinds, (600, 340, 55, 5))
            self.done[kind.__name__] += 1
            kind(self.random.choice(self.candidates))

    def practise(self, candidate: User) -> None:
        self._answer(
            candidate, interviews.practice(candidate, self.random.choice(self.questions).pk), turns=9
        )

    def hold(self, candidate: User) -> None:
        """Start an interview, or go on with the open one, and mostly leave it before its end."""
        plan = Plan(topics=self.topics, question_count=4, follow_ups=self.random.randrange(3))
        self._answer(candidate, interviews.start_interview(candidate, plan), turns=self.random.randrange(7))

    def finish(self, candidate: User) -> None:
        interview = Interview.objects.of(candidate).unfinished().order_by("pk").first()
        if interview:
            interviews.finish_interview(candidate, interview.pk)

    def regrade(self, by: User) -> None:
        """Publish a question the other way, and score all its answers again."""
        question = self.random.choice(self.questions)
        question.criteria.filter(slug="slow").update(phrases=self.random.choice(PHRASES))
        publish(question)
        try:
            begun = regrades.start_regrade(question, by, why="By the other phrases.")
        except regrades.NothingToRegradeError:
            return
        while regrades.regrade_step(begun.pk):
            pass

    def _answer(self, candidate: User, interview: Interview, *, turns: int) -> None:
        """Take so many turns at most; another process may be faster with each."""
        for _ in range(turns):
            attempt = interview.attempts.waiting().first()
            if attempt is None:
                return
            text, turn = self.random.choice(TEXTS), str(attempt.turn)
            try:
                if text:
                    interviews.submit_response(candidate, attempt.pk, turn=turn, text=text)
                else:
                    interviews.skip_turn(candidate, attempt.pk, turn=turn)
            except interviews.TurnIsOverError:
                self.done["turns that were over"] += 1
            else:
                self.done["attempts"] += Attempt.objects.closed().filter(pk=attempt.pk).exists()


def main(seed: int, attempts: int) -> None:
    """Close so many attempts, and print what that took."""
    practising = Practising(seed)
    practising.close(attempts)
    print(json.dumps(practising.done))
