"""One look at a job: the few values that are compared with other looks, and where they stood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import EllipsisType
from typing import TYPE_CHECKING, Any, Union

from batchschema.core.instance import Location
from batchschema.core.pointer import Pointer

if TYPE_CHECKING:
    from fractions import Fraction

Known = str | int | float | bool | tuple[Any, ...]
Value = Known | None | EllipsisType
"""A value as the payload has it, lists as tuples; None is null, `...` absent, "" not to be relied on."""

Moment = Union[int, "Fraction"]
"""Seconds since 1970, exactly: services write nanoseconds."""
MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d+))?(?:[Zz]|([-+]\d{2}:\d{2}))\Z", re.ASCII
)
PER_SECOND = {"epoch-seconds": 1, "epoch-milliseconds": 1000}


@dataclass(frozen=True, slots=True)
class Poll:
    """One look at a job; small, since every one of a run is kept until its end."""

    variant: str
    source: str
    root: Pointer
    """Where in its document the payload stood."""
    at: Moment | None
    """When it was recorded, in seconds since 1970; None where that is not known."""
    values: tuple[Value, ...]
    """By the concepts that the vendor's lifecycle follows, in its order."""
    places: Sequence[int] = (0, 0)
    """Line and column of the payload, then of each value; zeros where none is known."""

    def location(self, index: int | None = None) -> Location:
        """Where the payload stood, or one of its values; a missing one stands where its payload does."""
        at = 0 if index is None else 2 * index + 2
        line, column = self.places[at : at + 2]
        if not line:
            line, column = self.places[:2]
        return Location(self.source, line or None, column or None)


def moment_of(value: object, unit: str | None) -> Moment | None:
    """A timestamp in seconds since 1970; None for what is none, or has no offset from UTC."""
    if isinstance(value, str):
        return _moment_of_text(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    per_second = PER_SECOND.get(unit or "", 1)
    if per_second == 1 and isinstance(value, int):
        return value
    from fractions import Fraction

    return Fraction(value) / per_second


def _moment_of_text(text: str) -> Moment | None:
    from datetime import datetime
    from fractions import Fraction

    found = MOMENT.match(text)
    if found is None:
        return None
    day, time, decimals, offset = found.groups()
    try:
        whole = datetime.fromisoformat(f"{day}T{time}{offset or '+00:00'}").timestamp()
    except (ValueError, OverflowError):  # the 31st of February; a leap second
        return None
    return int(whole) + (Fraction(int(decimals), 10 ** len(decimals)) if decimals else 0)


def count_of(value: object) -> int | None:
    """A count, written as a number or, as protobuf does, in digits; None for what is none."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
