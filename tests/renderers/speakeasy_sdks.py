"""Speakeasy's pages in Java, C#, Ruby and PHP: how each writes a type, and what it can state of a variant."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.importers.speakeasy_pages import table
from tests.renderers.prose import prose
from tests.renderers.stating import as_stated, types_of, with_null, without, words_of

Part = dict[str, Any]
MARKS = {"required": ":heavy_check_mark:", "optional": ":heavy_minus_sign:"}
LOST = ("default", "minimum", "maximum", "minLength", "pattern", "minItems", "maxItems")
DAYS = {"date": "date", "date-time": "moment"}


@dataclass(frozen=True)
class Sdk:
    """One language."""

    name: str
    casing: str
    words: Mapping[str, str]
    """By JSON type, date, moment and any the language's word."""
    listed: str
    mapped: str
    optional: str | None = None
    """What stands around a scalar or a model that may be missing."""
    nullable: str | None = None
    boxed: Mapping[str, str] = field(default_factory=dict)
    """How a word is written where something stands around it."""
    model: str = "{}"
    folder: str = "docs/models/components"

    @property
    def notation(self) -> str:
        return f"speakeasy-{self.name}"

    def spelled(self, wire: str) -> str:
        first, *rest = wire.split("_")
        if self.casing == "snake":
            return wire
        head = first.capitalize() if self.casing == "pascal" else first
        return head + "".join(word.capitalize() for word in rest)


JAVA = Sdk(
    "java",
    "camel",
    {
        "string": "String", "integer": "long", "number": "double", "boolean": "boolean", "any": "Object",
        "date": "LocalDate", "moment": "OffsetDateTime",
    },
    "List\\<{}>",
    "Map\\<String, {}>",
    "Optional\\<{}>",
    "JsonNullable\\<{}>",
    {"long": "Long", "double": "Double", "boolean": "Boolean"},
)  # fmt: skip
CSHARP = Sdk(
    "csharp",
    "pascal",
    {
        "string": "string", "integer": "long", "number": "double", "boolean": "bool", "any": "object",
        "date": "LocalDate", "moment": "DateTime",
    },
    "List<{}>",
    "Dictionary<String, {}>",
    folder="docs/Models/Components",
)  # fmt: skip
RUBY = Sdk(
    "ruby",
    "snake",
    {
        "string": "::String", "integer": "::Integer", "number": "::Float", "boolean": "T::Boolean",
        "any": "::Object", "date": "DateTime", "moment": "Date",
    },
    "T::Array<{}>",
    "T::Hash[Symbol, {}]",
    "T.nilable({})",
    model="Models::Components::{}",
)  # fmt: skip
PHP = Sdk(
    "php",
    "camel",
    {
        "string": "string", "integer": "int", "number": "float", "boolean": "bool", "any": "mixed",
        "date": "LocalDate", "moment": "\\DateTime",
    },
    "array<{}>",
    "array<string, {}>",
    "?{}",
    model="Components\\{}",
    folder="docs/Models/Components",
)  # fmt: skip
SDKS = {sdk.name: sdk for sdk in (JAVA, CSHARP, RUBY, PHP)}


def stated(schema: Part, sdk: Sdk) -> Part:
    """What the pages of a language can state of a variant."""

    def cut(part: Part, kind: str) -> Part:
        out = without(part, *LOST, *(["maxLength"] if kind != "value" else []))
        types = types_of(part)
        if len(types) > 1:
            out = without(out, "type", "enum", "x-known-values", "properties", "items", "x-unit", "format")
        if types != ["string"] or any(not isinstance(word, str) for word in words_of(part)):
            out = without(out, "enum", "x-known-values")
        if out.get("format") not in DAYS or sdk is RUBY:
            out = without(out, "format")
        if "object" in types_of(out) and "properties" not in out:
            out = {"additionalProperties": True, **out}
        if "x-documented" not in part:
            return out  # the root
        said = {**part["x-documented"], "presence": _presence(part)}
        out["x-documented"] = said if kind == "field" else without(said, "presence")
        return with_null(out, _null(out, kind, sdk))

    return as_stated(schema, cut)


