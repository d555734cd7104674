"""A value is larger, smaller, longer or shorter than the document allows.

Why: Limits are enforced by somebody: metadata over 16 pairs, keys over 64 or values over 512 characters
are refused by the service that receives them.

Reject (openai/argot-typescript-sdk@2024-10-15):
    {"metadata": {"a-key-that-is-longer-than-the-sixty-four-characters-a-metadata-key-may-have": "x"}}

Accept (openai/argot-typescript-sdk@2024-10-15):
    {"metadata": {"a-key": "x"}}

Fix: Keep within the limit.
"""

from __future__ import annotations

from collections.abc import Iterator

from batchschema.core import Finding
from batchschema.rules.case import Case
from batchschema.rules.words import ALWAYS_ERROR

SEVERITIES = ALWAYS_ERROR
AFTER = ("malformed-format", "wrong-type")
LIMITS = {
    "minimum": "is less than {}",
    "exclusiveMinimum": "is not more than {}",
    "maximum": "is more than {}",
    "exclusiveMaximum": "is not less than {}",
    "minLength": "is shorter than {} characters",
    "maxLength": "is longer than {} characters",
    "minItems": "has fewer than {} items",
    "maxItems": "has more than {} items",
    "minProperties": "has fewer than {} keys",
    "maxProperties": "has more than {} keys",
    "propertyNames": "has a key that breaks the documented limit of {} characters",
}


def check(case: Case) -> Iterator[Finding]:
    """Claim bounds of numbers, texts, arrays and objects that do not hold."""
    for keyword, words in LIMITS.items():
        for place in case.places(keyword):
            yield from case.finding(place, f"{words.format(place.expected(keyword))}, the documented limit")
