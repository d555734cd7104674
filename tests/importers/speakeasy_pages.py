"""Renderers of Speakeasy's Python and TypeScript pages: a canonical schema in, a folder of pages out."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

LINK = re.compile(r"\[(?:[A-Za-z]+\[)?([\w.]+)\]?\]\(([^)]+\.md)\)")
LIMITS = (
    "Up to {pairs} key-value pairs. Keys have a maximum length of {keys} characters. "
    "Values have a maximum length of {values} characters."
)
UNITS = {"documented": "Unix timestamp, in seconds.", "inferred": "N/A"}

Part = dict[str, Any]


def render(schema: Part, folder: Path, language: str) -> Path:
    """Write the root's page and all that it links to; the root's path."""
    pages = _Pages(language)
    root = os.path.join("docs", "models", "components" if language == "typescript" else "", "root.md")
    pages.model(schema, os.path.normpath(root), schema["title"])
    for path, text in pages.texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder / os.path.normpath(root)


class _Pages:
    def __init__(self, language: str) -> None:
        self.language = language
        self.texts: dict[str, str] = {}

    def model(self, part: Part, path: str, title: str) -> None:
        """The page of an object, with the pages of its fields."""
        rows = [["Field", "Type", "Required", "Description"]]
        for name, field in part.get("properties", {}).items():
            spelled = f"`{field.get('x-sdk-name', name)}`"
            mark = (
                ":heavy_check_mark:"
                if field["x-documented"]["presence"] == "required"
                else ":heavy_minus_sign:"
            )
            cell = field["x-documented"]["as"].replace("|", "\\|")
            rows.append([f"~~{spelled}~~" if field.get("deprecated") else spelled, cell, mark, _prose(field)])
            self.linked(field, path)
        intro = "" if "properties" in part else _limits(part)
        self.texts[path] = f"# {title}\n\n{intro}\n\n{self.example(part, title)}## Fields\n\n{table(rows)}"

    def linked(self, part: Part, path: str) -> None:
        """The page behind a place's link, or behind those of its items and values."""
        for word in ("items", "additionalProperties"):
            if isinstance(inner := part.get(word), dict) and "as" in inner["x-documented"]:
                self.linked(inner, path)
        found = LINK.search(part["x-documented"]["as"])
        if found is None or "items" in part:
            return
        if (
            isinstance(part.get("additionalProperties"), dict)
            and "as" in part["additionalProperties"]["x-documented"]
        ):
            return
        target = os.path.normpath(os.path.join(os.path.dirname(path), found[2]))
        title = found[1].rpartition(".")[2]
        if "enum" in part or "x-known-values" in part:
            self.texts[target] = self.values(part, title)
        else:
            self.model(part, target, title)

    def values(self, part: Part, title: str) -> str:
        """The page of an enum, in the form of the language."""
        is_open = "x-known-values" in part
        words = part.get("x-known-values") or [word for word in part["enum"] if word is not None]
        if self.language == "typescript":
            listed = " | ".join(f'"{word}"' for word in words) + (
                " | Unrecognized<string>" if is_open else ""
            )
            return f"# {title}\n\n## Values\n\n```typescript\n{listed}\n```\n"
        if is_open or len(words) % 2:
            note = "This is an open enum.\n\n" if is_open else ""
            return f"# {title}\n\n{note}## Values\n\n" + "".join(f'- `"{word}"`\n' for word in words)
        rows = [
            ["Name", "Value"],
            *([f"`NAME_{index}`", word.replace("|", "\\|")] for index, word in enumerate(words)),
        ]
        return f"# {title}\n\n\n## Values\n\n{table(rows)}"

    def example(self, part: Part, title: str) -> str:
        """A code block that shows null where only it can say so."""
        if self.language != "typescript":
            return ""
        shown = [
            f"  {field.get('x-sdk-name', name)}: null,\n"
            for name, field in part.get("properties", {}).items()
            if field["x-documented"].get("evidence") == "example"
        ]
        value = "{\n" + "".join(shown) + "}" if shown else "{}"
        code = f'import {{ {title} }} from "sdk";\n\nlet value: {title} = {value};'
        return f"## Example Usage\n\n```typescript\n{code}\n```\n\n"


def _prose(part: Part) -> str:
    if "x-unit" in part:
        return UNITS[part["x-unit-basis"]]
    return _limits(part) or "N/A" if LINK.search(part["x-documented"]["as"]) is None else "N/A"


def _limits(part: Part) -> str:
    values = part.get("additionalProperties")
    if "maxProperties" not in part or not isinstance(values, dict):
        return ""
    keys = part["propertyNames"]["maxLength"]
    return LIMITS.format(pairs=part["maxProperties"], keys=keys, values=values["maxLength"])


def table(rows: list[list[str]]) -> str:
    """A padded table without a line end at its end, as the generator of such pages writes it."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)
