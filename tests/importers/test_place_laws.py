"""A finding on a JSON or YAML document is where the writer of the document put what it speaks of."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchschema.core import Pointer
from tests.command import call_command
from tests.renderers.placed import Writer, inner, written

ROOT = Pointer(("components", "schemas", "Batch"))
FLAWS: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "nullable": ({"type": "string", "nullable": True}, "nullable-keyword-ignored", "nullable"),
    "not": ({"type": "integer", "not": {"const": 1}}, "keyword-outside-vocabulary", "not"),
    "format": ({"format": "colour", "type": "string"}, "keyword-outside-vocabulary", "format"),
    "closed": ({"type": "object", "additionalProperties": False}, "keyword-outside-vocabulary",
               "additionalProperties"),
    "type": ({"description": "x", "type": "text"}, "not-a-schema", "type"),
    "members": ({"anyOf": {"type": "string"}}, "not-a-schema", "anyOf"),
    "enum": ({"type": ["string", "null"], "enum": ["a", "b"]}, "enum-excludes-null", "enum"),
    "never": ({"allOf": [{"type": "string"}, {"type": "integer"}]}, "unsatisfiable-field", None),
    "nowhere": ({"$ref": "#/components/schemas/Nowhere"}, "unresolvable-reference", "$ref"),
    "circle": ({"$ref": "#/components/schemas/Batch"}, "unresolvable-reference", "$ref"),
    "number": (5, "not-a-schema", None),  # type: ignore[dict-item]
}  # fmt: skip
"""By name a subschema with one flaw, the rule that speaks of it, and of which keyword."""
COMMAND = ("check", "--document", "--root", "Batch", "--format", "json", "--ignore", "null-unstated")
NAMES = st.one_of(
    st.sampled_from(["", "~", "/", "~1", "a/b", "0", "null", "x: y", "#", "$ref", "type", 'q"uote', "it's"]),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=6),
)


@dataclass
class Made:
    """A document, and what is to be found in it."""

    components: dict[str, Any]
    flaws: list[tuple[str, Pointer]]
    """Rule and place."""
    shown: Pointer
    """Where the example is."""
    in_text: list[tuple[str, int]]
    """What is to be found in the example's text, in characters from its start."""


def flawed_fields(draw: st.DrawFn, names: list[str]) -> Made:
    """A component with flawed fields, some behind a reference or in a list."""
    components: dict[str, Any] = {}
    properties: dict[str, Any] = {}
    flaws: list[tuple[str, Pointer]] = []
    for index, name in enumerate(names):
        part, rule, word = FLAWS[draw(st.sampled_from(list(FLAWS)))]
        at = ROOT / "properties" / name
        how = draw(st.sampled_from(["plain", "referred", "items"]))
        if how == "referred":
            components[f"Part/{index}"] = part
            part, at = {"$ref": f"#/components/schemas/Part~1{index}"}, ROOT.parent / f"Part/{index}"
        elif how == "items" and isinstance(part, dict):
            part, at = {"type": "array", "items": part}, at / "items"
        properties[name] = part
        flaws.append((rule, at if word is None else at / word))
    components["Batch"] = {"type": "object", "properties": properties}
    return Made(components, [*flaws, ("no-provenance", ROOT)], ROOT, [])


def with_example(draw: st.DrawFn, made: Made, missing: int) -> None:
    """Show an example, as a value or as text, that contradicts two fields and lacks some."""
    batch = made.components["Batch"]
    batch["properties"] |= {"id": {"type": "string"}, "log": {"type": "array", "items": {"type": "string"}}}
    value: Any = {"other": [{}], "id": draw(st.sampled_from([5, None, [], {"id": 5}])), "log": ["x", 5]}
    slot = draw(st.sampled_from(["example", "examples", "x-oaiMeta"]))
    made.shown = ROOT / slot if slot == "example" else ROOT / slot / (0 if slot == "examples" else "example")
    wrong = [Pointer(("id",)), Pointer(("log", 1)), *[Pointer()] * missing]
    rule = "example-contradicts-document"
    kind = draw(st.sampled_from(["value", "text", "flawed"]))
    if kind == "value":
        made.flaws += [(rule, made.shown + pointer) for pointer in wrong]
    else:
        value = inner(value, draw(st.randoms(use_true_random=False)), flawed=kind == "flawed")
        made.in_text += [(rule, value.places[pointer]) for pointer in wrong]
        if kind == "flawed":
            with pytest.raises(json.JSONDecodeError) as caught:
                json.loads(value.text)
            made.in_text.append(("example-not-json", caught.value.pos))
    batch[slot] = {"example": value, "examples": [value, {}], "x-oaiMeta": {"example": value}}[slot]
    if slot == "examples":
        made.flaws += [(rule, ROOT / "examples" / 1)] * missing


@st.composite
def documents(draw: st.DrawFn) -> Made:
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    made = flawed_fields(draw, names)
    batch = made.components["Batch"]
    nowhere = f"{''.join(names)}?!"
    if draw(st.booleans()):
        batch["required"] = [names[0], nowhere]
        made.flaws.append(("required-field-not-described", ROOT / "required" / 1))
    else:
        made.flaws.append(("nothing-required", ROOT))
    if draw(st.booleans()):
        with_example(draw, made, len(batch.get("required", ())))
    return made


def expected(made: Made, writer: Writer) -> list[tuple[str, int, int]]:
    whole = [(rule, *writer.places[at]) for rule, at in made.flaws]
    return sorted(whole + [(rule, *writer.texts[made.shown][at]) for rule, at in made.in_text])


@pytest.mark.parametrize("style", ["json", "block", "flow"])
@given(made=documents(), random=st.randoms(use_true_random=False), marked=st.booleans())
def test_a_finding_is_where_the_document_says_it(
    style: str, made: Made, random: Random, marked: bool
) -> None:
    openapi = {
        "openapi": "3.1.0",
        "paths": {"/x": [1, {"a": []}]},
        "components": {"schemas": made.components},
    }
    writer = written(openapi, style, random)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("spec.json" if style == "json" else "spec.yaml")
        path.write_bytes(b"\xef\xbb\xbf" * marked + writer.text.encode())
        told = call_command(*COMMAND, path)
    places = [(each["rule"], each["line"], each["column"]) for each in told.findings]
    assert sorted(places) == expected(made, writer), writer.text
    assert [place[1:] for place in places] == sorted(place[1:] for place in places)
