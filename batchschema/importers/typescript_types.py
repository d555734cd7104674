"""The grammar of types on Speakeasy's TypeScript pages.

    union    = both { "|" both }
    both     = postfix { "&" postfix }
    postfix  = primary { "[" "]" }
    primary  = "*" union "*" | "`" union "`" | "[" union "]" "(" address ")" | "(" union ")" | object
             | string | number | name [ "<" union { "," union } ">" ]
    object   = "{" { name [ "?" ] ":" union [ ";" | "," ] | "[" name ":" name "]" ":" union } "}"

`Record` and `Array` are the names that take arguments which matter; `true`, `false` and `null` are literals.
Of `AxiosResponse<any>` the first generators left the last bracket.
"""

from __future__ import annotations

from batchschema.importers.type_terms import (
    AllOf,
    Constant,
    Cursor,
    Inline,
    ListOf,
    MapOf,
    Name,
    OneOf,
    Term,
    deeper,
    emphasised,
    linked,
    listed,
    number_of,
    parsed,
)

WORDS = {"true": True, "false": False, "null": None}


def parse_typescript_type(text: str) -> Term:
    """Read one cell; raises `UnparsedType`."""
    return parsed(text, _union)


def _union(cursor: Cursor) -> Term:
    start = cursor.start()
    cursor.take("|")
    members = [_both(cursor)]
    while cursor.take("|"):
        members.append(_both(cursor))
    return members[0] if len(members) == 1 else OneOf(cursor.slice(start), tuple(members))


def _both(cursor: Cursor) -> Term:
    start = cursor.start()
    members = [_postfix(cursor)]
    while cursor.take("&"):
        members.append(_postfix(cursor))
    return members[0] if len(members) == 1 else AllOf(cursor.slice(start), tuple(members))


def _postfix(cursor: Cursor) -> Term:
    start = cursor.start()
    term = _primary(cursor)
    while cursor.peek("[]"):
        cursor.expect("[]")
        term = ListOf(cursor.slice(start), term)
    return term


def _primary(cursor: Cursor) -> Term:
    if cursor.peek("["):
        return linked(cursor, _union)
    term = emphasised(cursor, _union)
    if term is not None:
        return term
    if cursor.take("("):
        term = deeper(cursor, _union)
        cursor.expect(")")
        return term
    if cursor.peek("{"):
        return _object(cursor)
    return _plain(cursor)


def _plain(cursor: Cursor) -> Term:
    start = cursor.start()
    word = cursor.quoted()
    if word is not None:
        return Constant(cursor.slice(start), word)
    name = ("-" if cursor.take("-") else "") + cursor.identifier()
    if name in WORDS:
        return Constant(name, WORDS[name])
    if (number := number_of(name)) is not None:
        return Constant(name, number)
    if not name.strip("-"):
        raise cursor.wrong("a type")
    if name == "AxiosResponse" and cursor.take(">"):
        return Name(cursor.slice(start), name)
    if not cursor.take("<"):
        return Name(name, name)
    arguments = listed(cursor, _union, ">")
    return _generic(cursor, start, name, arguments)


def _generic(cursor: Cursor, start: int, name: str, arguments: list[Term]) -> Term:
    text = cursor.slice(start)
    if name == "Record" and len(arguments) == 2:
        return MapOf(text, arguments[1])
    if name in ("Array", "Set") and len(arguments) == 1:
        return ListOf(text, arguments[0])
    if name in ("ReadableStream", "Unrecognized", "ClosedEnum", "OpenEnum") and len(arguments) == 1:
        return Name(text, name)
    raise cursor.wrong(f"a known name with {len(arguments)} arguments instead of `{name}`")


def _object(cursor: Cursor) -> Term:
    start = cursor.start()
    cursor.expect("{")
    fields: list[tuple[str, Term, bool]] = []
    values: Term | None = None
    while not cursor.take("}"):
        if cursor.take("["):
            cursor.identifier()
            cursor.expect(":")
            cursor.identifier()
            cursor.expect("]")
            cursor.expect(":")
            values = deeper(cursor, _union)
        else:
            name = cursor.quoted() or cursor.identifier()
            if not name:
                raise cursor.wrong("a field's name")
            optional = cursor.take("?")
            cursor.expect(":")
            fields.append((name, deeper(cursor, _union), optional))
        _ = cursor.take(";") or cursor.take(",")
    text = cursor.slice(start)
    return MapOf(text, values) if values is not None and not fields else Inline(text, tuple(fields))
