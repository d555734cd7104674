"""Speakeasy's PHP pages: a `?` is optional or nullable, and does not say which."""

from __future__ import annotations

from batchschema.importers.described import Described
from batchschema.importers.php_types import parse_php_type
from batchschema.importers.speakeasy_terms import OPAQUE, Resolve, Terms
from batchschema.importers.type_terms import Term
from batchschema.importers.wire_names import snake_case

NOTATION = "speakeasy-php"
CASING = "camel"
QUALIFIES = True
LOWERS_LINKS = False
WRAPS_OPTIONAL = False
FENCES: tuple[str, ...] = ()
NAMES = {
    "string": Described(("string",)),
    "bool": Described(("boolean",)),
    "int": Described(("integer",)),
    "float": Described(("number",)),
    "DateTime": Described(("string",), format="date-time"),
    "LocalDate": Described(("string",), format="date"),
    # either may be a number or a text with one, which is not said
    "Brick.Math.BigInteger": Described(("integer", "string")),
    "Brick.Math.BigDecimal": Described(("number", "string")),
    **dict.fromkeys(("mixed", "Psr.Http.Message.ResponseInterface"), OPAQUE),
}
TERMS = Terms(NAMES)


def parse(text: str) -> Term:
    """Read a type cell; raises `UnparsedType`."""
    return parse_php_type(text)


def described(term: Term, resolve: Resolve) -> Described:
    """The facts of a type; raises `UnparsedType` for a name that is none."""
    return TERMS.described(term, resolve)


def wire_name(name: str) -> str:
    """A field's name on the wire: snake_case."""
    return snake_case(name)


def member_type(code: str) -> str | None:
    """None: how the code of a union's member tells its type is not known."""
    return None
