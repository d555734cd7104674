"""Where a payload of a variant can be changed so that it breaks exactly one rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, Final

from batchschema.core import Field, Presence, Shape
from batchschema.core.pointer import Token
from batchschema.core.spelling import folded
from batchschema.generate.ground import TYPES, Schema
from batchschema.generate.slips import slips

ITEM: Final = 0
"""In the path of a site: some item of an array; the path then goes on inside it."""
ENTRY: Final = "*"
"""In the path of a site: some key of a map."""

Edit = Callable[[Any, Any], tuple[Token, ...]]
"""Changes a container at a key; says which place, counted from the container, the rule will name."""

STRANGE_KEYS = ("x_undocumented", "zz-unknown", "notDocumentedAnywhere")
STRANGE_VALUES: tuple[Any, ...] = (None, 1, "text", {"a": []})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a key, some item, or some key of a map."""

    token: Token
    free: bool = False
    """True for some key of a map."""


@dataclass(frozen=True, slots=True)
class Site:
    """One place and the edits there that break one rule."""

    rule: str
    path: tuple[Step, ...]
    edits: tuple[Edit, ...]
    beside: str | None = None
    """A key of the payload that must be there, too."""
    inside: bool = False
    """True where the edits change what is at the place, which must then be an object and not null."""

    def forcing(self) -> Schema:
        """A schema of the payloads that have this place."""
        schema: Schema = {TYPES: ["object"]} if self.inside else True
        for step in reversed(self.path):
            if step.free:
                schema = {TYPES: ["object"], "minProperties": 1, "additionalProperties": schema}
            elif isinstance(step.token, int):
                schema = {TYPES: ["array"], "minItems": 1, "items": schema}
            else:
                schema = {TYPES: ["object"], "required": [step.token], "properties": {step.token: schema}}
        if self.beside is not None:
            return {"allOf": [schema, {"required": [self.beside]}]}
        return schema


def sites(shape: Shape, schema: Mapping[str, Any], *, canonical: bool) -> Iterator[Site]:
    """Every place of a variant that can be changed, with the rule that each change breaks.

    `schema` is the reading that payloads are made by; of a canonical variant, the strict one.
    """
    walk = _Walk(shape, canonical)
    yield from walk.below(shape.root, schema, ()) if canonical else walk.at(shape.root, schema, ())


class _Walk:
    def __init__(self, shape: Shape, canonical: bool) -> None:
        self._canonical = canonical
        self._root = shape.root

    def below(self, field: Field, schema: Mapping[str, Any], path: tuple[Step, ...]) -> Iterator[Site]:
        """The sites at the children of a place, and at its keys."""
        if len(path) > 8:
            return
        yield from self._keys(field, schema, path)
        for name, child in field.properties.items():
            part = _part(schema.get("properties", {}), name)
            step = (*path, Step(name))
            if child.presence is Presence.REQUIRED:
                yield Site("missing-required-field", step, (_removed,))
            yield from self.at(child, part, step)
        if field.items is not None:
            yield from self.at(field.items, _part(schema, "items"), (*path, Step(ITEM)))
        if field.values_of is not None and field.is_map:
            part = _part(schema, "additionalProperties")
            yield from self.at(field.values_of, part, (*path, Step(ENTRY, free=True)))

    def at(self, field: Field, schema: Mapping[str, Any], path: tuple[Step, ...]) -> Iterator[Site]:
        """The sites at a place and below."""
        for rule, values in slips(field, schema):
            if values:
                yield Site(rule, path, tuple(_replaced(value) for value in values))
        yield from _sizes(field, schema, path)
        yield from self.below(field, schema, path)

    def _keys(self, field: Field, schema: Mapping[str, Any], path: tuple[Step, ...]) -> Iterator[Site]:
        """What can be wrong with the keys of an object that documents some."""
        if not field.properties:
            return
        names = {folded(name) for name in field.properties}
        first = next(iter(self._root.properties), None)
        if schema.get("additionalProperties") is False:
            edits = [
                _added(key, value)
                for key in STRANGE_KEYS
                if folded(key) not in names
                for value in STRANGE_VALUES
            ]
            yield Site("undocumented-field", path, tuple(edits), beside=first, inside=True)
        if not path:
            yield from _scalars(field)
        if self._canonical:
            yield from self._casings(field, path)

    def _casings(self, field: Field, path: tuple[Step, ...]) -> Iterator[Site]:
        for name in field.properties:
            others = [key for key in self._root.properties if key != folded(key) and (path or key != name)]
            other_case = _other_case(name)
            if _is_respelling(other_case, name, field) and others:
                step = (*path, Step(name))
                yield Site("field-casing-differs", step, (_renamed(other_case),), beside=others[0])
            if not path and _is_respelling(name.upper(), name, field):
                edit = _renamed(name.upper(), label=())
                yield Site("recorded-from-sdk-object", (Step(name),), (edit,))


