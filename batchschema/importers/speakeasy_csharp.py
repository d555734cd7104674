"""Speakeasy's C# pages: keys in PascalCase, and nothing about null in any type."""

from __future__ import annotations

from collections.abc import Mapping

from batchschema.importers.described import Described
from batchschema.importers.generic_types import Role, parse_generic_type
from batchschema.importers.speakeasy_terms import OPAQUE, Resolve, Terms
from batchschema.importers.type_terms import Term
from batchschema.importers.wire_names import snake_case

NOTATION = "speakeasy-csharp"
CASING = "pascal"
QUALIFIES = False
LOWERS_LINKS = False
WRAPS_OPTIONAL = False
FENCES: tuple[str, ...] = ()
ROLES: Mapping[str, Role] = {"List": "list", "Dictionary": "map"}
NAMES = {
    **dict.fromkeys(("string", "String"), Described(("string",))),
    "bool": Described(("boolean",)),
    **dict.fromkeys(("int", "long"), Described(("integer",))),
    **dict.fromkeys(("float", "double"), Described(("number",))),
    "DateTime": Described(("string",), format="date-time"),
    "LocalDate": Described(("string",), format="date"),
    # either may be a number or a text with one, which is not said
    "BigInteger": Described(("integer", "string")),
    "decimal": Described(("number", "string")),
    **dict.fromkeys(("object", "HttpRequestMessage", "HttpResponseMessage"), OPAQUE),
}
TERMS = Terms(NAMES)


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
