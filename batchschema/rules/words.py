"""Turns of phrase and tests of values that several rules share."""

from __future__ import annotations

import re
from typing import Any

from batchschema.core import Severities, Severity

ALWAYS_ERROR = Severities(documented=Severity.ERROR, strict=Severity.ERROR)

RFC3339 = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[-+]\d{2}:\d{2})?\Z",
)
NUMBER = re.compile(r"\s*-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\s*\Z")


NAMES = {
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    str: "a string",
    dict: "an object",
    list: "an array",
}


def json_type(value: Any) -> str:
    """The JSON type of a value with its article, integers told from other numbers."""
    return "null" if value is None else NAMES.get(type(value), type(value).__name__)


def is_count_of_seconds(unit: str | None) -> bool:
    """Whether a unit is a number since the epoch rather than text."""
    return unit in ("epoch-seconds", "epoch-milliseconds")
