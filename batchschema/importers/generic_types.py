"""The grammar of types on Speakeasy's Java and C# pages, where arguments stand between `<` and `>`.

    type     = "*" type "*" | "`" type "`" | "[" type "]" "(" address ")" | name [ "<" type { "," type } ">" ]

Java's pages put a backslash before `<`. Which names take arguments is the language's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from batchschema.importers.type_terms import (
    Cursor,
    ListOf,
    MapOf,
    Name,
    Term,
    Wrapped,
    deeper,
    marked,
    parsed,
)

Role = Literal["wrapper", "list", "map"]


def parse_generic_type(text: str, roles: Mapping[str, Role]) -> Term:
    """Read one cell; `roles` says what a name with arguments is. Raises `UnparsedType`."""

    def read(cursor: Cursor) -> Term:
        return marked(cursor, read, plain)

    def plain(cursor: Cursor) -> Term:
        start = cursor.start()
        name = cursor.identifier()
        if not name or name[0].isdigit():
            raise cursor.wrong("a type")
        if not cursor.take("<"):
            return Name(name, name)
        arguments = [deeper(cursor, read)]
        while cursor.take(","):
            arguments.append(deeper(cursor, read))
        cursor.expect(">")
        written = cursor.slice(start)
        match (roles.get(name), arguments):
            case ("wrapper", [inner]):
                return Wrapped(written, name, inner)
            case ("list", [item]):
                return ListOf(written, item)
            case ("map", [_, value]):
                return MapOf(written, value)
        raise cursor.wrong(f"a known name with {len(arguments)} arguments instead of `{name}`")

    return parsed(text, read)