def _other_case(name: str) -> str:
    """`output_file` as `outputFile`, `status` as `Status`, `inputFiles` as `input_files`."""
    if "_" in name:
        first, *rest = name.split("_")
        return first + "".join(part.title() for part in rest)
    if name != name.lower():
        return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return name.title()


def _is_respelling(other: str, name: str, field: Field) -> bool:
    same = [key for key in field.properties if folded(key) == folded(name)]
    return (
        other not in field.properties
        and folded(other) == folded(name)
        and len(same) == 1
        and (other != name.upper() or len(name) > 1)
    )


def _scalars(field: Field) -> Iterator[Site]:
    """Two or more fields in which a recorder would have written `{}` for null."""
    names = [name for name, child in field.properties.items() if child.types and "object" not in child.types]
    if len(names) > 1:
        edits = tuple(_emptied(group) for group in (names[:2], names[-2:], names))
        yield Site("null-rewritten-as-empty-object", (), edits)


def _sizes(field: Field, schema: Mapping[str, Any], path: tuple[Step, ...]) -> Iterator[Site]:
    """Arrays and maps with too many or too few parts, keys that are too long."""
    types = field.types or ()
    inside = (*path, Step(ITEM))
    if "array" in types and isinstance(schema.get("maxItems"), int) and not schema.get("uniqueItems"):
        yield Site("size-limit-exceeded", inside, (_repeated(schema["maxItems"] + 1),))
    if "array" in types and schema.get("minItems", 0) > 0:
        yield Site("size-limit-exceeded", path, (_replaced([]),))
    if "object" not in types or not field.is_map:
        return
    entry = (*path, Step(ENTRY, free=True))
    if "maxProperties" in schema:
        yield Site("size-limit-exceeded", entry, (_filled(schema["maxProperties"] + 1),))
    if schema.get("minProperties", 0) > 0:
        yield Site("size-limit-exceeded", path, (_replaced({}),))
    keys = schema.get("propertyNames")
    if isinstance(keys, Mapping) and "maxLength" in keys and "pattern" not in keys:
        long = "k" * (keys["maxLength"] + 1)
        yield Site("size-limit-exceeded", entry, (_renamed(long, label=(long,)),))


def _part(schema: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = schema.get(name)
    return part if isinstance(part, Mapping) else {}


def _replaced(value: Any) -> Edit:
    def edit(container: Any, key: Any) -> tuple[Token, ...]:
        container[key] = value.copy() if isinstance(value, (dict, list)) else value
        return (key,)

    return edit


def _removed(container: Any, key: Any) -> tuple[Token, ...]:
    del container[key]
    return (key,)


def _added(name: str, value: Any) -> Edit:
    def edit(container: Any, key: Any) -> tuple[Token, ...]:
        container[key][name] = value.copy() if isinstance(value, dict) else value
        return (key, name)

    return edit


def _renamed(name: str, *, label: tuple[Token, ...] | None = None) -> Edit:
    """Give the key another name, in the same place among the others; named by its old one unless told."""

    def edit(container: MutableMapping[str, Any], key: str) -> tuple[Token, ...]:
        parts = list(container.items())
        container.clear()
        container.update((name if old == key else old, value) for old, value in parts)
        return (key,) if label is None else label

    return edit


def _emptied(names: list[str]) -> Edit:
    def edit(container: Any, key: Any) -> tuple[Token, ...]:
        container[key] |= {name: {} for name in names}
        return (key,)

    return edit


def _repeated(count: int) -> Edit:
    """The array around an item, with the item so often."""

    def edit(container: list[Any], key: int) -> tuple[Token, ...]:
        container[:] = [container[key]] * count
        return ()

    return edit


def _filled(count: int) -> Edit:
    """The map around a key, with as many keys of the same value."""

    def edit(container: MutableMapping[str, Any], key: str) -> tuple[Token, ...]:
        value = container[key]
        for index in range(count):
            if len(container) < count:
                container[f"k{index}"] = value
        return ()

    return edit
