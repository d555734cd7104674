"""The grammar of types on Speakeasy's Java and C# pages, where arguments stand between `<` and `>`.

    type     = "*" type "*" | "`" type "`" | "[" type "]" "(" address ")" | "@" name type | "?" "extends" type
             | name [ "[" "]" | "<" type { "," type } ">" ]

Java's newer pages put a backslash before `<`, the older ones wildcards behind it. Which names take arguments
is the language's own.
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
    listed,
    marked,
    parsed,
)

Role = Literal["wrapper", "list", "map", "name"]
"""What a name with arguments is; a `name` is known without them."""


def parse_generic_type(text: str, roles: Mapping[str, Role]) -> Term:
    """Read one cell; `roles` says what a name with arguments is. Raises `UnparsedType`."""
    return parsed(text, _Grammar(roles).read)


class _Grammar:
    def __init__(self, roles: Mapping[str, Role]) -> None:
        self._roles = roles

    def read(self, cursor: Cursor) -> Term:
        return marked(cursor, self.read, self._plain)

    def _plain(self, cursor: Cursor) -> Term:
        start = cursor.start()
        if cursor.take("@"):
            annotation = cursor.identifier()
            inner = deeper(cursor, self.read)
            return Wrapped(cursor.slice(start), f"@{annotation}", inner)
        if cursor.take("?"):
            cursor.expect("extends ")
            return deeper(cursor, self.read)
        name = cursor.identifier()
        if not name or name[0].isdigit():
            raise cursor.wrong("a type")
        if cursor.take("[]"):
            return ListOf(cursor.slice(start), Name(name, name))
        return self._generic(cursor, start, name) if cursor.take("<") else Name(name, name)

    def _generic(self, cursor: Cursor, start: int, name: str) -> Term:
        arguments = listed(cursor, self.read, ">")
        written = cursor.slice(start)
        match (self._roles.get(name), arguments):
            case ("wrapper", [inner]):
                return Wrapped(written, name, inner)
            case ("list", [item]):
                return ListOf(written, item)
            case ("map", [_, value]):
                return MapOf(written, value)
            case ("name", _):
                return Name(written, name)
        raise cursor.wrong(f"a known name with {len(arguments)} arguments instead of `{name}`")