def _presence(part: Part) -> str:
    given = part.get("x-documented", {}).get("presence")
    return "required" if given == "required" else "optional"


def _null(part: Part, kind: str, sdk: Sdk) -> str:
    """Java alone says anything about null, and only where a wrapper could stand."""
    said = part["x-documented"]
    if sdk is not JAVA or kind != "field" or not _is_wrapped(part):
        return "unstated"
    if said["null"] == "forbidden" and said["presence"] == "optional":
        return "unstated"
    return str(said["null"])


def _is_wrapped(part: Part) -> bool:
    """A scalar that is no date, an enum, or a model."""
    types = types_of(part)
    if not types or part.get("format") in DAYS:
        return False
    return types[0] != "array" and (types[0] != "object" or "properties" in part)


def pages(schema: Part, folder: Path, sdk: Sdk) -> Path:
    """Write the root's page and all that it links to; the root's path."""
    writing = _Pages(folder / sdk.folder, sdk)
    writing.model(schema, schema["title"])
    return writing.path(schema["title"])


class _Pages:
    def __init__(self, folder: Path, sdk: Sdk) -> None:
        self.folder, self.sdk = folder, sdk
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, title: str) -> Path:
        return self.folder / f"{title.lower() if self.sdk is RUBY else title}.md"

    def model(self, part: Part, title: str) -> None:
        rows = [["Field", "Type", "Required", "Description"]]
        for name, each in part["properties"].items():
            spelled = f"`{self.sdk.spelled(name)}`"
            cell = self.cell(each, f"{title}{''.join(word.capitalize() for word in name.split('_'))}")
            shown = f"~~{spelled}~~" if each.get("deprecated") else spelled
            rows.append([shown, cell, MARKS[each["x-documented"]["presence"]], prose(each) or "N/A"])
        self.path(title).write_text(f"# {title}\n\n\n## Fields\n\n{table(rows)}", encoding="utf-8")

    def cell(self, part: Part, title: str) -> str:
        """How a place's type is written."""
        types = types_of(part)
        if not types:
            return f"*{self.sdk.words['any']}*"
        if types[0] == "array":
            inner = self.cell(part["items"], f"{title}Item") if "items" in part else "any"
            return self.sdk.listed.format(inner)
        if types[0] == "object" and "properties" not in part:
            values = part.get("additionalProperties")
            typed = values if isinstance(values, dict) and "type" in values else {}
            inner = self.cell(typed, f"{title}Value")
            return self.sdk.mapped.format(inner)
        if part.get("format") in DAYS:
            return f"[{self.sdk.words[DAYS[part['format']]]}](https://example.com/date)"
        if words_of(part) or types[0] == "object":
            self.linked(part, title)
            target = os.path.join(os.path.relpath(self.folder, self.folder), self.path(title).name)
            return f"[{self.around(part, self.sdk.model.format(title))}]({target})"
        return f"*{self.around(part, self.sdk.words[types[0]])}*"

    def around(self, part: Part, word: str) -> str:
        said = part["x-documented"]
        if said.get("null") == "allowed" and self.sdk.nullable is not None:
            return self.sdk.nullable.format(self.sdk.boxed.get(word, word))
        is_open = said.get("presence") == "optional" or said.get("null") == "unstated"
        if is_open and "presence" in said and self.sdk.optional is not None:
            return self.sdk.optional.format(self.sdk.boxed.get(word, word))
        return word

    def linked(self, part: Part, title: str) -> None:
        words = words_of(part)
        if not words:
            self.model(part, title)
            return
        rows = [
            ["Name", "Value"],
            *([f"`NAME_{at}`", word.replace("|", "\\|")] for at, word in enumerate(words)),
        ]
        note = "\nThis is an open enum.\n" if "x-known-values" in part else ""
        self.path(title).write_text(f"# {title}\n{note}\n\n## Values\n\n{table(rows)}", encoding="utf-8")
