"""Random documented shapes, and how each notation would state them as a canonical schema."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

Part = dict[str, Any]
SCALARS = {"string": ("str", "string"), "integer": ("int", "number"), "number": ("float", "number")}
SCALARS |= {"boolean": ("bool", "boolean")}


@dataclass(frozen=True)
class Place:
    """One place of a shape: what is there, and what a document might say about it."""

    kind: str
    """A scalar's type, or any, date, list, map, free, object, enum, literal."""
    null: bool = False
    required: bool = True
    deprecated: bool = False
    inner: Place | None = None
    fields: dict[str, Place] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    is_open: bool = False


NAMES = st.from_regex(r"[a-z]{2,6}(_[a-z]{2,6}){0,2}", fullmatch=True)
WORDS = st.from_regex(r"[A-Za-z][A-Za-z0-9_.:/|-]{0,8}", fullmatch=True).filter(lambda word: word[-1] != "\\")
FLAGS: dict[str, Any] = {"null": st.booleans(), "required": st.booleans(), "deprecated": st.booleans()}


def _leaves() -> st.SearchStrategy[Place]:
    plain = st.builds(Place, st.sampled_from([*SCALARS, "any", "date", "free"]), **FLAGS)
    words = st.lists(WORDS, min_size=1, max_size=4, unique=True).map(tuple)
    enums = st.builds(Place, st.just("enum"), words=words, is_open=st.booleans(), **FLAGS)
    literals = st.builds(Place, st.just("literal"), words=st.tuples(WORDS), **FLAGS)
    return st.one_of(plain, enums, literals)


def _fields(places: st.SearchStrategy[Place], least: int) -> st.SearchStrategy[dict[str, Place]]:
    return st.dictionaries(NAMES, places, min_size=least, max_size=5)


def _larger(places: st.SearchStrategy[Place]) -> st.SearchStrategy[Place]:
    wrapped = st.builds(Place, st.sampled_from(["list", "map"]), inner=places, **FLAGS)
    return st.one_of(wrapped, st.builds(Place, st.just("object"), fields=_fields(places, 0), **FLAGS))


PLACES = st.recursive(_leaves(), _larger, max_leaves=8)
ROOTS = st.builds(Place, st.just("object"), fields=_fields(PLACES, 1))


def canonical_of(root: Place, language: str) -> Part:
    """What a page of this language can say of a shape, as the properties of a canonical schema."""
    out = _Writer(language).object_keywords(root, "Root")
    return {"title": "Root", **out}


class _Writer:
    """Writes places as canonical subschemas, `as` included."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.python = language == "python"

    def object_keywords(self, place: Place, title: str) -> Part:
        if not place.fields:
            return {"additionalProperties": True}
        properties = {name: self.field(part, name, f"{title}{name}") for name, part in place.fields.items()}
        required = [name for name, part in place.fields.items() if part.required]
        return {"properties": properties, **({"required": required} if required else {})}

    def field(self, place: Place, name: str, title: str) -> Part:
        part = self.part(place, title)
        said = part.pop("x-documented")
        shown = not self.python and place.null and place.kind != "any"
        if shown:
            said = {**said, "null": "allowed", "evidence": "example"}
        # a number's name tells a timestamp
        if name.endswith("_at") and place.kind in ("integer", "number"):
            part |= {"x-unit": "epoch-seconds", "x-unit-basis": "inferred"}
        spelled = re.sub(r"_([a-z])", lambda found: found[1].upper(), name)
        if not self.python and spelled != name:
            part["x-sdk-name"] = spelled
        if place.deprecated:
            part["deprecated"] = True
        written = self.optional(said["as"], place) if self.python else said["as"]
        presence = "required" if place.required else "optional"
        return {**part, "x-documented": {"presence": presence, **said, "as": written}}

    def optional(self, written: str, place: Place) -> str:
        """The cell of an optional field, where Python has a word for it."""
        if place.required or place.kind in ("list", "map", "free", "date"):
            return written
        if "Nullable[" in written:
            return written.replace("Nullable[", "OptionalNullable[", 1)
        opening = "[" if place.kind in ("enum", "object") else "*"
        closing = "](" if place.kind in ("enum", "object") else "*"
        head, tail = written.removeprefix(opening).rsplit(closing, 1)
        return f"{opening}Optional[{head}]{closing}{tail}"

    def part(self, place: Place, title: str) -> Part:
        out, written, states_null = self.bare(place, title)
        null = "allowed" if place.null else "forbidden"
        if not self.python or not states_null:
            null = "unstated"
        if self.python and place.kind == "any" and place.null:
            null = "allowed"
        nullable = self.python and null == "allowed"
        if nullable:
            marks = ("[", "](") if place.kind in ("enum", "object") else ("*", "*")
            head, tail = written.removeprefix(marks[0]).rsplit(marks[1], 1)
            written = f"{marks[0]}Nullable[{head}]{marks[1]}{tail}"
        if null != "forbidden" and "type" in out:
            out["type"] = [out["type"], "null"]
            if "enum" in out:
                out["enum"] = [*out["enum"], None]
        documented = {"null": null, "as": written}
        if place.words:
            documented["values"] = "open" if place.is_open else "closed"
        return {**out, "x-documented": documented}

    def bare(self, place: Place, title: str) -> tuple[Part, str, bool]:
        """The keywords without null, how the type is written, and whether null can be stated there."""
        if place.kind in SCALARS:
            word = SCALARS[place.kind][0 if self.python else 1]
            return (
                {"type": place.kind if self.python else word if word != "string" else "string"},
                f"*{word}*",
                True,
            )
        if place.kind == "any":
            return {}, "*Any*" if self.python else "*any*", False
        if place.kind == "date":
            word = "date" if self.python else "Date"
            return {"type": "string"}, f"[{word}](https://example.com/{word})", False
        if place.kind == "literal":
            word = f'Literal["{place.words[0]}"]' if self.python else f'"{place.words[0]}"'
            return {"type": "string", "enum": list(place.words)}, f"*{word}*", True
        if place.kind == "enum":
            words: Part = (
                {"x-known-values": list(place.words)} if place.is_open else {"enum": list(place.words)}
            )
            return {"type": "string", **words}, self.link(title), True
        if place.kind == "object":
            return {"type": "object", **self.object_keywords(place, title)}, self.link(title), True
        return self.container(place, title)

    def container(self, place: Place, title: str) -> tuple[Part, str, bool]:
        if place.kind == "free":
            any_ = "Dict[str, *Any*]" if self.python else "Record<string, *any*>"
            return {"type": "object", "additionalProperties": True}, any_, False
        assert place.inner is not None
        inner = self.part(place.inner, f"{title}of")
        text = inner["x-documented"]["as"]
        if place.kind == "list":
            return {"type": "array", "items": inner}, f"List[{text}]" if self.python else f"{text}[]", False
        silent = set(inner) == {"x-documented"}
        written = f"Dict[str, {text}]" if self.python else f"Record<string, {text}>"
        return {"type": "object", "additionalProperties": True if silent else inner}, written, False

    def link(self, title: str) -> str:
        name = title.replace("_", "")
        folder, prefix = ("../models", "models") if self.python else ("../../models/components", "components")
        return f"[{prefix}.{name}]({folder}/{name.lower()}.md)"
