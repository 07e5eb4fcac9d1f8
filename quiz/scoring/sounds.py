"""How words sound, roughly: what a speech recogniser took for other words has the same consonants."""

import re
from functools import lru_cache

FEWEST_SOUNDS = 4
"""Consonants from which two spellings that sound alike are taken for one word."""

_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn)", "n"),
        (r"^wr", "r"),
        (r"ph|gh(?=t)|gh$", "f"),
        (r"tch|sch|ch|sh|j|dg", "j"),
        (r"th", "t"),
        (r"x", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"[ckqg]", "k"),
        (r"[td]", "t"),
        (r"[pb]", "p"),
        (r"[fv]", "f"),
        (r"[sz]", "s"),
        (r"[mn](?=[pkt])", "n"),
        (r"[aeiouyhw]", ""),
    )
)
_TWICE = re.compile(r"(.)\1+")
_STOP_BETWEEN = re.compile(r"(?<=n)t(?=s)")


@lru_cache(maxsize=1 << 15)
def sounds(letters: str) -> str:
    """The consonants of a word in letters a to z; those that are easily confused are written alike."""
    for pattern, sound in _SPELLINGS:
        letters = pattern.sub(sound, letters)
    return _STOP_BETWEEN.sub("", _TWICE.sub(r"\1", letters))
