"""TypeScript declarations, as the `.d.ts` files of SDKs have them: all is stated but which number is whole.

Null is where a type says so, as under strict null checks. A field whose type has `undefined` may be absent:
JSON has no such value. What is no data (methods, calls) is passed over.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from batchschema.core import Null, Pointer, Presence, UnusableSchema
from batchschema.core.instance import Passage
from batchschema.importers.described import Described, rewritten
from batchschema.importers.document import Text
from batchschema.importers.doubt import Doubt, UnknownRoot, UnreadableDocument, excerpt
from batchschema.importers.imported import Imported
from batchschema.importers.prose import limited, timed
from batchschema.importers.typescript_facts import Place, Types
from batchschema.importers.typescript_modules import Declared, Module, Modules, Undeclared
from batchschema.importers.typescript_text import doc_of, flaws, line_of, prose_of, string_of, text_of
from batchschema.importers.typescript_utilities import inside

if TYPE_CHECKING:
    from tree_sitter import Node

NOTATION = "typescript-declarations"
NO_DATA = (
    "comment", "method_signature", "call_signature", "construct_signature", "abstract_method_signature",
    "method_definition", "class_static_block",
)  # fmt: skip
MODIFIERS = ("accessibility_modifier", "static")
FIELDS = ("property_signature", "public_field_definition")
ANYTHING = Described(null=Null.ALLOWED)
BARE = Described(("object",), null=Null.FORBIDDEN, values_of=Described())
"""An interface without a field: any object."""


def import_declarations(text: Text, root: str | None) -> Imported:
    """Read the interface or type that `root` names; without it, the only object that the file declares.

    Raises `UnreadableDocument`, `UnknownRoot` and `UnusableSchema`.
    """
    modules = Modules()
    found = _found(modules, modules.parsed(text.source, text.decoded()), root)
    reading = _Declarations(modules)
    described = reading.declared(found, [])
    node = rewritten(described, functools.partial(_sound, reading.doubts, text.source))
    title = found[0].name
    if not node.properties:
        reason = f"`{title}` is no object with named fields, so it can be no batch job"
        raise UnusableSchema(text.source, reason)
    return Imported(text.source, title, NOTATION, node, text.sha256, tuple(reading.doubts))


def declared_fields(text: Text) -> dict[str, frozenset[str]]:
    """By object that a file declares the names of its own fields. Raises `UnreadableDocument`."""
    objects = Modules().parsed(text.source, text.decoded()).objects
    return {name: frozenset(filter(None, map(_key, body.named_children))) for name, body in objects.items()}


def _found(modules: Modules, module: Module, root: str | None) -> list[Declared]:
    known = module.names
    outer = [name for name in module.objects if "." not in name]
    if root is None and len(outer) == 1:
        root = outer[0]
    try:
        if root is not None:
            return modules.exported(root.strip("/").replace("/", "."), module)
    except Undeclared:
        pass
    if known:
        raise UnknownRoot(module.path, root, known)
    line = module.first_flaw()
    more = "; from here on it is no TypeScript" if line is not None else ""
    raise UnreadableDocument(module.path, f"declares no object: no interface and no type{more}", line)


def _sound(doubts: list[Doubt], source: str, pointer: Pointer, node: Described) -> Described:
    """A place that can have some value; one that no value satisfies is left open."""
    if not pointer or node.null is not Null.FORBIDDEN or (node.types != () and node.values != ()):
        return node
    text = "accepts no value at all; left open"
    doubts.append(Doubt("unsatisfiable-field", text, node.passage or Passage(source), pointer))
    return Described(presence=node.presence, written=node.written, passage=node.passage)


class _Declarations:
    """Describes declarations and what they refer to; a circle is left open."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self.doubts: list[Doubt] = []
        self.types = Types(self)
        self._under_way: list[tuple[str, str]] = []

    def named(self, name: str, arguments: Sequence[Described], place: Place) -> Described:
        """What a name means at a place. Raises `Undeclared`."""
        return self.declared(self.modules.found(name, place.scope, place.module), arguments)

    def declared(self, found: Sequence[Declared], arguments: Sequence[Described]) -> Described:
        """The parts of one declaration, put together."""
        first = found[0]
        key = (first.module.path, first.name)
        if key in self._under_way:
            text = f"`{first.name}` contains itself; left open there"
            self.doubt("unresolvable-reference", text, first.node, first.module)
            return Described()
        self._under_way.append(key)
        node = functools.reduce(_merged, [self._part(each, arguments) for each in found])
        self._under_way.pop()
        return node

    def _part(self, declared: Declared, arguments: Sequence[Described]) -> Described:
        node = declared.node
        for flaw in flaws(node):
            text = excerpt(text_of(flaw)) + ": not TypeScript; passed over"
            if flaw.is_missing:
                text = f"`{flaw.type}` is missing here"
            self.doubt("unparsed-type-notation", text, flaw, declared.module)
        place = Place(declared.module, declared.scope)
        place = replace(place, bound=self._bound(node, place, arguments))
        value = node.child_by_field_name("value")
        annotation = node.child_by_field_name("type")
        if node.type == "interface_declaration" or _holds_data(node):
            described = self._interface(node, place)
        elif node.type == "type_alias_declaration" and value is not None:
            described = self.types.of(value, place)
        elif node.type == "enum_declaration":
            described = self.types.of_enum(node, place)
        elif node.type == "variable_declarator" and annotation is not None:
            described = self.types.of(annotation.named_children[0], place)
        else:
            return self.unparsed(node, place, "an interface, a type, an enum or a class with fields")
        passage = Passage(place.module.path, line_of(node))
        return limited(replace(described, passage=passage), prose_of(doc_of(node)))

    def _bound(self, node: Node, place: Place, arguments: Sequence[Described]) -> dict[str, Described]:
        """By type parameter its argument, or its default."""
        parameters = node.child_by_field_name("type_parameters")
        out: dict[str, Described] = {}
        for index, part in enumerate(parameters.named_children if parameters is not None else ()):
            name, default = part.child_by_field_name("name"), part.child_by_field_name("value")
            if name is None:
                continue
            if index < len(arguments):
                out[text_of(name)] = arguments[index]
            else:
                given = default.named_children if default is not None else []
                out[text_of(name)] = self.types.of(given[0], place) if given else ANYTHING
        return out

    def _interface(self, node: Node, place: Place) -> Described:
        body = node.child_by_field_name("body")
        parents = self.types.of_parents(node, place)
        own = self.object(body, place) if body is not None else BARE
        return functools.reduce(_merged, [*parents, own if own.types else BARE])

    def object(self, body: Node, place: Place) -> Described:
        """What is between braces; between empty ones anything but null."""
        properties: dict[str, Described] = {}
        values_of: Described | None = None
        for part in _data_in(body):
            if part.type == "index_signature":
                values_of = self._index(part, place)
            elif part.type not in FIELDS:
                self.unparsed(part, place, "a field")
            elif (name := _key(part)) is not None:
                properties[name] = self._field(part, name, place)
        if not properties and values_of is None:
            return Described(null=Null.FORBIDDEN)
        return Described(("object",), null=Null.FORBIDDEN, properties=properties, values_of=values_of)

    def _field(self, part: Node, name: str, place: Place) -> Described:
        annotation = part.child_by_field_name("type")
        node = self.types.of(annotation.named_children[0], place) if annotation is not None else ANYTHING
        optional = node.presence is Presence.OPTIONAL or any(child.type == "?" for child in part.children)
        doc = doc_of(part)
        node = replace(
            node,
            presence=Presence.OPTIONAL if optional else Presence.REQUIRED,
            deprecated="@deprecated" in doc,
            passage=Passage(place.module.path, line_of(part)),
            prose=prose_of(doc),
        )
        return timed(limited(node, node.prose), name)

    def _index(self, part: Node, place: Place) -> Described:
        annotation = part.child_by_field_name("type")
        if annotation is None or part.child_by_field_name("index_type") is None:
            return self.unparsed(part, place, "`[key: string]: type`")
        return inside(self.types.of(annotation.named_children[0], place))

    def unparsed(self, node: Node, place: Place, expected: str) -> Described:
        """Leave a place open whose type cannot be read."""
        text = f"{excerpt(text_of(node))}: {expected} expected"
        self.doubt("unparsed-type-notation", text, node, place.module)
        return Described()

    def doubt(self, rule: str, text: str, node: Node, module: Module) -> None:
        """Note one; the same is not noted twice."""
        doubt = Doubt(rule, text, Passage(module.path, line_of(node)))
        if doubt not in self.doubts:
            self.doubts.append(doubt)


