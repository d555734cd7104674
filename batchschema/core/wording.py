"""Turns of phrase that rules, reports and commands share."""

from __future__ import annotations


def plural(count: int, noun: str, many: str | None = None) -> str:
    """`1 field`, `2,000 fields`; `many` for a noun that takes more than an s."""
    return f"{count:,} {noun if count == 1 else many or f'{noun}s'}"
