"""The sentences in which documents state what their notation has no word for."""

from __future__ import annotations

from typing import Any

from tests.importers.speakeasy_pages import LIMITS

UNITS = {
    "epoch-seconds": "Unix timestamp, in seconds.",
    "epoch-milliseconds": "Unix timestamp, in milliseconds.",
    "rfc3339": "An RFC 3339 timestamp.",
}


def prose(part: dict[str, Any]) -> str:
    """What stands beside a place; empty where there is nothing to say."""
    values = part.get("additionalProperties")
    if isinstance(values, dict) and "maxLength" in values:
        keys = part["propertyNames"]["maxLength"]
        return LIMITS.format(pairs=part["maxProperties"], keys=keys, values=values["maxLength"])
    return UNITS[part["x-unit"]] if "x-unit" in part and part.get("format") != "date-time" else ""
