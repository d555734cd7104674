"""From a type of TypeScript, as its syntax tree, to facts."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from batchschema.core import Null, Presence, UnusableSchema
from batchschema.importers.canonical import MOST_PLACES
from batchschema.importers.described import Described, both, either
from batchschema.importers.type_terms import number_of
from batchschema.importers.typescript_modules import CONSTANT, Module, Undeclared
from batchschema.importers.typescript_text import string_of, text_of
from batchschema.importers.typescript_utilities import inside, made_by

if TYPE_CHECKING:
    from tree_sitter import Node

NO = Null.FORBIDDEN
NOTHING = Described((), null=NO)
ABSENT = replace(NOTHING, presence=Presence.OPTIONAL)
"""`undefined`, which in JSON is a field that is not there."""
TEXT = Described(("string",), null=NO)
PREDEFINED: Mapping[str, Described] = {
    "string": TEXT,
    "number": Described(("number",), null=NO),
    "boolean": Described(("boolean",), null=NO),
    "object": Described(("object",), null=NO, values_of=Described()),
    **dict.fromkeys(("any", "unknown"), Described(null=Null.ALLOWED)),
    **dict.fromkeys(("void", "undefined"), ABSENT),
    "never": NOTHING,
}
NULL = Described((), null=Null.ALLOWED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a type is written: its names are looked up from there."""

    module: Module
    scope: tuple[str, ...]
    bound: Mapping[str, Described] = field(default_factory=dict)
    """What the type parameters stand for."""


class Declarations(Protocol):
    """What types refer to, and where doubts go."""

    def named(self, name: str, arguments: Sequence[Described], place: Place) -> Described:
        """What a name means at a place. Raises `Undeclared`."""

    def object(self, body: Node, place: Place) -> Described:
        """What is between braces."""

    def unparsed(self, node: Node, place: Place, expected: str) -> Described:
        """Leave a place open whose type cannot be read."""

    def doubt(self, rule: str, text: str, node: Node, module: Module) -> None:
        """Note one."""


