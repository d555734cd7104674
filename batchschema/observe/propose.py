"""What observation adds to a variant, as a JSON Patch (RFC 6902) of its file.

A patch, and not a merge patch (RFC 7396): each addition stands behind a `test` of the statement it goes
beside, so that it fails on a file that says something else by now. What a document states is never touched,
and neither is its silence: what was seen goes into `x-observed`, beside `x-documented`. Contradictions are
not proposed (the document states otherwise), nor are undocumented fields (nothing is stated of them), nor
anything that follows from what was *not* seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from batchschema.core.pointer import escape
from batchschema.core.profile import Compared, Evidence
from batchschema.observe.written import moment_text


def proposed(compared: Compared, schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The patch: for each field that observation settles something of, a test and an addition."""
    found: dict[str, dict[str, Any]] = {}
    for remark in compared.remarks:
        if remark.evidence is Evidence.SILENCE and remark.pointer:
            fact = found.setdefault(remark.pointer, {})
            figures = {"count": remark.count, "of": remark.of}
            if remark.word is None:
                fact[remark.seen] = figures
            else:
                fact.setdefault("values", {})[remark.word] = figures
    patch: list[dict[str, Any]] = []
    for pointer in sorted(found):
        place = schema_pointer(pointer, schema)
        seen = compared.profile.fields.get(pointer)
        if seen is not None and seen.seen is not None:
            found[pointer]["from"] = moment_text(seen.seen.first)[:10]
            found[pointer]["until"] = moment_text(seen.seen.last)[:10]
        said = _at(schema, place)["x-documented"]
        patch.append({"op": "test", "path": f"{place}/x-documented", "value": said})
        patch.append({"op": "add", "path": f"{place}/x-observed", "value": found[pointer]})
    return patch


def schema_pointer(pointer: str, schema: Mapping[str, Any]) -> str:
    """Where a canonical schema describes a place of its payloads."""
    part: Any = schema
    place = ""
    for token in pointer.split("/")[1:]:
        if token != "*":
            steps = ["properties", token.replace("~1", "/").replace("~0", "~")]
        else:
            steps = ["items" if "items" in part else "additionalProperties"]
        for step in steps:
            part = part[step]
            place += f"/{escape(step)}"
    return place


def _at(schema: Mapping[str, Any], place: str) -> Any:
    part: Any = schema
    for token in place.split("/")[1:]:
        part = part[token.replace("~1", "/").replace("~0", "~")]
    return part
