"""Who the made-up people are and how they practise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

HOURS = (7, 8, 12, 18, 19, 20, 21)
"""When interviews begin, in UTC: before work, at noon, in the evening."""


@dataclass(frozen=True)
class Habits:
    """How somebody practises.

    `days` are the days ago of the first and the last finished interview, `skill` (0 to 1) is how good the
    answers were then, `speed` is in words a minute. `left_open` is how many days ago an interview was begun
    that is still unfinished. Every third interview is about Python if it `does_python`.
    """

    interviews: int
    days: tuple[int, int]
    skill: tuple[float, float]
    speed: int
    left_open: int | None = None
    does_python: bool = False

    def starts(self, now: datetime, random: Random) -> list[datetime]:
        """When the finished interviews began, oldest first, and at the end the one left open."""
        first, last = self.days
        step = (first - last) / (self.interviews - 1)
        dates = [_weekday(now - timedelta(days=first - round(i * step))) for i in range(self.interviews)]
        if self.left_open is not None:
            dates.append(now - timedelta(days=self.left_open))
        times = [time(random.choice(HOURS), random.randrange(60), random.randrange(60)) for _ in dates]
        return [datetime.combine(date, at, now.tzinfo) for date, at in zip(dates, times, strict=True)]

    def skill_after(self, interviews: int) -> float:
        first, last = self.skill
        return first + (last - first) * interviews / self.interviews


@dataclass(frozen=True)
class Person:
    name: str
    habits: Habits

    @property
    def email(self) -> str:
        return demo_email(self.name)


EDITOR = "Heather Moor"
LEAD = "Linden Grove"
PEOPLE = (
    Person("Juniper Berry", Habits(interviews=10, days=(35, 3), skill=(0.2, 0.7), speed=34, left_open=1)),
    Person("Basil Thyme", Habits(interviews=6, days=(30, 4), skill=(0.45, 0.75), speed=41, does_python=True)),
    Person(
        "Clementine Peel", Habits(interviews=6, days=(34, 2), skill=(0.6, 0.8), speed=45, does_python=True)
    ),
    Person("Clover Field", Habits(interviews=7, days=(24, 3), skill=(0.15, 0.15), speed=27)),
    Person("Fennel Frond", Habits(interviews=5, days=(20, 5), skill=(0.35, 0.5), speed=38)),
    Person("Ginger Root", Habits(interviews=5, days=(29, 2), skill=(0.3, 0.35), speed=33)),
    Person("Hazel Bough", Habits(interviews=3, days=(9, 5), skill=(0.4, 0.55), speed=30)),
    Person("Iris Meadow", Habits(interviews=4, days=(33, 12), skill=(0.5, 0.65), speed=44)),
    Person("Laurel Hedge", Habits(interviews=7, days=(27, 1), skill=(0.1, 0.95), speed=39, does_python=True)),
    Person("Myrtle Green", Habits(interviews=5, days=(31, 6), skill=(0.45, 0.45), speed=35, left_open=4)),
    Person("Olive Branch", Habits(interviews=7, days=(35, 2), skill=(0.7, 0.85), speed=42, does_python=True)),
    Person("Poppy Seed", Habits(interviews=2, days=(32, 26), skill=(0.35, 0.4), speed=29)),
    Person("Rowan Ash", Habits(interviews=3, days=(31, 16), skill=(0.4, 0.3), speed=36, left_open=12)),
    Person("Sage Leaf", Habits(interviews=6, days=(28, 3), skill=(0.75, 0.95), speed=48, does_python=True)),
)


def demo_email(name: str) -> str:
    """The address of a first name, under .example: that is reserved, so no mail can reach anybody."""
    return f"{name.split()[0].lower()}@demo.example"


def _weekday(day: datetime) -> datetime:
    """The day itself, or the Friday or Monday next to it."""
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))