class Types:
    """Describes types."""

    def __init__(self, declarations: Declarations) -> None:
        self._declarations = declarations
        self._places = 0

    def of(self, node: Node, place: Place) -> Described:
        """The facts of a type, with its text; presence is optional where it admits `undefined`."""
        self._places += 1
        if self._places > MOST_PLACES:
            reason = f"unfolds to more than {MOST_PLACES:,} places; name a smaller root"
            raise UnusableSchema(place.module.path, reason)
        return replace(self._of(node, place), written=text_of(node))

    def of_enum(self, node: Node, place: Place) -> Described:
        """The values of an enum; open where a name has none of its own."""
        body = node.child_by_field_name("body")
        members = [part for part in body.named_children if part.type != "comment"] if body is not None else []
        values = [part.child_by_field_name("value") for part in members if part.type == "enum_assignment"]
        literals = [self._literal(value, place) for value in values if value is not None]
        if not literals or len(literals) != len(members):
            return self._declarations.unparsed(node, place, "a value for each name of an enum")
        return either(literals)

    def of_parents(self, node: Node, place: Place) -> list[Described]:
        """What an interface or a class extends."""
        out = []
        for part in node.named_children:
            if part.type == "extends_type_clause":
                out += [self.of(parent, place) for parent in part.named_children]
            for clause in part.named_children if part.type == "class_heritage" else ():
                value = clause.child_by_field_name("value") if clause.type == "extends_clause" else None
                given = clause.child_by_field_name("type_arguments")
                arguments = [self.of(each, place) for each in given.named_children] if given else []
                if value is not None:
                    out.append(self._named(value, text_of(value), arguments, place))
        return out

    def _of(self, node: Node, place: Place) -> Described:
        parts = [part for part in node.named_children if part.type != "comment"]
        match node.type:
            case "predefined_type" if text_of(node) in PREDEFINED:
                return PREDEFINED[text_of(node)]
            case "object_type":
                return self._declarations.object(node, place)
            case "type_identifier" | "nested_type_identifier":
                return self._named(node, text_of(node), [], place)
            case "type_query" if parts:
                return self._named(node, text_of(parts[0]) + CONSTANT, [], place)
            case "generic_type" if len(parts) == 2:
                arguments = [self.of(part, place) for part in parts[1].named_children]
                return self._named(node, text_of(parts[0]), arguments, place)
            case "literal_type" if parts:
                return self._literal(parts[0], place)
            case _:
                return self._made_of(node, parts, place)

    def _made_of(self, node: Node, parts: list[Node], place: Place) -> Described:
        """A type that is put together from others."""
        match node.type:
            case "parenthesized_type" | "readonly_type" if parts:
                return self.of(parts[0], place)
            case "union_type" if parts:
                return _union([self.of(part, place) for part in parts])
            case "intersection_type" if parts:
                return functools.reduce(both, [self.of(part, place) for part in parts])
            case "array_type" if parts:
                return Described(("array",), null=NO, items=inside(self.of(parts[0], place)))
            case "tuple_type" if parts:
                return self._tuple(node, parts, place)
            case "lookup_type" if len(parts) == 2:
                return self._lookup(node, parts, place)
            case "conditional_type" if len(parts) == 4:
                return self._conditional(node, parts, place)
            case "template_literal_type":
                text = "a template of text has no place in a canonical schema; any text is let through"
                self._declarations.doubt("keyword-outside-vocabulary", text, node, place.module)
                return TEXT
        return self._declarations.unparsed(node, place, "a type of data")

    def _literal(self, node: Node, place: Place) -> Described:
        match node.type:
            case "null":
                return NULL
            case "undefined":
                return ABSENT
            case "string":
                return Described(("string",), null=NO, values=(string_of(node),), openness="closed")
            case "true" | "false":
                return Described(("boolean",), null=NO, values=(node.type == "true",), openness="closed")
        number = number_of(text_of(node).replace(" ", ""))
        if number is None:
            return self._declarations.unparsed(node, place, "a literal")
        return Described(("number",), null=NO, values=(number,), openness="closed")

    def _tuple(self, node: Node, parts: list[Node], place: Place) -> Described:
        text = "positions of a tuple have no place in a canonical schema; each item may be any of them"
        self._declarations.doubt("keyword-outside-vocabulary", text, node, place.module)
        plain = [part.named_children[0] if part.type == "optional_type" else part for part in parts]
        items = either([inside(self.of(part, place)) for part in plain])
        return Described(("array",), null=NO, items=items)

    def _named(self, node: Node, name: str, arguments: list[Described], place: Place) -> Described:
        if name in place.bound and not arguments:
            return place.bound[name]
        try:
            return self._declarations.named(name, arguments, place)
        except Undeclared as why:
            if (made := made_by(name, arguments)) is not None:
                return made
            self._declarations.doubt("unresolvable-reference", f"{why}; left open", node, place.module)
            return Described()

    def _conditional(self, node: Node, parts: list[Node], place: Place) -> Described:
        """`A extends B ? C : D`, where the JSON types of A and B tell which."""
        given, wanted = self.of(parts[0], place), self.of(parts[1], place)
        if given.types and wanted.types and not (wanted.values or wanted.properties):
            if {*given.types} <= {*wanted.types}:
                return self.of(parts[2], place)
            if not {*given.types} & {*wanted.types}:
                return self.of(parts[3], place)
        return self._declarations.unparsed(node, place, "a condition on plain types")

    def _lookup(self, node: Node, parts: list[Node], place: Place) -> Described:
        """`X["a"]`, and `X[keyof X]` for the values of all of X's fields."""
        owner, index = self.of(parts[0], place), parts[1]
        every = index.type == "index_type_query"
        names = tuple(owner.properties) if every else self.of(index, place).values or ()
        found = [owner.properties[str(name)] for name in names if str(name) in owner.properties]
        if not found or len(found) != len(names):
            return self._declarations.unparsed(node, place, "fields that are declared")
        return _union([replace(part, deprecated=False, prose="") for part in found])


def _union(members: list[Described]) -> Described:
    absent = any(member.presence is Presence.OPTIONAL for member in members)
    return replace(either(members), presence=Presence.OPTIONAL if absent else Presence.UNSTATED)
