"""Speakeasy's TypeScript pages: keys in camelCase, one kind of number, and no way to say null."""

from __future__ import annotations

import re

from batchschema.importers.described import Described
from batchschema.importers.speakeasy_terms import OPAQUE, Resolve, Terms
from batchschema.importers.type_terms import Term
from batchschema.importers.typescript_types import parse_typescript_type
from batchschema.importers.wire_names import snake_case

NOTATION = "speakeasy-typescript"
CASING = "camel"
QUALIFIES = True
LOWERS_LINKS = True
WRAPS_OPTIONAL = False
FENCES: tuple[str, ...] = ("typescript", "ts")
NAMES = {
    "string": Described(("string",)),
    "number": Described(("number",)),
    # a number or a text with one, which is not said
    "bigint": Described(("number", "string")),
    "boolean": Described(("boolean",)),
    # a date or a date-time, which is not said
    "Date": Described(("string",)),
    "RFCDate": Described(("string",)),
    **dict.fromkeys(("any", "unknown", "Unrecognized", "object"), OPAQUE),
    **dict.fromkeys(("File", "Blob", "ReadableStream", "Uint8Array", "ArrayBuffer", "Buffer"), OPAQUE),
    **dict.fromkeys(("RequestOptions", "RequestInit", "Response", "Request", "RetryConfig"), OPAQUE),
    "AxiosResponse": OPAQUE,
}
TERMS = Terms(NAMES, kinds={str: "string", bool: "boolean", int: "number", float: "number"})
ANNOTATED = re.compile(r"^\s*(?:const|let)\s+\w+\s*:\s*(.+?)\s*=\s", re.M)


def parse(text: str) -> Term:
    """Read a type cell; raises `UnparsedType`."""
    return parse_typescript_type(text)


def described(term: Term, resolve: Resolve) -> Described:
    """The facts of a type; raises `UnparsedType` for a name that is none."""
    return TERMS.described(term, resolve)


def wire_name(name: str) -> str:
    """A field's name on the wire: snake_case."""
    return snake_case(name)


def member_type(code: str) -> str | None:
    """The annotation in `let value: components.X = …`."""
    found = ANNOTATED.search(code)
    return found[1] if found else None
