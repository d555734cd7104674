r"""The grammar of types on Speakeasy's PHP pages.

    type     = "*" type "*" | "`" type "`" | "[" type "]" "(" address ")" | "?" type
             | "array" "<" [ name "," ] type ">" | name
    name     = [ "\" ] word { "\" word }

An array with a type for its keys is a map. A name is handed on with dots between its words, none before it.
"""

from __future__ import annotations

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


def parse_php_type(text: str) -> Term:
    """Read one cell; raises `UnparsedType`."""
    return parsed(text, _type)


def _type(cursor: Cursor) -> Term:
    return marked(cursor, _type, _plain)


def _plain(cursor: Cursor) -> Term:
    start = cursor.start()
    if cursor.take("?"):
        inner = deeper(cursor, _type)
        return Wrapped(cursor.slice(start), "?", inner)
    cursor.take("\\")
    words = [cursor.identifier()]
    while cursor.take("\\"):
        words.append(cursor.identifier())
    if not all(word and not word[0].isdigit() for word in words):
        raise cursor.wrong("a type")
    if words != ["array"] or not cursor.take("<"):
        return Name(cursor.slice(start), ".".join(words))
    item = deeper(cursor, _type)
    value = deeper(cursor, _type) if cursor.take(",") else None
    cursor.expect(">")
    written = cursor.slice(start)
    return ListOf(written, item) if value is None else MapOf(written, value)
