"""A catalogue page: a table of properties, and the JSON Schema itself below it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from batchschema.core import Null, Pointer
from batchschema.core.instance import Passage
from batchschema.importers.described import Described
from batchschema.importers.document import Text
from batchschema.importers.doubt import Doubt, UnreadableDocument, excerpt
from batchschema.importers.imported import Imported
from batchschema.importers.json_schema import folded
from batchschema.importers.page import Table, parse_page

NOTATION = "schema-page"
START = re.compile(r"^[ \t]*\{", re.M)
TYPE_NAMES = ("string", "integer", "number", "boolean", "object", "array", "null")


def import_schema_page(text: Text) -> Imported:
    """Read the schema, and compare the table with it; the schema decides."""
    page = text.decoded()
    (start, end), schema = _embedded(page, text.source)
    imported = folded(text.source, text.sha256, schema, NOTATION, None)
    tables = list(parse_page(page[:start], text.source).tables())
    table = next((table for table in tables if table.has("name", "type")), None)
    if table is None:
        line = page.count("\n", 0, start) + 1
        passage = Passage(text.source, line, at=Pointer())
        doubts = [Doubt("broken-table", "no table of properties above the schema", passage)]
    else:
        doubts = _compared(table, imported.root, text.source)
    notes: tuple[str, ...] = ()
    if "#" in (identity := str(schema.get("$id", ""))):
        notes = (
            f"The page's own $id, {identity}, is a fragment, which 2020-12 forbids: rebased on the $id here.",
        )
    inner = Text(text.source, page[start:end].encode(), first_line=page.count("\n", 0, start) + 1)
    return replace(imported, doubts=(*imported.doubts, *doubts), notes=notes, text=inner)


def _embedded(page: str, source: str) -> tuple[tuple[int, int], dict[str, Any]]:
    """The first JSON object on the page that is a schema, and from where to where it stands."""
    wrong: UnreadableDocument | None = None
    for found in START.finditer(page):
        try:
            value, end = json.JSONDecoder().raw_decode(page, found.end() - 1)
        except json.JSONDecodeError as error:
            wrong = wrong or UnreadableDocument(
                source, f"its schema is not JSON: {error.msg.lower()}", error.lineno
            )
            continue
        if isinstance(value, dict) and {"properties", "$schema", "$ref", "allOf"} & {*value}:
            return (found.start(), end), value
    raise wrong or UnreadableDocument(source, "holds no JSON Schema")


def _compared(table: Table, root: Described, source: str) -> list[Doubt]:
    doubts = []
    listed = set()

    def doubt(text: str, name: str, line: int) -> None:
        doubts.append(Doubt("table-contradicts-schema", text, Passage(source, line), Pointer((name,))))

    for row in table.rows:
        name, cell = row.cells["name"].strip("`"), row.cells["type"].strip("`")
        listed.add(name)
        node = root.properties.get(name)
        types = _types_in(cell)
        if types is None:
            text = f"{excerpt(cell) or 'an empty cell'}: type names expected"
            doubts.append(Doubt("unparsed-type-notation", text, Passage(source, row.line), Pointer((name,))))
        elif node is None:
            doubt("is in the table and not in the schema", name, row.line)
        elif {*types} != {*_all_types(node)}:
            said = ", ".join(_all_types(node)) or "any type"
            doubt(f"is {' or '.join(types)} in the table, and {said} in the schema", name, row.line)
    for name in root.properties:
        if name not in listed:
            doubt("is in the schema and not in the table", name, table.line)
    return doubts


def _types_in(cell: str) -> tuple[str, ...] | None:
    """`stringnull` is string and null: the names without anything between; None for other text."""
    found: list[str] = []
    rest = re.sub(r"[\s|,/\\]|<br\s*/?>", "", cell)
    while rest:
        name = next((name for name in TYPE_NAMES if rest.startswith(name)), None)
        if name is None:
            return None
        found.append(name)
        rest = rest[len(name) :]
    return tuple(found) or None


def _all_types(node: Described) -> tuple[str, ...]:
    return (*(node.types or ()), *(("null",) if node.null is Null.ALLOWED and node.types is not None else ()))
