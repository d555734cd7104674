"""Turns of phrase that rules, reports and commands share."""

from __future__ import annotations

import re

COMPARED = re.compile(r" \((?:earlier, )?at .*\)\Z", re.DOTALL)


def plural(count: int, noun: str, many: str | None = None) -> str:
    """`1 field`, `2,000 fields`; `many` for a noun that takes more than an s."""
    return f"{count:,} {noun if count == 1 else many or f'{noun}s'}"


def compared_with(text: str, place: str, *, earlier: bool) -> str:
    """What is said of a value beside another one, with the place of that."""
    return f"{text} ({'earlier, ' if earlier else ''}at {place})"


def without_comparison(text: str) -> str:
    """The same without that place, which differs each time."""
    return COMPARED.sub("", text) if text.endswith(")") else text
