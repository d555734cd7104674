"""Speakeasy's Go pages: keys in PascalCase; a pointer is optional or nullable, and does not say which.

The newer ones write `OptionalNullable` where a field may be both.
"""

from __future__ import annotations

import re
from dataclasses import replace

from batchschema.core import Null
from batchschema.importers.described import Described
from batchschema.importers.go_types import parse_go_type
from batchschema.importers.speakeasy_terms import OPAQUE, Resolve, Terms
from batchschema.importers.type_terms import Term, Wrapped
from batchschema.importers.wire_names import snake_case

NOTATION = "speakeasy-go"
CASING = "pascal"
QUALIFIES = True
LOWERS_LINKS = True
WRAPS_OPTIONAL = False
FENCES: tuple[str, ...] = ("go",)
NAMES = {
    "string": Described(("string",)),
    "bool": Described(("boolean",)),
    **dict.fromkeys(
        ("int", "int8", "int16", "int32", "int64", "uint", "uint32", "uint64"), Described(("integer",))
    ),
    **dict.fromkeys(("float32", "float64"), Described(("number",))),
    "time.Time": Described(("string",), format="date-time"),
    "types.Date": Described(("string",), format="date"),
    # either may be a number or a text with one, which is not said
    **dict.fromkeys(("big.Int", "types.BigInt"), Described(("integer", "string"))),
    "decimal.Big": Described(("number", "string")),
    **dict.fromkeys(("any", "interface"), OPAQUE),
    **dict.fromkeys(
        ("io.ReadCloser", "io.Reader", "http.Response", "http.Request", "context.Context"), OPAQUE
    ),
}


class _GoTerms(Terms):
    def wrapped(self, term: Wrapped, inner: Described) -> Described:
        return replace(inner, null=Null.ALLOWED) if term.wrapper == "OptionalNullable" else inner


TERMS = _GoTerms(NAMES)
MEMBER = re.compile(r"\(\s*((?:\[\]|map\[\w+\]|\*)*[\w.]+)\s*\{\s*/\*.*?\*/\s*\}\s*\)", re.S)


def parse(text: str) -> Term:
    """Read a type cell; raises `UnparsedType`."""
    return parse_go_type(text)


def described(term: Term, resolve: Resolve) -> Described:
    """The facts of a type; raises `UnparsedType` for a name that is none."""
    return TERMS.described(term, resolve)


def wire_name(name: str) -> str:
    """A field's name on the wire: snake_case."""
    return snake_case(name)


def member_type(code: str) -> str | None:
    """The type in `CreateXStr(string{/* values here */})`."""
    found = MEMBER.search(code)
    return found[1] if found else None
