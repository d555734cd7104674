"""Small values for a schema, smallest first: best effort, for a judge to pick from.

A validator decides which of them hold; here the aim is only that the telling ones are among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from batchschema.core.facts import JSON_TYPES
from batchschema.diff.place import Definitions, Place
from batchschema.diff.text import matching

FORMATS: dict[str, str] = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "date-time": "2000-01-01T00:00:00Z",
    "date": "2000-01-01",
    "time": "00:00:00Z",
    "duration": "P1D",
    "uri": "a:b",
    "uri-reference": "a",
    "iri": "a:b",
    "iri-reference": "a",
    "uri-template": "a",
    "email": "a@b.c",
    "idn-email": "a@b.c",
    "hostname": "a",
    "idn-hostname": "a",
    "ipv4": "0.0.0.0",
    "ipv6": "::",
    "json-pointer": "/a",
    "relative-json-pointer": "0",
    "regex": "a",
}
OTHERS: dict[str, str] = {
    "uuid": "11111111-1111-4111-8111-111111111111",
    "date-time": "1999-12-31T23:59:59Z",
    "date": "1999-12-31",
    "time": "23:59:59Z",
    "duration": "P2D",
    "uri": "b:c",
    "email": "b@c.d",
    "hostname": "b",
    "ipv4": "1.1.1.1",
    "ipv6": "::1",
}
"""A second text of a format, for where the first is a word of a list."""
NEAR_FORMATS = ("%", "\\", " ", "a b", "[", "-", "2000-01-01T00:00:00", "2000-02-30", "00:00", "A")
"""Texts that hold some formats and not others."""
TEXTS = ("", "a", "0", "aa", "A", "a0", "-", *FORMATS.values(), *NEAR_FORMATS)
ANYTHING: tuple[object, ...] = ("", 0, False, [], {}, 0.5, -1, 1, 2, "a", True, [0], [""], [0, 0], None)
DEEPEST = 4
MOST = 128


_KNOWN: WeakKeyDictionary[Place, list[object]] = WeakKeyDictionary()


def samples_at(place: Place) -> list[object]:
    """`samples` of a place's schema; worked out once for each place."""
    if place not in _KNOWN:
        _KNOWN[place] = samples(place.schema, place.definitions)
    return _KNOWN[place]


def samples(schema: Any, definitions: Definitions, depth: int = 0) -> list[object]:
    """Values for a schema, smallest first, null last, without repeats; at most 128."""
    return distinct(_samples(schema, definitions, depth))[:MOST]


def distinct(values: Iterable[object]) -> list[object]:
    """The values by size, each once; null after all others, since it is a fact of its own."""
    seen: dict[str, object] = {}
    for value in values:
        seen.setdefault(_text(value), value)
    return [seen[text] for text in sorted(seen, key=lambda text: (text == "None", len(text), text))]


def _text(value: object) -> str:
    """A text that only equal values share, about as long as their JSON."""
    if isinstance(value, str):
        return f'"{value}"'
    return json.dumps(value, sort_keys=True) if isinstance(value, (dict, list)) else repr(value)


def _samples(schema: Any, definitions: Definitions, depth: int) -> Iterator[object]:
    if not isinstance(schema, Mapping) or depth > DEEPEST:
        yield from ANYTHING if schema is not False else ()
        return
    if "const" in schema:
        yield schema["const"]
    yield from schema.get("enum", ())[:MOST]
    if "const" in schema or "enum" in schema:
        return
    inner = [part for word in ("anyOf", "oneOf") for part in schema.get(word, ())]
    shared = [*schema.get("allOf", ()), *(schema[word] for word in ("if", "then", "else") if word in schema)]
    shared += list(schema.get("dependentSchemas", {}).values())
    if "$ref" in schema:
        shared.append(definitions.of(schema["$ref"]))
    own = {
        key: value
        for key, value in schema.items()
        if key not in ("anyOf", "oneOf", "allOf", "$ref", "if", "then", "else", "dependentSchemas")
    }
    if not inner and not shared:
        yield from _own(own, definitions, depth)
        return
    for part in [*inner, *shared]:
        if isinstance(part, Mapping):
            yield from _samples(merged(own, part), definitions, depth + 1)
    together = own
    for part in shared:
        together = merged(together, part) if isinstance(part, Mapping) else together
    yield from (
        _samples(together, definitions, depth + 1) if len(shared) > 1 else _own(own, definitions, depth)
    )


def merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Two schemas that both hold, keyword by keyword; what cannot be merged keeps the former's."""
    out = {**other, **one}
    for word in ("properties", "patternProperties", "dependentSchemas"):
        if word in one and word in other:
            out[word] = {**other[word], **one[word]}
            for name in {*one[word]} & {*other[word]}:
                pair = (one[word][name], other[word][name])
                maps = [part for part in pair if isinstance(part, Mapping)]
                out[word][name] = (
                    merged(*maps) if len(maps) == 2 else False if False in pair else maps[0] if maps else True
                )
    if "required" in one and "required" in other:
        out["required"] = list(dict.fromkeys((*one["required"], *other["required"])))
    for word in ("anyOf", "oneOf", "allOf"):
        if word in one and word in other:
            out[word] = one[word]
            out["allOf"] = [*out.get("allOf", ()), {word: other[word]}]
    for word, pick in (("minimum", max), ("maximum", min), ("minLength", max), ("maxLength", min)):
        if word in one and word in other:
            out[word] = pick(one[word], other[word])
    if "type" in one and "type" in other:
        both = [name for name in _names(one) if name in _names(other)]
        both += ["integer"] if {"number", "integer"} <= {*_names(one), *_names(other)} else []
        out["type"] = both or one["type"]
    return out


def _names(schema: Mapping[str, Any]) -> list[str]:
    types = schema.get("type", list(JSON_TYPES))
    return [types] if isinstance(types, str) else list(types)


def _own(schema: Mapping[str, Any], definitions: Definitions, depth: int) -> Iterator[object]:
    for name in _names(schema):
        if name == "string":
            yield from texts(schema)
        elif name in ("integer", "number"):
            yield from numbers(schema, whole=name == "integer")
        elif name == "boolean":
            yield from (False, True)
        elif name == "array":
            yield from _arrays(schema, definitions, depth)
        elif name == "object":
            yield from _objects(schema, definitions, depth)
        else:
            yield None


def texts(schema: Mapping[str, Any]) -> Iterator[object]:
    """Texts at the edges of the length, the pattern and the format."""
    fmt = schema.get("format")
    if fmt in FORMATS:
        yield FORMATS[fmt]
        yield OTHERS.get(fmt, FORMATS[fmt])
    least, most = schema.get("minLength", 0), schema.get("maxLength")
    edges = [least, least + 1, max(least - 1, 0)]
    edges += [most, max(most - 1, 0), most + 1] if most is not None else []
    if "pattern" in schema:
        yield from matching(schema["pattern"], [edge for edge in edges if edge < 5000])
    for edge in edges:
        if edge < 5000:
            yield "a" * edge
    if fmt is None:
        yield from TEXTS
    else:
        yield from NEAR_FORMATS


