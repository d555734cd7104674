"""TypeScript declarations: an interface an object, nested ones in a namespace, maps in a module beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.renderers.prose import prose
from tests.renderers.stating import as_stated, types_of, with_null, without, words_of

Part = dict[str, Any]
UNSTATED = (
    "format",
    "default",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
)
SCALARS = {"string": "string", "number": "number", "integer": "number", "boolean": "boolean"}


def declared(schema: Part) -> Part:
    """What declarations can state of a variant: silence about null is a no, an integer is a number."""
    return as_stated(schema, _cut)


def _cut(part: Part, kind: str) -> Part:
    is_limited = kind == "value" and "maxLength" in part
    out = without(part, *(word for word in UNSTATED if word != "maxLength" or not is_limited))
    types = ["number" if name == "integer" else name for name in types_of(part)]
    if "type" in part:
        out["type"] = [*dict.fromkeys(types), *(["null"] if "null" in part["type"] else [])]
    if "object" in types and "properties" not in out:
        out = {"additionalProperties": True, **out}
    said = out.get("x-documented", {})
    if said.get("presence") == "unstated":
        out["x-documented"] = {**said, "presence": "optional"}
    if not said or said.get("null") == "allowed":
        return out
    return with_null(out, "forbidden" if types else "allowed")


def declarations(schema: Part, folder: Path) -> Path:
    """Write `batches.d.ts` and what it imports; the first one's path."""
    source = _Source(schema["title"])
    source.interface(schema, schema["title"])
    nested = "\n".join(f"    {line}" for text in source.nested for line in text.split("\n"))
    beside = "".join(
        f"export type {name} = {{\n    [key: string]: {text};\n}};\n" for name, text in source.maps
    )
    imports = (
        f'import * as Shared from "./shared.js";\nimport type {{ {schema["title"]} }} from "./batches.js";\n'
    )
    (folder / "shared.d.ts").write_text(imports + beside, encoding="utf-8")
    (folder / "batches.d.ts").write_text(
        f'import * as Shared from "./shared.js";\n{source.root}'
        f"export declare namespace {schema['title']} {{\n{nested}\n}}\n",
        encoding="utf-8",
    )
    return folder / "batches.d.ts"


class _Source:
    def __init__(self, title: str) -> None:
        self.title, self.root = title, ""
        self.nested: list[str] = []
        self.maps: list[tuple[str, str]] = []

    def interface(self, part: Part, name: str) -> str:
        """Write the interface of an object; how to refer to it."""
        lines = []
        for key, field in part["properties"].items():
            notes = [prose(field), "@deprecated" if field.get("deprecated") else ""]
            if any(notes):
                lines.append("/**\n     * " + "\n     *\n     * ".join(filter(None, notes)) + "\n     */")
            spelled = key if key.isidentifier() else f"'{key}'"
            optional = "?" if field["x-documented"]["presence"] == "optional" else ""
            lines.append(f"{spelled}{optional}: {self.type_of(field, f'{name}{_title(key)}')};")
        body = "\n".join(f"    {line}" for line in lines)
        if not self.root and name == self.title:
            self.root = f"export interface {name} {{\n{body}\n}}\n"
            return name
        self.nested.append(f"interface {name} {{\n{body}\n}}")
        return f"{self.title}.{name}"

    def type_of(self, part: Part, name: str) -> str:
        found = [self.of_name(word, part, name) for word in types_of(part)]
        if not found:
            return "unknown"
        null = ["null"] if part["x-documented"]["null"] == "allowed" else []
        return " | ".join([*found, *null])

    def of_name(self, word: str, part: Part, name: str) -> str:
        words = words_of(part)
        if words and word in SCALARS:
            listed = " | ".join(f"'{each}'" for each in words)
            return listed if "enum" in part else f"{listed} | (string & {{}})"
        if word == "array":
            return f"Array<{self.type_of(part['items'], name)}>" if "items" in part else "Array<unknown>"
        if word == "object" and "properties" in part:
            return self.interface(part, name)
        if word == "object":
            values = part.get("additionalProperties", True)
            if not isinstance(values, dict):
                return "Record<string, unknown>"
            self.maps.append((name, self.type_of(values, f"{name}Value")))
            return f"Shared.{name}"
        return SCALARS[word]


def _title(key: str) -> str:
    return "".join(word.capitalize() for word in key.split("_") if word.isidentifier())
