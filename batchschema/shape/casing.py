"""SDK spellings of wire names: `inputFileId`, `InputFileID` and `OBJECT` are the keys of SDK objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from batchschema.core import Field, Pointer, Shape
from batchschema.core.spelling import folded, wire_names


@dataclass(frozen=True, slots=True)
class Projection:
    """A payload in wire names, and how its source spells them."""

    value: object
    spelled: Mapping[Pointer, Pointer] = field(default_factory=lambda: MappingProxyType({}))
    """From each renamed place, in wire names, to the same place in the source's names."""
    style: Literal["wire", "sdk", "mixed"] = "wire"


def projected(value: object, shape: Shape) -> Projection:
    """Rename keys along documented properties to their wire names; keys of maps are data and stay.

    A key stays, too, when its wire name is there as well: then it is another field.
    """
    spelled: dict[Pointer, Pointer] = {}
    kept: list[str] = []
    out = _projected(value, shape.root, Pointer(), Pointer(), spelled, kept)
    if not spelled:
        return Projection(value)
    aliases = all(
        source.key == str(wire.key).upper() for wire, source in spelled.items() if source.key != wire.key
    )
    style: Literal["sdk", "mixed"] = "sdk" if aliases or not kept else "mixed"
    return Projection(out, MappingProxyType(spelled), style)


def _projected(
    value: object,
    node: Field | None,
    wire: Pointer,
    source: Pointer,
    spelled: dict[Pointer, Pointer],
    kept: list[str],
) -> object:
    """Rename below one place; fills `spelled`, and `kept` with wire names that an SDK would respell."""
    if node is None:
        return value
    if isinstance(value, list):
        return [
            _projected(part, node.items, wire / index, source / index, spelled, kept)
            for index, part in enumerate(value)
        ]
    if not isinstance(value, dict) or not node.properties:
        return value
    out: dict[str, object] = {}
    is_moved = wire != source
    for name, (key, part) in zip(wire_names(value, node.properties), value.items(), strict=True):
        if key in node.properties and key != folded(key):
            kept.append(key)
        if name != key or is_moved:
            spelled[wire / name] = source / key
        if isinstance(part, (dict, list)):
            part = _projected(part, node.properties.get(name), wire / name, source / key, spelled, kept)
        out[name] = part
    return out
