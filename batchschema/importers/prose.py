"""What sentences state: limits of metadata, and what a timestamp counts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Literal

from batchschema.importers.described import Described

PAIRS = re.compile(r"\b(\d+)\s+key[- ]value pairs", re.I)
OF_CHARACTERS = r"\b[^.]*?\bmaxi(?:mu|u)m\s+(?:length\s+)?(?:of\s+)?(\d+)\s+characters"
KEYS = re.compile(rf"\bkeys?\b(?!-value){OF_CHARACTERS}", re.I)
VALUES = re.compile(rf"\bvalues?\b(?!\s+pairs){OF_CHARACTERS}", re.I)
TIMESTAMP = re.compile(
    r"\bunix\b|\bepoch[- ](?:time|timestamp|(?:milli)?seconds)|\bsince (?:the )?epoch\b", re.I
)
"""`Epoch` alone is a pass over training data as often as a time."""
SECONDS = re.compile(r"\b(?:in|of|as)\s+(?:unix\s+|epoch\s+)?seconds\b|\bseconds since\b|\(seconds\)", re.I)
RFC_3339 = re.compile(r"\bRFC ?3339\b", re.I)
MILLISECONDS = re.compile(r"\bmilliseconds\b", re.I)
TIME_NAME = re.compile(r"(?:_at|_time|_timestamp)$")
Basis = Literal["documented", "inferred"]


def limited(node: Described, prose: str) -> Described:
    """A map with the limits that a sentence puts on its pairs, keys and values; any other place as it is."""
    if not node.is_map:
        return node
    bounds: dict[str, Any] = dict(node.bounds)
    if found := PAIRS.search(prose):
        bounds["maxProperties"] = int(found[1])
    if found := KEYS.search(prose):
        bounds["propertyNames"] = {"maxLength": int(found[1])}
    values_of = node.values_of
    if found := VALUES.search(prose):
        values = values_of or Described()
        values_of = replace(values, bounds={**values.bounds, "maxLength": int(found[1])})
        if values.types is None:
            values_of = replace(values_of, written=None)
    return replace(node, bounds=bounds, values_of=values_of)


def timed(node: Described, name: str) -> Described:
    """A timestamp with its unit: documented where a sentence says it, else inferred from `…_at`."""
    if node.unit_basis == "documented" or node.types is None:
        return node
    if "string" in node.types:
        is_text = node.format == "date-time" or RFC_3339.search(node.prose) is not None
        return replace(node, unit="rfc3339", unit_basis="documented") if is_text else node
    if not {*node.types} & {"integer", "number"} or node.values is not None:
        return node
    unit, basis = _unit_of(node.prose, name)
    return replace(node, unit=unit, unit_basis=basis)


def _unit_of(prose: str, name: str) -> tuple[str | None, Basis | None]:
    is_time = TIMESTAMP.search(prose) is not None or TIME_NAME.search(name) is not None
    if is_time and MILLISECONDS.search(prose):
        return "epoch-milliseconds", "documented"
    if is_time and SECONDS.search(prose):
        return "epoch-seconds", "documented"
    if name.endswith("_at") or TIMESTAMP.search(prose):
        return "epoch-seconds", "inferred"
    return None, None
