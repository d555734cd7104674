"""A small documented shape, with every kind of statement and silence, and ways to probe against it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from batchschema.core import Variant
from batchschema.core.variant import variant_of
from batchschema.probe import Probed, Probing
from batchschema.run.probe import ProbeOptions, probe
from batchschema.shape import shape_of
from tests.command import ROOT

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:batchschema:acme:api:1",
    "title": "Job",
    "x-variant": {
        "vendor": "acme",
        "surface": "api",
        "version": "1",
        "source": {"document": "acme", "notation": "speakeasy-python"},
    },
    "type": "object",
    "required": ["id", "count"],
    "properties": {
        "id": {"type": "string", "x-documented": {"presence": "required", "null": "forbidden"}},
        "count": {"type": "integer", "x-documented": {"presence": "required", "null": "forbidden"}},
        "note": {"type": ["string", "null"], "x-documented": {"presence": "optional", "null": "allowed"}},
        "label": {"type": ["string", "null"], "x-documented": {"presence": "optional", "null": "unstated"}},
        "state": {
            "type": "string",
            "enum": ["ON", "OFF"],
            "x-documented": {"presence": "optional", "null": "forbidden", "values": "closed"},
        },
    },
}
VARIANT: Variant = variant_of(SCHEMA, name="acme")
TARGETS = "tests.probe.targets"


def found_by(
    target: str, variant: Variant = VARIANT, *, number: int = 20, time_limit: float = 2, how: str = "validate"
) -> Probing:
    """Probe a target of these tests."""
    options = ProbeOptions(f"{TARGETS}.{target}", number=number, time_limit=time_limit, how=how)
    return probe(variant, shape_of(variant.schema), options)


def places(probing: Probing) -> list[tuple[str, str]]:
    """Rule and pointer of each finding, notes aside."""
    return [(each.finding.rule, str(each.finding.pointer)) for each in notable(probing)]


def notable(probing: Probing) -> Iterator[Probed]:
    """The errors and warnings."""
    return (each for each in probing.found if each.finding.severity.label != "note")


def schema_file(folder: Path) -> Path:
    """The shape as a file."""
    path = folder / "acme.json"
    path.write_bytes(orjson.dumps(SCHEMA))
    return path


HERE = {"PYTHONPATH": str(ROOT)}
