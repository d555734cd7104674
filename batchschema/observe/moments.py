"""When payloads were seen, in seconds since the epoch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from batchschema.core import Field, Shape

EARLIEST, LATEST = 0, 4_102_444_800
"""1970 and 2100: a timestamp beyond them is in another unit than it should be, and tells no moment."""


def moments_of(
    payloads: Sequence[object], shape: Shape, recorded: Sequence[str | None] = ()
) -> list[int | None]:
    """For each payload when it was recorded, else when its job was created; None if neither is known.

    `recorded` is in RFC 3339, with None where a source does not say; empty if none does.
    """
    name, field = created_at(shape)
    unit = field.unit
    found = [
        moment_of(payload.get(name), unit) if isinstance(payload, dict) else None for payload in payloads
    ]
    if field.sdk_name and None in found:
        found = [
            moment_of(payload.get(field.sdk_name), unit)
            if moment is None and isinstance(payload, dict)
            else moment
            for moment, payload in zip(found, payloads, strict=True)
        ]
    for index, text in enumerate(recorded):
        if text is not None and (moment := moment_of(text, "rfc3339")) is not None:
            found[index] = moment
    return [moment if moment is not None and EARLIEST < moment <= LATEST else None for moment in found]


def created_at(shape: Shape) -> tuple[str, Field]:
    """The field that says when a job was submitted, and its name; an empty name where there is none."""
    for name, field in shape.root.properties.items():
        if field.concept == "created_at":
            return name, field
    return "", Field()


def moment_of(value: object, unit: str | None) -> int | None:
    """A timestamp in whole seconds since the epoch; None for what is none in this unit, or not sensible."""
    if unit == "epoch-seconds" and value.__class__ is int:
        return value if EARLIEST < value <= LATEST else None
    if unit == "rfc3339":
        if not isinstance(value, str):
            return None
        try:
            moment = datetime.fromisoformat(value)
            return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
        except (ValueError, OverflowError):
            return None
    if unit is None or value.__class__ not in (int, float):
        return None
    seconds = value / 1000 if unit == "epoch-milliseconds" else value
    return int(seconds) if EARLIEST < seconds <= LATEST else None