def numbers(schema: Mapping[str, Any], *, whole: bool) -> Iterator[object]:
    """Numbers at the edges of the range and the step."""
    step = schema.get("multipleOf", 1)
    edges = [0, step, -step]
    for word in ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"):
        if word in schema:
            edge = schema[word]
            near = (edge // step) * step if step else edge
            edges += [edge, edge + 1, edge - 1, near, near + step, near - step, edge + 0.5, edge - 0.5]
    for edge in edges:
        if not whole:
            yield edge
        elif edge == int(edge):
            yield int(edge)
    if not whole:
        yield from (0.5, step / 2 if step else 0.5, -0.5)


def _arrays(schema: Mapping[str, Any], definitions: Definitions, depth: int) -> Iterator[object]:
    prefix = schema.get("prefixItems", [])
    items = schema.get("items", True)
    contains = schema.get("contains")
    kinds = samples(items, definitions, depth + 1) or [None]
    first = [samples(part, definitions, depth + 1)[:1] or [None] for part in prefix]
    start = [values[0] for values in first]
    least = schema.get("minItems", 0)
    most = schema.get("maxItems", 0)
    for size in {least, least + 1, max(least - 1, 0), len(prefix), len(prefix) + 1, most, most + 1}:
        if size > 128:
            continue
        rest = max(size - len(start), 0)
        yield [*start[:size], *[kinds[0]] * rest]
        yield [*start[:size], *[kinds[index % len(kinds)] for index in range(rest)]]
    if items is not False:
        for value in kinds[:12]:
            yield [*start, value]
            yield [*start, value, value]
    if contains is not None:
        wanted = samples(contains, definitions, depth + 1)
        for count in {
            schema.get("minContains", 1),
            schema.get("maxContains", 1),
            schema.get("maxContains", 0) + 1,
        }:
            if wanted and count <= 64:
                yield [wanted[index % len(wanted)] for index in range(count)]
                yield [wanted[0]] * max(count, least)
                yield from (
                    [*[wanted[0]] * count, *[other] * max(least - count, 1)] for other in ANYTHING[:6]
                )
    for index, part in enumerate(prefix):
        for value in samples(part, definitions, depth + 1)[:8]:
            yield [*start[:index], value, *start[index + 1 :]]
            yield [*start[:index], value]


def _objects(schema: Mapping[str, Any], definitions: Definitions, depth: int) -> Iterator[object]:
    named = schema.get("properties", {})
    below = {name: samples(part, definitions, depth + 1) for name, part in named.items()}
    free = schema.get("additionalProperties", schema.get("unevaluatedProperties", True))
    values = samples(free, definitions, depth + 1)
    required = schema.get("required", ())
    start = {name: (below.get(name) or values or [""])[0] for name in required}
    for key in _keys(schema, max(schema.get("minProperties", 0) - len(start), 0)):
        start.setdefault(key, (values or [""])[0])
    yield start
    yield from _with_named(schema, start, below)
    for pattern, part in schema.get("patternProperties", {}).items():
        for key in list(matching(pattern, [0, 1]))[:2]:
            for value in samples(part, definitions, depth + 1)[:8]:
                yield {**start, key: value}
    if free is not False:
        yield from _with_free(schema, start, values)
    yield {**start, **{name: found[0] for name, found in below.items() if found}}


def _with_named(
    schema: Mapping[str, Any], start: dict[str, object], below: Mapping[str, list[object]]
) -> Iterator[object]:
    for name, values in below.items():
        for value in values[:12]:
            yield {**start, name: value}
        for other in schema.get("dependentRequired", {}).get(name, ()):
            yield {**start, name: (values or [""])[0], other: (below.get(other) or [""])[0]}


def _with_free(schema: Mapping[str, Any], start: dict[str, object], values: list[object]) -> Iterator[object]:
    for value in values[:12]:
        yield from ({**start, key: value} for key in _keys(schema, 1))
    value = (values or [""])[0]
    most = schema.get("maxProperties")
    for count in (most, most + 1) if most is not None and most <= 128 else ():
        yield {**start, **dict.fromkeys(_keys(schema, count - len(start)), value)}
    for key in _keys(schema, 12) if "propertyNames" in schema else ():
        yield {**start, key: value}


def _keys(schema: Mapping[str, Any], count: int) -> list[str]:
    """Keys that the document does not name, as its `propertyNames` asks."""
    names = schema.get("propertyNames")
    if isinstance(names, Mapping) and names:
        found = [value for value in names.get("enum", texts(names)) if isinstance(value, str)]
        more = [f"key{index}" for index in range(count)]
        return [*dict.fromkeys((*found, *more))][:count]
    return ["key" if index == 0 else f"key{index}" for index in range(count)]
