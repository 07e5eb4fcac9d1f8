"""The interviews that made-up people have held: real ones, put back into the past.

Every row is made by the services that candidates' own interviews go through; afterwards only times change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from quiz.models import Attempt, Benchmark, Interview, Topic, User
from quiz.services import progress
from quiz.services.demo_people import Habits
from quiz.services.interviews import finish_interview, save_draft, skip_turn, start_interview, submit_response
from quiz.services.planning import Plan
from quiz.services.reviews import rate_interview

AT_A_LOSS = ("I would have to look that up.", "I don't know, sorry.", "Nothing comes to mind right now.", "")
"""Said to a follow-up; the empty one skips it."""

Answers = dict[str, dict[str, Any]]
"""By question slug: lists of strong, half, poor and mixed_up answers, and follow_ups by criterion slug."""


def answers_like_benchmarks(topic: Topic) -> Answers:
    """What people say to the questions of a topic without answers of its own: its benchmarks, by grade."""
    answers: Answers = {}
    for benchmark in Benchmark.objects.filter(question__topic=topic).select_related("question"):
        kind = "strong" if benchmark.grade >= 8 else "half" if benchmark.grade >= 4 else "poor"
        kinds = answers.setdefault(benchmark.question.slug, {"follow_ups": {}})
        kinds.setdefault(kind, []).append(benchmark.text)
    return {slug: {"mixed_up": kinds["poor"], **kinds} for slug, kinds in answers.items()}


@dataclass
class Speaker:
    """A person in the interview room, who doesn't give the same answer twice while there are others."""

    candidate: User
    habits: Habits
    answers: Answers
    random: Random
    said: set[str] = field(default_factory=set)

    def hold_interviews(self, topics: Sequence[Topic], starts: Sequence[datetime]) -> None:
        """One at each of the times; those beyond the habitual number are left open.

        They are about the first of the topics, but every third about the last.
        """
        for number, started_at in enumerate(starts):
            topic = topics[-1] if number % 3 == 2 else topics[0]
            skill = self.habits.skill_after(number) + self.random.uniform(-0.15, 0.15)
            if number < self.habits.interviews:
                interview = self._hold(topic, skill)
            else:
                interview = self._leave_open(topic, skill)
            self._put_back(interview, started_at)
        self._put_cards_back()
        progress.rebuild(self.candidate)

    def _hold(self, topic: Topic, skill: float) -> Interview:
        count = self.random.choice((3, 4, 4, 5))
        interview = self._start(topic, count)
        in_a_hurry = self.random.random() < 0.1
        self._answer(interview, skill, until=count if in_a_hurry else count + 1)
        return finish_interview(self.candidate, interview.pk)

    def _leave_open(self, topic: Topic, skill: float) -> Interview:
        """Three questions answered, and half an answer to the fourth."""
        interview = self._start(topic, 6)
        self._answer(interview, skill, until=4)
        attempt = interview.attempts.waiting().select_related("question").get()
        words = self._choose(attempt, "strong").split(" ")
        draft = " ".join(words[: len(words) // 2])
        save_draft(self.candidate, attempt.pk, turn=str(attempt.turn), text=draft, base=None)
        return interview

    def _start(self, topic: Topic, count: int) -> Interview:
        plan = Plan(topics=[topic], question_count=count)
        return start_interview(self.candidate, plan, seed=self.random.randrange(2**31))

    def _answer(self, interview: Interview, skill: float, *, until: int) -> None:
        """Take every turn up to the question at the position `until`."""
        waiting = interview.attempts.waiting().select_related("question").filter(position__lt=until)
        while attempt := waiting.first():
            text = self._text(attempt, skill)
            if text:
                submit_response(self.candidate, attempt.pk, turn=str(attempt.turn), text=text)
            else:
                skip_turn(self.candidate, attempt.pk, turn=str(attempt.turn))

    def _text(self, attempt: Attempt, skill: float) -> str:
        """What is said; an empty string skips the turn, as does a question that has no answers here."""
        level = skill + self.random.gauss(0, 0.2)
        if attempt.turn != Attempt.Turn.ANSWER:
            return self._follow_up(attempt) if level > 0.3 else self.random.choice(AT_A_LOSS)
        if level < -0.1 or attempt.question.slug not in self.answers:
            return ""
        if level < 0.5:
            mixed_up = self.random.random() < 0.2
            return self._choose(attempt, "mixed_up" if mixed_up else "half" if level > 0.25 else "poor")
        text = self._choose(attempt, "strong")
        return text if level > 0.75 else self._cut_short(text)

    def _cut_short(self, text: str) -> str:
        """At least half of the sentences, and not the last."""
        ends = [match.end() for match in re.finditer(r"[^\d]\.(?=\s|$)", text)]
        return text[: self.random.choice(ends[len(ends) // 2 : -1] or [len(text)])]

    def _choose(self, attempt: Attempt, kind: str) -> str:
        texts: list[str] = self.answers[attempt.question.slug][kind]
        text = self.random.choice([text for text in texts if text not in self.said] or texts)
        self.said.add(text)
        return text

    def _follow_up(self, attempt: Attempt) -> str:
        texts: dict[str, str] = self.answers[attempt.question.slug]["follow_ups"]
        return texts.get(attempt.probed[-1], AT_A_LOSS[0])

    def _put_back(self, interview: Interview, started_at: datetime) -> None:
        """Give every step the time it would have had, had the interview begun at `started_at`."""
        clock = started_at
        attempts = list(interview.attempts.exclude(status=Attempt.Status.PLANNED))
        for attempt in attempts:
            attempt.asked_at = clock
            said_at = []
            for text in [attempt.response, *attempt.follow_ups][: len(attempt.said_at) or 1]:
                clock += self._writing_time(text)
                said_at.append(clock)
            attempt.said_at = said_at[: len(attempt.said_at)]
            if attempt.closed_at:
                attempt.closed_at = clock
            if attempt.draft_saved_at:
                attempt.draft_saved_at = clock + self._writing_time(attempt.draft)
        Attempt.objects.bulk_update(attempts, ["asked_at", "said_at", "closed_at", "draft_saved_at"])
        interview.started_at = started_at
        interview.finished_at = interview.finished_at and clock
        interview.save(update_fields=["started_at", "finished_at"])

    def _put_cards_back(self) -> None:
        """Rate the finished interviews anew, one after the other, at the times they have now."""
        self.candidate.review_cards.all().delete()
        self.candidate.practice_days.all().delete()
        for interview in Interview.objects.of(self.candidate).finished().reverse():
            rate_interview(interview, interview.attempts.all())

    def _writing_time(self, text: str) -> timedelta:
        thinking = self.random.uniform(12, 50)
        return timedelta(seconds=round(thinking + 60 * len(text.split()) / self.habits.speed))
