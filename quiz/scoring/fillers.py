"""Filler words in what was dictated: counted, never scored.

“You know”, “I mean” and “like” mean something more often than not, so they count only where they are set off
by commas or by another filler.
"""

import re
from collections import Counter

_SOUND = r"(?:um+|uhm+|uh+|erm+|er|hm+)"
_EDGE = rf"(?:^|[,;:.!?…–—(]|\b{_SOUND}\b)"
_LEAD = r"(?:(?:and|but|so|well)\s+)?"
_END = rf"(?=$|[,;:.!?…–—)]|{_SOUND}\b)"
_FILLERS = {
    "um": r"\b(?:um+|uhm+)\b",
    "uh": r"\buh+\b(?!-)",
    "er": r"(?<!-)\b(?:er|erm+)\b",
    "hm": r"\bhm+\b",
    "you know": rf"{_EDGE}\s*{_LEAD}you know\s*{_END}",
    "I mean": rf"{_EDGE}\s*{_LEAD}i mean\s*{_END}",
    "like": rf"{_EDGE}\s*{_LEAD}like\s*{_END}",
}
_PATTERNS = {filler: re.compile(pattern, re.IGNORECASE) for filler, pattern in _FILLERS.items()}
_ABBREVIATION = re.compile(r"\b(?:ER|UM|HM|UH)\b")


def fillers(text: str) -> Counter[str]:
    """How often each filler word was said."""
    said = _ABBREVIATION.sub("", " ".join(text.split()))
    counts = {filler: len(pattern.findall(said)) for filler, pattern in _PATTERNS.items()}
    return +Counter(counts)
