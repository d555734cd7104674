"""What a document says about one place, before it is written down as a canonical schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final, Literal

from batchschema.core import Null, Pointer, Presence
from batchschema.core.instance import Passage

Openness = Literal["closed", "open"]
NOTHING_SET: Final = object()
"""Stands for a default that the document does not give; None would be the default null."""
EMPTY: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Described:
    """The facts about one place; the defaults are complete silence."""

    types: tuple[str, ...] | None = None
    """JSON type names without null, in the document's order; None when no type is stated."""
    presence: Presence = Presence.UNSTATED
    null: Null = Null.UNSTATED
    written: str | None = None
    """How the document puts it, verbatim."""
    by_example: bool = False
    """True when only an example on the same page says that null may come."""
    values: tuple[Any, ...] | None = None
    openness: Openness | None = None
    format: str | None = None
    bounds: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    """Schema keywords that limit values, `propertyNames` included."""
    properties: Mapping[str, Described] = field(default_factory=lambda: EMPTY)
    items: Described | None = None
    values_of: Described | None = None
    """Facts about the values under free keys; complete silence where any may come."""
    default: Any = NOTHING_SET
    deprecated: bool = False
    unit: str | None = None
    unit_basis: Literal["documented", "inferred"] | None = None
    sdk_name: str | None = None
    concept: str | None = None
    taken_from: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    """By kind of fact the other document that it was taken from."""
    passage: Passage | None = field(default=None, compare=False)
    """What says so: a row of a page, or a schema, behind a reference that says nothing beside it."""
    named: Passage | None = field(default=None, compare=False)
    """What says whether it is present, where that is told apart: its name in the object."""
    prose: str = ""
    """The document's own sentences: read for limits and units, never written."""
    shown: tuple[tuple[Any, Passage], ...] = field(default=(), compare=False)
    """Examples that the page of this place gives of it, in wire names."""

    @property
    def is_map(self) -> bool:
        """An object without named fields."""
        return self.types == ("object",) and not self.properties

    def parts(self) -> Iterator[tuple[str, Described]]:
        """The places one step down; items and map values are `*`."""
        yield from self.properties.items()
        yield from (("*", part) for part in (self.items, self.values_of) if part is not None)

    def walk(self, pointer: Pointer | None = None) -> Iterator[tuple[Pointer, Described]]:
        """Every place, this one first."""
        pointer = pointer or Pointer()
        yield pointer, self
        for token, part in self.parts():
            yield from part.walk(pointer / token)


def rewritten(
    node: Described, change: Callable[[Pointer, Described], Described], pointer: Pointer | None = None
) -> Described:
    """Apply `change` to a place and then to each place below it."""
    pointer = pointer or Pointer()
    node = change(pointer, node)

    def below(token: str, part: Described) -> Described:
        return rewritten(part, change, pointer / token)

    return replace(
        node,
        properties={name: below(name, part) for name, part in node.properties.items()},
        items=below("*", node.items) if node.items is not None else None,
        values_of=below("*", node.values_of) if node.values_of is not None else None,
    )


def is_silent(node: Described) -> bool:
    """Whether nothing at all is said about a place."""
    facts = (node.types, node.values, node.format, node.items, node.values_of)
    return not any(facts) and node.types is None and not (node.bounds or node.properties)


def both(one: Described, other: Described) -> Described:
    """What holds when both hold: `allOf`, or keywords beside a reference."""
    nulls = (one.null, other.null)
    names = dict.fromkeys([*one.properties, *other.properties])
    return replace(
        one,
        written=one.written or other.written,
        types=_met(one.types, other.types),
        null=next((null for null in (Null.FORBIDDEN, Null.UNSTATED) if null in nulls), Null.ALLOWED),
        values=_met_values(one.values, other.values),
        openness=_tighter(one.openness, other.openness),
        format=one.format or other.format,
        bounds={**other.bounds, **one.bounds},
        properties={name: _joined(one.properties.get(name), other.properties.get(name)) for name in names},
        items=_paired(one.items, other.items),
        values_of=_paired(one.values_of, other.values_of),
        default=one.default if one.default is not NOTHING_SET else other.default,
        deprecated=one.deprecated or other.deprecated,
        unit=one.unit or other.unit,
        unit_basis=one.unit_basis or other.unit_basis,
        prose=one.prose or other.prose,
        passage=(one if one.written is not None else other).passage or one.passage,
        named=one.named or other.named,
    )


