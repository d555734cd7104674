"""Botocore service models (`service-2.json`): one shape by its name, with all it refers to.

The format has no published specification; botocore's `model.py` and `parsers.py` define it. Required members
are stated; null is not: a service leaves out what it does not have. Lists of words are taken as they stand,
though nothing says that they are closed for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from batchschema.core import Pointer, Presence, UnusableSchema
from batchschema.core.instance import Passage
from batchschema.importers.canonical import MOST_PLACES
from batchschema.importers.described import Described
from batchschema.importers.document import Text
from batchschema.importers.doubt import Doubt, UnknownRoot
from batchschema.importers.imported import Imported
from batchschema.importers.schema_part import Part

NOTATION = "botocore"
TYPES = {
    "string": "string", "character": "string", "blob": "string", "boolean": "boolean", "integer": "integer",
    "long": "integer", "bigInteger": "integer", "float": "number", "double": "number", "bigDecimal": "number",
    "list": "array", "map": "object", "structure": "object",
}  # fmt: skip
LIMITS = {
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
    "object": ("minProperties", "maxProperties"),
    "integer": ("minimum", "maximum"),
    "number": ("minimum", "maximum"),
}
SHAPES = Pointer(("shapes",))
ISO_PROTOCOLS = ("query", "ec2", "rest-xml")
"""Those that write a timestamp as ISO 8601 where a shape does not say; the others count seconds."""


def is_service_model(document: Any) -> bool:
    """Whether a JSON document is one."""
    if not isinstance(document, Mapping) or not isinstance(document.get("shapes"), Mapping):
        return False
    about = document.get("metadata")
    return isinstance(about, Mapping) and "protocol" in about and "operations" in document


def import_service_model(text: Text, document: Mapping[str, Any], root: str | None) -> Imported:
    """Read a structure. Raises `UnknownRoot` and `UnusableSchema`."""
    shapes = document["shapes"]
    if root not in shapes:
        structures = [name for name, shape in shapes.items() if _mapping(shape).get("type") == "structure"]
        raise UnknownRoot(text.source, root, structures)
    service = _Service(text.source, shapes, str(document["metadata"]["protocol"]))
    node = replace(service.shape(Part({"shape": root}, SHAPES / str(root), Pointer())), written=None)
    doubts = tuple(service.doubts)
    return Imported(text.source, str(root), NOTATION, node, text.sha256, doubts, text=text)


class _Service:
    """One model being read; a shape that contains itself is left open there."""

    def __init__(self, source: str, shapes: Mapping[str, Any], protocol: str) -> None:
        self.source, self.shapes, self.protocol = source, shapes, protocol
        self.doubts: list[Doubt] = []
        self._places = 0
        self._under_way: list[str] = []

    def shape(self, reference: Part) -> Described:
        """The facts of what a member, a list or a map refers to."""
        self._places += 1
        if self._places > MOST_PLACES:
            reason = f"unfolds to more than {MOST_PLACES:,} places; name a smaller root"
            raise UnusableSchema(self.source, reason)
        name = str(_mapping(reference.schema).get("shape"))
        shape = self.shapes.get(name)
        if not isinstance(shape, Mapping):
            text = f"the shape `{name}` is not there; left open"
            self._doubt("unresolvable-reference", text, reference, "shape")
            return Described(written=name)
        if name in self._under_way:
            self._doubt("unresolvable-reference", "contains itself; left open there", reference, "shape")
            return Described(written=name)
        self._under_way.append(name)
        node = self._described(Part(shape, SHAPES / name, reference.pointer), _mapping(reference.schema))
        self._under_way.pop()
        passage = Passage(self.source, at=SHAPES / name)
        return replace(node, written=f"{name}: {shape.get('type')}", passage=passage)

    def _described(self, part: Part, beside: Mapping[str, Any]) -> Described:
        """A shape, with what stands beside the reference to it."""
        shape = {**part.schema, **beside}
        kind = shape.get("type")
        if kind == "timestamp":
            return self._timestamp(shape)
        if shape.get("document"):
            return Described()
        type_name = TYPES.get(str(kind))
        if type_name is None:
            self._doubt("unparsed-type-notation", f"type {kind!r} is not known; left open", part, "type")
            return Described()
        if shape.get("union"):
            text = "is a union: of its fields exactly one comes, for which a canonical schema has no word"
            self._doubt("keyword-outside-vocabulary", text, part, "union")
        if "pattern" in shape:
            text = "`pattern` is written for other engines, and not asserted"
            self._doubt("keyword-outside-vocabulary", text, part, "pattern")
        words = shape.get("enum")
        return Described(
            types=(type_name,),
            values=tuple(words) if words else None,
            openness="closed" if words else None,
            bounds=_bounds(shape, type_name),
            properties=self._properties(part) if kind == "structure" else {},
            items=self.shape(_inner(part, "member")) if kind == "list" else None,
            values_of=self.shape(_inner(part, "value")) if kind == "map" else None,
            deprecated=shape.get("deprecated") is True,
        )

    def _timestamp(self, shape: Mapping[str, Any]) -> Described:
        usual = "iso8601" if self.protocol in ISO_PROTOCOLS else "unixTimestamp"
        written = shape.get("timestampFormat", usual)
        if written == "unixTimestamp":
            return Described(("number",), unit="epoch-seconds", unit_basis="documented")
        if written == "iso8601":
            return Described(("string",), format="date-time", unit="rfc3339", unit_basis="documented")
        return Described(("string",))

    def _properties(self, part: Part) -> dict[str, Described]:
        """The members that stand in the body, by their names on the wire."""
        required = part.schema.get("required", ())
        out = {}
        for name, member in _mapping(part.schema.get("members")).items():
            if _mapping(member).get("location") is not None:  # a header, a status code, a part of the path
                continue
            wire = str(_mapping(member).get("locationName", name))
            at = part.at / "members" / name
            node = self.shape(Part(member, at, part.pointer / wire))
            presence = Presence.REQUIRED if name in required else Presence.OPTIONAL
            sdk_name = name if name != wire else None
            named = Passage(self.source, at=at)
            out[wire] = replace(node, presence=presence, sdk_name=sdk_name, named=named)
        return out

    def _doubt(self, rule: str, text: str, part: Part, word: str) -> None:
        passage = Passage(self.source, at=part.at / word)
        self.doubts.append(Doubt(rule, text, passage, part.pointer))


def _inner(part: Part, word: str) -> Part:
    """What a list or a map refers to for its parts."""
    return Part(part.schema.get(word), part.at / word, part.pointer / "*")


def _bounds(shape: Mapping[str, Any], type_name: str) -> dict[str, Any]:
    """`min` and `max`, which limit a value, a length or a count; no length or count is below zero."""
    words = zip(LIMITS.get(type_name, ()), (shape.get("min"), shape.get("max")), strict=False)
    counted = type_name not in ("integer", "number")
    return {word: limit for word, limit in words if limit is not None and not (counted and limit == 0)}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
