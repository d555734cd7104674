"""What a writer may send and a reader takes, by one document.

A writer sends only documented keys; a reader ignores keys it does not know. Each is read leniently
(silence forbids nothing) and strictly (silence means no). With `declared` content a schema is read as it
is written: open and closed as they stand, and no silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from batchschema.diff.normal import LISTED, NAMED, Schema

IN_PLACE = ("allOf", "anyOf", "oneOf")
IN_PLACE_ONE = ("then", "else")
UNTOUCHED = ("not", "if", "contains", "propertyNames")
"""Where fewer values inside mean more outside, or where a key's name is judged: read as written."""
CLOSERS = ("additionalProperties", "unevaluatedProperties")


def closed(schema: Schema) -> Schema:
    """The writer's reading: an object with named fields sends those and no others, nested ones too.

    Where applicators share an object, `unevaluatedProperties` closes it as a whole. `oneOf` counts the
    branches that hold, so a schema that uses it must hold as written as well.
    """
    work = _Closing(schema.get("$defs", {}))
    out = work.place({key: value for key, value in schema.items() if key != "$defs"})
    if work.counts:
        head = {key: out.pop(key) for key in ("$schema",) if key in out}
        raw = {key: value for key, value in schema.items() if key not in ("$defs", "$schema")}
        out = {**head, "allOf": [out, work.raw(raw)]}
    return {**out, "$defs": work.out} if work.out else out


class _Closing:
    """One rewriting; each definition in up to three roles: as a place, within one, and as written."""

    def __init__(self, defs: Mapping[str, Any]) -> None:
        self.defs = defs
        self.out: Schema = {}
        self.counts = False

    def place(self, schema: Any) -> Any:
        """A schema that describes a value by itself."""
        if not isinstance(schema, Mapping):
            return schema
        if set(schema) & {"$ref"} and not set(schema) & {"properties", "allOf", "anyOf", "oneOf", "if"}:
            return {**schema, "$ref": self.referred(schema["$ref"], "place", self.place)}
        if _is_union_with_null(schema):
            word = "anyOf" if "anyOf" in schema else "oneOf"
            return {**schema, word: [self.place(part) for part in schema[word]]}
        out = self.within(schema)
        shared = any(word in schema for word in ("$ref", *IN_PLACE, *IN_PLACE_ONE, "dependentSchemas"))
        if not self.names_fields(schema, ()):
            return out
        out["unevaluatedProperties" if shared else "additionalProperties"] = False
        return out

    def within(self, schema: Any) -> Any:
        """A schema that shares its value with others: only what lies below it is closed."""
        if not isinstance(schema, Mapping):
            return schema
        out = dict(schema)
        self.counts = self.counts or "oneOf" in schema
        if "$ref" in schema:
            out["$ref"] = self.referred(schema["$ref"], "part", self.within)
        self._close_below(schema, out)
        return out

    def _close_below(self, schema: Mapping[str, Any], out: Schema) -> None:
        for word in UNTOUCHED:
            if word in schema:
                out[word] = self.raw(schema[word])
        for word in (*IN_PLACE, "prefixItems"):
            role = self.within if word in IN_PLACE else self.place
            if word in schema:
                out[word] = [role(part) for part in schema[word]]
        for word in (*IN_PLACE_ONE, "items", *CLOSERS, "unevaluatedItems"):
            role = self.within if word in IN_PLACE_ONE else self.place
            if word in schema:
                out[word] = role(schema[word])
        for word in NAMED:
            role = self.within if word == "dependentSchemas" else self.place
            if word in schema:
                out[word] = {name: role(part) for name, part in schema[word].items()}

    def raw(self, schema: Any) -> Any:
        """A schema as written; its references keep pointing to definitions as written."""
        return _with_references(schema, lambda ref: self.referred(ref, "raw", self.raw))

    def referred(self, ref: str, role: str, rewrite: Callable[[Any], Any]) -> str:
        """The reference to a definition in a role, which is rewritten when it is first met."""
        name = ref.removeprefix("#/$defs/")
        key = f"{role}.{name}"
        if key not in self.out:
            self.out[key] = {}
            self.out[key] = rewrite(self.defs[name])
        return f"#/$defs/{key}"

    def names_fields(self, schema: Any, above: tuple[str, ...]) -> bool:
        """Whether fields are named here, and nothing says what becomes of all others."""
        found = list(self._in_place(schema, above))
        if any(word in part for part in found for word in CLOSERS):
            return False
        return any("properties" in part or "patternProperties" in part for part in found)

    def _in_place(self, schema: Any, above: tuple[str, ...]) -> Any:
        if not isinstance(schema, Mapping):
            return
        yield schema
        ref = schema.get("$ref")
        if ref is not None and ref not in above:
            yield from self._in_place(self.defs[ref.removeprefix("#/$defs/")], (*above, ref))
        inner = [part for word in IN_PLACE for part in schema.get(word, ())]
        inner += [schema[word] for word in IN_PLACE_ONE if word in schema]
        inner += list(schema.get("dependentSchemas", {}).values())
        for part in inner:
            yield from self._in_place(part, above)


