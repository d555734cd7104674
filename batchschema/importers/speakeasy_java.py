"""Speakeasy's Java pages: `JsonNullable` allows null, a plain type forbids it, `Optional` does not say.

Lists, maps and dates have no wrapper whether they may be null or not, and neither have the items of a list.
The pages of the first generators have no wrapper at all, and write numbers and booleans as objects: there, a
plain type says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from batchschema.core import Null
from batchschema.importers.described import Described
from batchschema.importers.generic_types import Role, parse_generic_type
from batchschema.importers.speakeasy_terms import OPAQUE, Resolve, Terms
from batchschema.importers.type_terms import ListOf, MapOf, Term, Wrapped
from batchschema.importers.wire_names import snake_case

NOTATION = "speakeasy-java"
CASING = "camel"
QUALIFIES = False
LOWERS_LINKS = False
WRAPS_OPTIONAL = True
FENCES: tuple[str, ...] = ()
NO = Null.FORBIDDEN
ROLES: Mapping[str, Role] = {
    "Optional": "wrapper",
    "JsonNullable": "wrapper",
    "List": "list",
    "Map": "map",
    "HttpResponse": "name",
}
NAMES = {
    "String": Described(("string",), null=NO),
    "boolean": Described(("boolean",), null=NO),
    "Boolean": Described(("boolean",)),
    **dict.fromkeys(("int", "long"), Described(("integer",), null=NO)),
    **dict.fromkeys(("Integer", "Long"), Described(("integer",))),
    **dict.fromkeys(("float", "double"), Described(("number",), null=NO)),
    **dict.fromkeys(("Float", "Double"), Described(("number",))),
    # either may be a number or a text with one, which is not said
    "BigInteger": Described(("integer", "string")),
    "BigDecimal": Described(("number", "string")),
    "OffsetDateTime": Described(("string",), format="date-time"),
    "LocalDate": Described(("string",), format="date"),
    **dict.fromkeys(("Object", "HttpResponse", "InputStream", "Blob"), OPAQUE),
}


class _JavaTerms(Terms):
    plain = Null.FORBIDDEN

    def wrapped(self, term: Wrapped, inner: Described) -> Described:
        return replace(inner, null=Null.ALLOWED if term.wrapper == "JsonNullable" else Null.UNSTATED)

    def _of(self, term: Term, resolve: Resolve) -> Described:
        node = super()._of(term, resolve)
        if isinstance(term, ListOf):
            return replace(node, items=_unsaid(node.items))
        return replace(node, values_of=_unsaid(node.values_of)) if isinstance(term, MapOf) else node


def _unsaid(node: Described | None) -> Described | None:
    return replace(node, null=Null.UNSTATED) if node is not None else None


TERMS = _JavaTerms(NAMES)


def parse(text: str) -> Term:
    """Read a type cell; raises `UnparsedType`."""
    return parse_generic_type(text, ROLES)


def described(term: Term, resolve: Resolve) -> Described:
    """The facts of a type; raises `UnparsedType` for a name that is none."""
    return TERMS.described(term, resolve)


def wire_name(name: str) -> str:
    """A field's name on the wire: snake_case."""
    return snake_case(name)


def member_type(code: str) -> str | None:
    """None: how the code of a union's member tells its type is not known."""
    return None
