"""Speakeasy's Ruby pages: `T.nilable` is optional or nullable, and does not say which.

The newer ones write `Crystalline::Nilable` for it, and so on.
"""

from __future__ import annotations

from batchschema.importers.described import Described
from batchschema.importers.ruby_types import parse_ruby_type
from batchschema.importers.speakeasy_terms import OPAQUE, Resolve, Terms
from batchschema.importers.type_terms import Term

NOTATION = "speakeasy-ruby"
CASING = "snake"
QUALIFIES = True
LOWERS_LINKS = True
WRAPS_OPTIONAL = False
FENCES: tuple[str, ...] = ()
NAMES = {
    "String": Described(("string",)),
    **dict.fromkeys(("T.Boolean", "Crystalline.Boolean"), Described(("boolean",))),
    "Integer": Described(("integer",)),
    "Float": Described(("number",)),
    # either stands for a date as well as for a date-time
    **dict.fromkeys(("Date", "DateTime"), Described(("string",))),
    **dict.fromkeys(("Object", "Faraday.Response"), OPAQUE),
}
TERMS = Terms(NAMES)


def parse(text: str) -> Term:
    """Read a type cell; raises `UnparsedType`."""
    return parse_ruby_type(text)


def described(term: Term, resolve: Resolve) -> Described:
    """The facts of a type; raises `UnparsedType` for a name that is none."""
    return TERMS.described(term, resolve)


def wire_name(name: str) -> str:
    """A field's name on the wire: as it stands."""
    return name


def member_type(code: str) -> str | None:
    """None: how the code of a union's member tells its type is not known."""
    return None
