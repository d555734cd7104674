"""Speakeasy's Python pages: null is stated for scalars, models, elements; never for lists, dicts, dates."""

from __future__ import annotations

import re
from dataclasses import replace

from batchschema.core import Null
from batchschema.importers.described import Described
from batchschema.importers.python_types import parse_python_type
from batchschema.importers.speakeasy_terms import OPAQUE, Resolve, Terms
from batchschema.importers.type_terms import Name, Term, Wrapped
from batchschema.importers.wire_names import unreserved

NOTATION = "speakeasy-python"
CASING = "snake"
QUALIFIES = True
LOWERS_LINKS = True
WRAPS_OPTIONAL = False
FENCES: tuple[str, ...] = ("python", "py")
NO = Null.FORBIDDEN
FILE = Described()
"""A file in a request body: it has no JSON type."""
NAMES = {
    "str": Described(("string",), null=NO),
    "int": Described(("integer",), null=NO),
    "float": Described(("number",), null=NO),
    "bool": Described(("boolean",), null=NO),
    "bytes": Described(("string",), null=NO),
    "Decimal": Described(("number", "string"), null=NO),
    # a date or a date-time, which is not said; nor is null
    "date": Described(("string",)),
    "datetime": Described(("string",)),
    **dict.fromkeys(("Any", "object", "UnrecognizedStr", "UnrecognizedInt"), OPAQUE),
    **dict.fromkeys(("IO", "io.IOBase", "io.BufferedReader", "httpx.Response", "requests.Response"), FILE),
}
ANNOTATED = re.compile(r"^\s*value\s*:\s*(.+?)\s*=", re.M)


class _PythonTerms(Terms):
    plain = Null.FORBIDDEN

    def wrapped(self, term: Wrapped, inner: Described) -> Described:
        nullable = term.wrapper in ("Nullable", "OptionalNullable")
        return replace(inner, null=Null.ALLOWED) if nullable else inner

    def _of_name(self, term: Name, resolve: Resolve) -> Described:
        if term.name.endswith("IO") or "IO" in term.name.split("."):
            return FILE
        return super()._of_name(term, resolve)


TERMS = _PythonTerms(NAMES)


def parse(text: str) -> Term:
    """Read a type cell; raises `UnparsedType`."""
    return parse_python_type(text)


def described(term: Term, resolve: Resolve) -> Described:
    """The facts of a type; raises `UnparsedType` for a name that is none."""
    return TERMS.described(term, resolve)


def wire_name(name: str) -> str:
    """A field's name on the wire: as it stands, reserved words aside."""
    return unreserved(name)


def member_type(code: str) -> str | None:
    """The annotation in `value: models.X = …`."""
    found = ANNOTATED.search(code)
    return found[1] if found else None
