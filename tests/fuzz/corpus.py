"""What hostile people and broken programs send: a list, and more of the kind by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

MARK = "fuzz-mark"
"""The name of an element, and of an attribute, that none of our pages has."""
PRODUCT = "62615533"
"""What comes of the template below, if anybody evaluates it."""
HEADER = "X-Fuzz"
ELSEWHERE = "elsewhere.example"

HOSTILE = {
    "nul": "a\0b",
    "surrogate": "a\ud800b",
    "bidi": "\u202eabc\u2066",
    "element": f"\"'><{MARK}>",
    "attribute": f"\" {MARK}=\"1\" x='{MARK}' {MARK}='1' ",
    "entity": f"&lt;{MARK}&gt;&#60;{MARK}&#62;",
    "markdown": f"[a](javascript:{MARK}) ![b](javascript:{MARK}) <{MARK}> `x`",
    "closing tags": f"</textarea></title></script></style>--><{MARK}>",
    "sql": "' OR 1=1; SELECT pg_sleep(9) --",
    "like": "%_\\",
    "template": "{{ 7919|add:62607614 }}{{ 7919*7907 }}{% debug %}",
    "formula": "=HYPERLINK(1)",
    "header": f"x\r\n{HEADER}: 1",
    "digits": "9" * 400,
    "more digits": "9" * 5000,
    "big integer": str(2**63),
    "negative": "-1",
    "float": "1e999",
    "no number": "NaN",
    "other digits": "٣½１",
    "empty": "",
    "spaces": " \t\n\u00a0\u3000",
    "no day": "0000-00-00",
    "late day": "9999-12-31",
    "early day": "0001-01-01T00:00:00+14:00",
    "path": "../../../../etc/passwd",
    "address": f"//{ELSEWHERE}/",
    "other address": f"https:{ELSEWHERE}\\@{ELSEWHERE}",
    "json": '{"a": [',
    "percent": "%00%ff%",
    "pattern": "(a+)+$",
    "phrase": '"a | b [ two of: @nobody ~ *',
    "pieces": "𝔘🙂\u200d\ufeff",
    "long": "a" * 90_000,
}
"""By name, for the one who reads what failed."""

TOO_LONG = "a" * (1024 * 1024)

SURROUNDED = [HOSTILE[name] for name in ("nul", "element", "attribute", "template", "header", "bidi")]


def texts() -> st.SearchStrategy[str]:
    """Any text, surrogates too, with something hostile in its midst."""
    any_text = st.text(st.characters(), max_size=40)
    return st.builds(lambda *parts: "".join(parts), any_text, st.sampled_from(SURROUNDED), any_text)
