"""The grammar of types on Speakeasy's Ruby pages.

    type     = "*" type "*" | "`" type "`" | "[" type "]" "(" address ")" | nilable "(" type ")"
             | array "<" type ">" | array ".new" "(" type ")"
             | hash "[" name "," type "]" | hash ".new" "(" name "," type ")"
             | union "(" type { "," type } ")" | name [ ".new" ]
    nilable  = "T.nilable" | "Crystalline::Nilable.new"
    array    = "T::Array" | "Crystalline::Array"
    hash     = "T::Hash" | "Crystalline::Hash"
    union    = "T.any" | "Crystalline::Union.new"
    name     = [ "::" ] word { "::" word }

A name is handed on with dots between its words and none before it.
"""

from __future__ import annotations

from batchschema.importers.type_terms import (
    Cursor,
    ListOf,
    MapOf,
    Name,
    OneOf,
    Term,
    Wrapped,
    deeper,
    listed,
    marked,
    parsed,
)

NILABLE = ("T.nilable", "Crystalline.Nilable.new")
LISTS = {"T.Array": "<>", "Crystalline.Array": "<>", "Crystalline.Array.new": "()"}
MAPS = {"T.Hash": "[]", "Crystalline.Hash": "[]", "Crystalline.Hash.new": "()"}
"""By name, the brackets that its arguments stand in."""
UNIONS = ("T.any", "Crystalline.Union.new")


def parse_ruby_type(text: str) -> Term:
    """Read one cell; raises `UnparsedType`."""
    return parsed(text, _type)


def _type(cursor: Cursor) -> Term:
    return marked(cursor, _type, _plain)


def _plain(cursor: Cursor) -> Term:
    start = cursor.start()
    name = _name(cursor)
    if name in NILABLE:
        inner = _argument(cursor, "(", ")")
        return Wrapped(cursor.slice(start), "nilable", inner)
    if name in UNIONS:
        cursor.expect("(")
        members = listed(cursor, _type, ")")
        return OneOf(cursor.slice(start), tuple(members))
    if name in LISTS:
        item = _argument(cursor, *LISTS[name])
        return ListOf(cursor.slice(start), item)
    if name in MAPS:
        value = _value(cursor, *MAPS[name])
        return MapOf(cursor.slice(start), value)
    return Name(cursor.slice(start), name.removesuffix(".new"))


def _argument(cursor: Cursor, opening: str, closing: str) -> Term:
    cursor.expect(opening)
    term = deeper(cursor, _type)
    cursor.expect(closing)
    return term


def _value(cursor: Cursor, opening: str, closing: str) -> Term:
    """A map's values; what its keys are does not matter."""
    cursor.expect(opening)
    _name(cursor)
    cursor.expect(",")
    term = deeper(cursor, _type)
    cursor.expect(closing)
    return term


def _name(cursor: Cursor) -> str:
    cursor.take("::")
    words = [cursor.identifier()]
    while cursor.take("::"):
        words.append(cursor.identifier())
    if not all(word and not word[0].isdigit() for word in words):
        raise cursor.wrong("a type")
    return ".".join(words)
