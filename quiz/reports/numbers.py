"""Numbers as a sentence has them."""

_WORDS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()


def spelled(count: int) -> str:
    """Write numbers of up to twenty as words."""
    return _WORDS[count] if count < len(_WORDS) else str(count)
