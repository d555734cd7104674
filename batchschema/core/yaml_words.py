"""What a plain scalar of YAML stands for: the core schema of YAML 1.2 (section 10.3), as far as JSON goes.

PyYAML's own resolver speaks YAML 1.1, where a timestamp is a date, `no` is False and `012` is ten.
"""

from __future__ import annotations

import re
from typing import Any

INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")
MOST_DIGITS = 300
"""With more of them, an integer is beyond all doubles, and Python may refuse to convert it."""
WORDS: dict[str, Any] = {
    **dict.fromkeys(("null", "Null", "NULL", "~", "")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def plain_value(text: str) -> bool | int | float | str | None:
    """The value that JSON would have for it; infinite for a number that no double can hold."""
    if text in WORDS:
        word: bool | None = WORDS[text]
        return word
    if INTEGER.match(text) and len(text) <= MOST_DIGITS:
        return int(text)
    return float(text) if NUMBER.match(text) else text