def _holds_data(node: Node) -> bool:
    """Whether a declaration is a class of which anybody may read a field."""
    body = node.child_by_field_name("body")
    return body is not None and body.type == "class_body" and any(_data_in(body))


def _data_in(body: Node) -> Iterator[Node]:
    """The fields between braces, and what may be one; no method, and nothing that a class keeps to itself."""
    for part in body.named_children:
        marks = {text_of(child) for child in part.children if child.type in MODIFIERS}
        own = any(child.type == "private_property_identifier" for child in part.children)
        if not (part.is_error or part.type in NO_DATA or own or marks & {"private", "protected", "static"}):
            yield part


def _key(part: Node) -> str | None:
    """A field's name; None for a symbol's, which no JSON has."""
    key = part.child_by_field_name("name")
    if key is not None and key.type == "computed_property_name":
        key = next((inner for inner in key.named_children if inner.type == "string"), None)
    if key is None:
        return None
    return string_of(key) if key.type == "string" else text_of(key)


def _merged(one: Described, other: Described) -> Described:
    """An object with the fields of both, those of the second first in question."""
    properties = {**one.properties, **other.properties}
    values_of = other.values_of if other.values_of not in (None, BARE.values_of) else one.values_of
    if not properties:
        values_of = values_of or other.values_of
    elif values_of == BARE.values_of:
        values_of = None
    return replace(other, types=("object",), properties=properties, values_of=values_of)
