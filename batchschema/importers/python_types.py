"""The grammar of types on Speakeasy's Python pages.

    type     = "*" type "*" | "`" type "`" | "[" type "]" "(" address ")" | literal
             | name [ "[" type { "," type } "]" ]
    literal  = string | number | "True" | "False" | "None"

`Optional`, `Nullable`, `OptionalNullable`, `List`, `Dict`, `Union` and `Literal` are the names that take
arguments.
"""

from __future__ import annotations

from batchschema.importers.type_terms import (
    Constant,
    Cursor,
    ListOf,
    MapOf,
    Name,
    OneOf,
    Term,
    Wrapped,
    listed,
    marked,
    number_of,
    parsed,
)

WRAPPERS = ("Optional", "Nullable", "OptionalNullable")
LISTS = ("List", "list", "Sequence", "Iterable", "Set", "set", "Tuple")
MAPS = ("Dict", "dict", "Mapping")
WORDS = {"True": True, "False": False, "None": None}


def parse_python_type(text: str) -> Term:
    """Read one cell; raises `UnparsedType`."""
    return parsed(text, _type)


def _type(cursor: Cursor) -> Term:
    return marked(cursor, _type, _plain)


def _plain(cursor: Cursor) -> Term:
    start = cursor.start()
    word = cursor.quoted()
    if word is not None:
        return Constant(cursor.slice(start), word)
    negative = cursor.take("-")
    name = ("-" if negative else "") + cursor.identifier()
    if name in WORDS:
        return Constant(name, WORDS[name])
    if (number := number_of(name)) is not None:
        return Constant(name, number)
    if not name or negative:
        raise cursor.wrong("a type")
    if not cursor.take("["):
        return Name(name, name)
    arguments = listed(cursor, _type, "]")
    return _generic(cursor, start, name, arguments)


def _generic(cursor: Cursor, start: int, name: str, arguments: list[Term]) -> Term:
    text = cursor.slice(start)
    name = name.removeprefix("typing.")
    if name in WRAPPERS and len(arguments) == 1:
        return Wrapped(text, name, arguments[0])
    if name in LISTS and len(arguments) == 1:
        return ListOf(text, arguments[0])
    if name in MAPS and len(arguments) == 2:
        return MapOf(text, arguments[1])
    if name in ("Union", "Literal"):
        return OneOf(text, tuple(arguments))
    if name == "IO" and len(arguments) == 1:
        return Name(text, "IO")
    raise cursor.wrong(f"a known name with {len(arguments)} arguments instead of `{name}`")
