"""The grammar of types on Speakeasy's Ruby pages.

    type     = "*" type "*" | "`" type "`" | "[" type "]" "(" address ")" | "T.nilable" "(" type ")"
             | "T::Array" "<" type ">" | "T::Hash" "[" name "," type "]" | name
    name     = [ "::" ] word { "::" word }

A name is handed on with dots between its words and none before it.
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


def parse_ruby_type(text: str) -> Term:
    """Read one cell; raises `UnparsedType`."""
    return parsed(text, _type)


def _type(cursor: Cursor) -> Term:
    return marked(cursor, _type, _plain)


def _plain(cursor: Cursor) -> Term:
    start = cursor.start()
    name = _name(cursor)
    if name == "T.nilable":
        cursor.expect("(")
        inner = deeper(cursor, _type)
        cursor.expect(")")
        return Wrapped(cursor.slice(start), name, inner)
    if name == "T.Array":
        cursor.expect("<")
        item = deeper(cursor, _type)
        cursor.expect(">")
        return ListOf(cursor.slice(start), item)
    if name == "T.Hash":
        cursor.expect("[")
        _name(cursor)
        cursor.expect(",")
        value = deeper(cursor, _type)
        cursor.expect("]")
        return MapOf(cursor.slice(start), value)
    return Name(cursor.slice(start), name)


def _name(cursor: Cursor) -> str:
    cursor.take("::")
    words = [cursor.identifier()]
    while cursor.take("::"):
        words.append(cursor.identifier())
    if not all(word and not word[0].isdigit() for word in words):
        raise cursor.wrong("a type")
    return ".".join(words)
