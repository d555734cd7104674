"""Which kinds of fact a notation cannot state, so that their absence is silence and not a statement.

Null and presence are marked field by field in a catalogue file. For the other kinds the notation
decides: a TypeScript table says `number` for an integer too, and neither kind of SDK table has a place
for `format: uuid`. `schemas/_meta/notations.json` has the reasons; a test holds the two together.
"""

from __future__ import annotations

from batchschema.core.change import Kind

INTEGRALITY = "integrality"
_TABLES = frozenset({Kind.VALUES.value, Kind.FORMAT.value, Kind.BOUND.value})
SILENT: dict[str, frozenset[str]] = {
    "speakeasy-typescript": _TABLES | {INTEGRALITY},
    "speakeasy-python": _TABLES,
    "speakeasy-go": _TABLES,
    "speakeasy-java": _TABLES,
    "speakeasy-csharp": _TABLES,
    "speakeasy-ruby": _TABLES,
    "speakeasy-php": _TABLES,
    "typescript-declarations": frozenset({Kind.FORMAT.value, Kind.BOUND.value, INTEGRALITY}),
    "protobuf": frozenset({Kind.FORMAT.value, Kind.BOUND.value}),
    "botocore": frozenset({Kind.FORMAT.value}),
    "prose": _TABLES | {INTEGRALITY},
}


def silent_kinds(notation: str | None) -> frozenset[str]:
    """The kinds of fact about which a field is silent when nothing is written."""
    return SILENT.get(notation or "", frozenset())
