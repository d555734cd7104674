"""The grammar of types on Speakeasy's Go pages.

    type     = "[" "]" type | "map" "[" name "]" type | link | "*" pointed "*" | pointed
    link     = "[" pointed "]" "(" address ")"
    pointed  = "*" pointed | "[" "]" pointed | "map" "[" name "]" pointed | nullable "[" type "]"
           | "interface{}" | name
    nullable = "optionalnullable.OptionalNullable"

A `*` at the beginning is emphasis, a second one a pointer: `*string*` is a string, `**string*` a pointer to
one.
"""

from __future__ import annotations

from dataclasses import replace

from batchschema.importers.type_terms import (
    Cursor,
    ListOf,
    MapOf,
    Name,
    Parser,
    Term,
    UnparsedType,
    Wrapped,
    deeper,
    linked,
    parsed,
)


def parse_go_type(text: str) -> Term:
    """Read one cell; raises `UnparsedType`."""
    return parsed(text, _type)


def _type(cursor: Cursor) -> Term:
    start = cursor.start()
    if cursor.peek("[]") or cursor.peek("map["):
        return _container(cursor, _type)
    if cursor.peek("["):
        return linked(cursor, _pointed)
    for mark in ("`", "*"):
        if cursor.peek(mark):
            return _emphasised(cursor, mark, start)
    return _pointed(cursor)


def _emphasised(cursor: Cursor, mark: str, start: int) -> Term:
    cursor.expect(mark)
    term = deeper(cursor, _pointed)
    if not cursor.take(mark):
        # in the headings of unions and in code there is no emphasis: the star was a pointer
        if mark == "*":
            return Wrapped(cursor.slice(start), "Pointer", term)
        raise UnparsedType(cursor.text, cursor.at, f"`{mark}`")
    return replace(term, text=cursor.slice(start))


def _pointed(cursor: Cursor) -> Term:
    start = cursor.start()
    if cursor.take("*"):
        inner = deeper(cursor, _pointed)
        return Wrapped(cursor.slice(start), "Pointer", inner)
    if cursor.peek("[]") or cursor.peek("map["):
        return _container(cursor, _pointed)
    name = cursor.identifier()
    if not name or name[0].isdigit():
        raise cursor.wrong("a type")
    if name == "interface":
        cursor.expect("{}")
    if name.rpartition(".")[2] != "OptionalNullable" or not cursor.take("["):
        return Name(cursor.slice(start), name)
    term = deeper(cursor, _type)
    cursor.expect("]")
    return Wrapped(cursor.slice(start), "OptionalNullable", term)


def _container(cursor: Cursor, inner: Parser) -> Term:
    start = cursor.start()
    if cursor.take("[]"):
        item = deeper(cursor, inner)
        return ListOf(cursor.slice(start), item)
    cursor.expect("map[")
    if not cursor.identifier():
        raise cursor.wrong("the keys' type")
    cursor.expect("]")
    value = deeper(cursor, inner)
    return MapOf(cursor.slice(start), value)