def opened(schema: Schema) -> Schema:
    """The reader's reading: keys it does not know are ignored.

    Branches of `oneOf` that only closedness told apart are alternatives then.
    """
    return {
        key: {name: _opened(part) for name, part in value.items()} if key == "$defs" else value
        for key, value in _opened(schema).items()
    }


def _opened(schema: Any) -> Any:
    if not isinstance(schema, Mapping):
        return schema
    out = {key: value for key, value in schema.items() if not (key in CLOSERS and value is False)}
    for word in LISTED:
        if word in out:
            out[word] = [_opened(part) for part in schema[word]]
    if "oneOf" in out and "anyOf" not in out and out["oneOf"] != schema["oneOf"]:
        out["anyOf"] = out.pop("oneOf")
    for word in ("items", "then", "else", *CLOSERS):
        if word in out:
            out[word] = _opened(out[word])
    for word in NAMED:
        if word in out:
            out[word] = {name: _opened(part) for name, part in out[word].items()}
    return out


def without_formats(schema: Any) -> Any:
    """The same schema with `format` as a mere annotation."""
    return _mapped(schema, lambda part: {key: value for key, value in part.items() if key != "format"})


def without_notes(schema: Any) -> Any:
    """The same schema without annotations and our own keywords, which engines need not read."""

    def bare(part: Mapping[str, Any]) -> Schema:
        words = ("title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly")
        return {key: value for key, value in part.items() if key not in words and not key.startswith("x-")}

    return _mapped(schema, bare)


def _mapped(schema: Any, change: Callable[[Mapping[str, Any]], Schema]) -> Any:
    if not isinstance(schema, Mapping):
        return schema
    out = change(schema)
    for word in (*LISTED,):
        if word in out:
            out[word] = [_mapped(part, change) for part in out[word]]
    for word in (*UNTOUCHED, *IN_PLACE_ONE, "items", *CLOSERS, "unevaluatedItems"):
        if word in out:
            out[word] = _mapped(out[word], change)
    for word in (*NAMED, "$defs"):
        if word in out:
            out[word] = {name: _mapped(part, change) for name, part in out[word].items()}
    return out


def _with_references(schema: Any, change: Callable[[str], str]) -> Any:
    def renamed(part: Mapping[str, Any]) -> Schema:
        return {**part, "$ref": change(part["$ref"])} if "$ref" in part else dict(part)

    return _mapped(schema, renamed)


def _is_union_with_null(schema: Mapping[str, Any]) -> bool:
    words = [word for word in ("anyOf", "oneOf") if word in schema]
    if len(words) != 1 or set(schema) & {"properties", "$ref", "allOf", "if", "patternProperties"}:
        return False
    real = [part for part in schema[words[0]] if part not in ({"type": "null"}, {"const": None})]
    return len(real) <= 1
