"""Several documents of one object: what one is silent about, another may state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from batchschema.core import Null, Pointer, Presence
from batchschema.core.instance import Passage
from batchschema.importers.described import NOTHING_SET, Described
from batchschema.importers.document import SPEAKEASY
from batchschema.importers.doubt import Doubt
from batchschema.importers.imported import Imported

ONE_KIND_OF_NUMBER = ("speakeasy-typescript", "typescript-declarations")
"""Notations that cannot tell an integer from any other number."""


def filled(own: Imported, sibling: Imported) -> Imported:
    """`own` with its silences filled from `sibling`, the source named per fact; contradictions are doubts."""
    filling = _Filling(own, sibling)
    root = filling.place(own.root, sibling.root, Pointer())
    return replace(own, root=root, doubts=(*own.doubts, *filling.doubts))


class _Filling:
    def __init__(self, own: Imported, sibling: Imported) -> None:
        self.own, self.sibling = own, sibling
        self.doubts: list[Doubt] = []
        self.terse = own.notation in SPEAKEASY
        """Speakeasy's tables cannot state formats, bounds and defaults, and may leave out lists of words."""

    def place(self, node: Described, other: Described, pointer: Pointer) -> Described:
        """One place, and all below it that both describe."""
        taken: dict[str, Any] = {}
        if pointer and pointer.key != "*":
            where = node.named or node.passage
            taken |= self.stated("presence", node.presence, other.presence, Presence.UNSTATED, pointer, where)
        taken |= self.stated("null", node.null, other.null, Null.UNSTATED, pointer, node.passage)
        taken |= self.types(node, other, pointer)
        taken |= self.values(node, other, pointer)
        taken |= self.details(node, other, pointer)
        if not taken.keys() >= {"types"} or node.types is not None:
            taken |= self.below(node, other, pointer)
        named = [
            fact
            for fact in taken
            if fact not in ("properties", "items", "values_of", "openness", "unit_basis")
        ]
        source = {**node.taken_from, **dict.fromkeys(named, self.sibling.source)}
        return replace(node, **taken, taken_from=source)

    def stated(
        self, fact: str, mine: Any, theirs: Any, silent: Any, pointer: Pointer, passage: Passage | None
    ) -> dict[str, Any]:
        """Presence or null: filled where only the sibling states it."""
        if theirs == silent or mine == theirs:
            return {}
        if mine == silent:
            return {fact: theirs}
        self.contradicts(fact, mine.value, theirs.value, pointer, passage)
        return {}

    def types(self, node: Described, other: Described, pointer: Pointer) -> dict[str, Any]:
        if other.types is None or node.types == other.types:
            return {}
        if node.types is None:
            below = {"properties": other.properties, "items": other.items, "values_of": other.values_of}
            return {"types": other.types, **below}
        if self.own.notation in ONE_KIND_OF_NUMBER:
            theirs = tuple("number" if name == "integer" else name for name in other.types)
            if {*theirs} == {*node.types}:
                return {"types": other.types}
        mine = node.types
        if self.sibling.notation in ONE_KIND_OF_NUMBER:
            mine = tuple("number" if name == "integer" else name for name in mine)
        if {*mine} != {*other.types}:
            self.contradicts("type", " or ".join(node.types), " or ".join(other.types), pointer, node.passage)
        return {}

    def values(self, node: Described, other: Described, pointer: Pointer) -> dict[str, Any]:
        if other.values is None or node.types != other.types:
            return {}
        if node.values is None:
            return {"values": other.values, "openness": other.openness} if self.terse else {}
        if {*node.values} != {*other.values}:
            mine, theirs = (", ".join(map(str, values)) for values in (node.values, other.values))
            self.contradicts("values", mine, theirs, pointer, node.passage)
        elif node.openness != other.openness:
            self.contradicts("openness", str(node.openness), str(other.openness), pointer, node.passage)
        return {}

    def details(self, node: Described, other: Described, pointer: Pointer) -> dict[str, Any]:
        """Format, bounds, default and unit."""
        taken: dict[str, Any] = {}
        if other.format is not None and node.format != other.format:
            if node.format is not None:
                self.contradicts("format", node.format, other.format, pointer, node.passage)
            elif self.terse:
                taken["format"] = other.format
        more = {word: limit for word, limit in other.bounds.items() if word not in node.bounds}
        if more and self.terse:
            taken["bounds"] = {**node.bounds, **more}
        for word, limit in node.bounds.items():
            if word in other.bounds and other.bounds[word] != limit:
                self.contradicts(word, str(limit), str(other.bounds[word]), pointer, node.passage)
        if node.default is NOTHING_SET and other.default is not NOTHING_SET and self.terse:
            taken["default"] = other.default
        if other.unit is not None and other.unit_basis == "documented" and node.unit_basis != "documented":
            taken |= {"unit": other.unit, "unit_basis": "documented"}
        return taken

    def below(self, node: Described, other: Described, pointer: Pointer) -> dict[str, Any]:
        """Fields, items and map values that both describe; a field that only the sibling has is a doubt."""
        properties = {
            name: self.place(part, other.properties[name], pointer / name)
            if name in other.properties
            else part
            for name, part in node.properties.items()
        }
        if node.properties:
            for name, part in other.properties.items():
                if name not in node.properties:
                    text = f"is described in {self.sibling.source}{_required(part)}, and not here"
                    self.doubt("field-missing-from-sibling", text, pointer / name, node.passage)
        taken: dict[str, Any] = {"properties": properties}
        if node.items is not None and other.items is not None:
            taken["items"] = self.place(node.items, other.items, pointer / "*")
        if node.values_of is not None and other.values_of is not None:
            taken["values_of"] = self.place(node.values_of, other.values_of, pointer / "*")
        return taken

    def contradicts(
        self, fact: str, mine: str, theirs: str, pointer: Pointer, passage: Passage | None
    ) -> None:
        text = f"{fact} is {mine} here, and {theirs} in {self.sibling.source}"
        self.doubt("sibling-contradicts", text, pointer, passage)

    def doubt(self, rule: str, text: str, pointer: Pointer, passage: Passage | None) -> None:
        self.doubts.append(Doubt(rule, text, passage or Passage(self.own.source), pointer))


def _required(part: Described) -> str:
    return ", as required" if part.presence is Presence.REQUIRED else ""


def taken_facts(root: Described) -> Mapping[Pointer, Mapping[str, str]]:
    """By place the facts that came from another document, and from which."""
    return {pointer: node.taken_from for pointer, node in root.walk() if node.taken_from}