def either(members: Iterable[Described]) -> Described:
    """What holds when one of these holds; fields that not all members have are optional.

    A member that only adds null makes null allowed and says nothing else; one that nothing satisfies is left
    out.
    """
    given = [member for member in members if member.types != () or member.null is not Null.FORBIDDEN]
    alone = [member for member in given if member.types == ()]
    rest = [member for member in given if member.types != ()]
    if not rest:
        return given[0] if given else Described((), null=Null.FORBIDDEN)
    nulls = {member.null for member in given}
    null = Null.ALLOWED if alone or Null.ALLOWED in nulls else Null.FORBIDDEN
    if Null.UNSTATED in nulls and null is not Null.ALLOWED:
        null = Null.UNSTATED
    if len(rest) == 1:
        return replace(rest[0], null=null)
    objects = [member for member in rest if member.types is None or "object" in member.types]
    texts = [member for member in rest if member.types is None or "string" in member.types]
    values, openness = _either_values(rest)
    names = dict.fromkeys(name for member in objects for name in member.properties)
    return Described(
        types=_union([member.types for member in rest]),
        null=null,
        values=values,
        openness=openness,
        format=_same([member.format for member in texts]),
        bounds=_common_bounds(rest),
        properties={name: _one_of(name, objects) for name in names},
        items=_either_part([member.items for member in rest if _may(member, "array")]),
        values_of=_either_part([member.values_of for member in objects]),
        unit=_same([member.unit for member in rest]),
        unit_basis=_same([member.unit_basis for member in rest]),
    )


def _may(member: Described, type_name: str) -> bool:
    return member.types is None or type_name in member.types


def _either_part(parts: list[Described | None]) -> Described | None:
    found = [part for part in parts if part is not None]
    return either(found) if found and len(found) == len(parts) else None


def _either_values(members: list[Described]) -> tuple[tuple[Any, ...] | None, Openness | None]:
    """The words of all members; beside a member without words the list is open."""
    known = tuple(dict.fromkeys(value for member in members for value in member.values or ()))
    if not known:
        return None, None
    texts = [member for member in members if _may(member, "string")]
    open_ = any(member.values is None or member.openness == "open" for member in texts)
    others = any(member.values is None for member in members if not _may(member, "string"))
    if others and not open_:
        return None, None  # a closed list beside another type: no type list can say it
    return known, "open" if open_ else "closed"


def _one_of(name: str, objects: list[Described]) -> Described:
    found = [member.properties[name] for member in objects if name in member.properties]
    everywhere = len(found) == len(objects) and all(part.presence is Presence.REQUIRED for part in found)
    stated = all(part.presence is not Presence.UNSTATED for part in found)
    absent = Presence.OPTIONAL if stated else Presence.UNSTATED
    presence = Presence.REQUIRED if everywhere else absent
    joined = either(found)
    first = found[0]
    return replace(
        joined,
        presence=presence,
        written=first.written,
        sdk_name=first.sdk_name,
        passage=first.passage,
        named=first.named,
    )


def _joined(one: Described | None, other: Described | None) -> Described:
    if one is None or other is None:
        return one or other or Described()
    presences = (one.presence, other.presence)
    order = (Presence.REQUIRED, Presence.OPTIONAL, Presence.UNSTATED)
    return replace(both(one, other), presence=next(each for each in order if each in presences))


def _paired(one: Described | None, other: Described | None) -> Described | None:
    return both(one, other) if one is not None and other is not None else one or other


def _met(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if one is None or other is None:
        return other if one is None else one
    kept = [name for name in one if name in other or (name == "integer" and "number" in other)]
    return (*kept, *(["integer"] if "number" in one and "integer" in other and "number" not in other else []))


def _met_values(one: tuple[Any, ...] | None, other: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    if one is None or other is None:
        return other if one is None else one
    return tuple(value for value in one if value in other)


def _tighter(one: Openness | None, other: Openness | None) -> Openness | None:
    return "closed" if "closed" in (one, other) else one or other


def _union(sets: list[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    if any(names is None for names in sets):
        return None
    return tuple(dict.fromkeys(name for names in sets for name in names or ()))


def _same(given: list[Any]) -> Any:
    return given[0] if given and all(each == given[0] for each in given) else None


def _common_bounds(members: list[Described]) -> Mapping[str, Any]:
    first, *others = members
    return {
        word: limit
        for word, limit in first.bounds.items()
        if all(other.bounds.get(word) == limit for other in others)
    }
