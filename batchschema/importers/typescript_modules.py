"""The modules of TypeScript declarations: what each declares, what it imports, and where that is on disk."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from batchschema.importers.document import read_text
from batchschema.importers.doubt import UnreadableDocument
from batchschema.importers.typescript_text import flaws, line_of, string_of, text_of

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

HOW_TO_PARSE = "pip install 'batchschema[typescript]'"
SUFFIXES = (".ts", ".mts", ".cts")
COMPILED = re.compile(r"(?:\.d)?\.[mc]?[jt]s\Z")
BESIDE = (".d.ts", ".d.mts", ".d.cts", ".ts", ".mts", "/index.d.ts", "/index.ts")
DECLARING = (
    "interface_declaration", "type_alias_declaration", "enum_declaration", "class_declaration",
    "abstract_class_declaration",
)  # fmt: skip
WHOLE = "*"
CONSTANT = " constant"
"""What follows the name of a constant, for a type may have the same name."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One declaration of a name; interfaces may be declared in several parts."""

    name: str
    """With the namespaces that it is in: `Batch.Errors`."""
    node: Node
    module: Module

    @property
    def scope(self) -> tuple[str, ...]:
        """The namespaces from which its own names are looked up, itself among them."""
        return tuple(self.name.split("."))[:-1]


@dataclass(frozen=True, slots=True)
class Alias:
    """What a name stands for: another of the same module, or one of the module `source`."""

    name: str
    """`*` for the whole module."""
    source: str | None = None
    exported: bool = False


@dataclass(slots=True)
class Module:
    """One file."""

    path: str
    root: Node
    declared: dict[str, list[Declared]] = field(default_factory=dict)
    aliases: dict[str, Alias] = field(default_factory=dict)
    handed_on: list[str] = field(default_factory=list)
    """The modules of which all names are exported from here as well."""

    @property
    def names(self) -> list[str]:
        """What may be asked for: objects, and what is handed on by its name."""
        handed_on = [name for name, alias in self.aliases.items() if alias.exported]
        return [*dict.fromkeys([*self.objects, *handed_on])]

    @property
    def objects(self) -> Mapping[str, Node]:
        """By name the bodies of what is declared as an object."""
        bodies = {name: body_of(found[0].node) for name, found in self.declared.items()}
        return {name: body for name, body in bodies.items() if body is not None}

    def first_flaw(self) -> int | None:
        """The first line that is no TypeScript."""
        return next((line_of(node) for node in flaws(self.root)), None)


class Undeclared(LookupError):
    """A name that no module which can be read declares; the message says why."""


class Modules:
    """Reads modules, each once and only when a name of it is asked for."""

    def __init__(self) -> None:
        self._read: dict[str, Module] = {}
        self._parser: Parser | None = None

    def parsed(self, path: str, text: str) -> Module:
        """Take in a module whose text is known. Raises `UnreadableDocument` without the parser."""
        if self._parser is None:
            self._parser = _parser(path)
        module = Module(path, self._parser.parse(text.encode()).root_node)
        self._read[os.path.abspath(path)] = module
        _take_in(module, module.root, ())
        return module

    def found(self, name: str, scope: tuple[str, ...], module: Module) -> list[Declared]:
        """What a name means there, the innermost namespace first. Raises `Undeclared`."""
        return self._found(name, scope, module, set())

    def exported(self, name: str, module: Module) -> list[Declared]:
        """What a name means to those who import it from a module. Raises `Undeclared`."""
        return self._exported(name, module, set())

    def _exported(self, name: str, module: Module, seen: set[tuple[str, str]]) -> list[Declared]:
        """The module's own names, then those that it hands on, which are no names inside of it."""
        try:
            return self._found(name, (), module, seen)
        except Undeclared as error:
            reason = str(error)
        for source in module.handed_on:
            other = self._opened(source, module)
            if (other.path, name) not in seen:
                with contextlib.suppress(Undeclared):
                    return self._exported(name, other, seen)
        raise Undeclared(reason)

    def _found(
        self, name: str, scope: tuple[str, ...], module: Module, seen: set[tuple[str, str]]
    ) -> list[Declared]:
        reason = f"`{name}` is declared nowhere in {os.path.basename(module.path)}"
        for depth in range(len(scope), -1, -1):
            full = ".".join([*scope[:depth], name])
            if (module.path, full) in seen:
                continue
            seen.add((module.path, full))
            if full in module.declared:
                return module.declared[full]
            try:
                return self._through_alias(full, module, seen)
            except Undeclared as error:
                reason = str(error) or reason
        raise Undeclared(reason)

    def _through_alias(self, full: str, module: Module, seen: set[tuple[str, str]]) -> list[Declared]:
        parts = full.split(".")
        for count in range(len(parts), 0, -1):
            alias = module.aliases.get(".".join(parts[:count]))
            if alias is None:
                continue
            rest = parts[count:] if alias.name == WHOLE else [alias.name, *parts[count:]]
            if alias.source is None:
                return self._found(".".join(rest), tuple(parts[: count - 1]), module, seen)
            return self._exported(".".join(rest), self._opened(alias.source, module), seen)
        raise Undeclared

    def _opened(self, specifier: str, module: Module) -> Module:
        for path in places_of(specifier, module.path):
            if (known := self._read.get(os.path.abspath(path))) is not None:
                return known
            if os.path.isfile(path):
                try:
                    return self.parsed(path, read_text(path).decoded())
                except UnreadableDocument as error:
                    raise Undeclared(f"the module {specifier!r} {error.reason}") from error
        raise Undeclared(f"the module {specifier!r} is not there")


def places_of(specifier: str, path: str) -> Iterator[str]:
    """Where the module that is imported under a name by the one at `path` may be.

    None for the module of another package: only what is beside the document is read.
    """
    base: str | None = os.path.join(os.path.dirname(path), specifier)
    if not specifier.startswith("."):
        base = _in_own_package(specifier, path)
    if base is not None:
        bare = COMPILED.sub("", os.path.normpath(base))
        yield from (bare + suffix for suffix in BESIDE)


def _in_own_package(specifier: str, path: str) -> str | None:
    """The place of a module that a package imports from itself by its own name."""
    folder = os.path.dirname(os.path.abspath(path))
    while folder != os.path.dirname(folder):
        try:
            with open(os.path.join(folder, "package.json"), encoding="utf-8") as file:
                about = json.load(file)
        except (OSError, ValueError):
            about = None
        name = about.get("name") if isinstance(about, dict) else None
        if isinstance(name, str):
            inside = specifier == name or specifier.startswith(f"{name}/")
            return os.path.join(folder, specifier[len(name) :].strip("/")) if inside else None
        folder = os.path.dirname(folder)
    return None


def _parser(path: str) -> Parser:
    try:
        import tree_sitter_typescript
        from tree_sitter import Language, Parser
    except ImportError as error:
        raise UnreadableDocument(path, f"is TypeScript, whose parser is an extra: {HOW_TO_PARSE}") from error
    return Parser(Language(tree_sitter_typescript.language_typescript()))


def _take_in(module: Module, block: Node, scope: tuple[str, ...]) -> None:
    """Note what the statements of a module, or of a namespace in it, declare."""
    for statement in block.named_children:
        if statement.type == "import_statement":
            _take_import(module, statement)
        elif statement.type == "export_statement":
            _take_export(module, statement, scope)
        else:
            _take_declaration(module, statement, scope)


def _take_declaration(module: Module, node: Node, scope: tuple[str, ...]) -> None:
    if node.type in ("ambient_declaration", "expression_statement", "lexical_declaration"):
        for part in node.named_children:
            if part.type == "statement_block":  # declare global { … }
                _take_in(module, part, scope)
            else:
                _take_declaration(module, part, scope)
    elif node.type in ("internal_module", "module"):
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        inner = () if name is None or name.type == "string" else tuple(text_of(name).split("."))
        if body is not None:
            _take_in(module, body, (*scope, *inner))
    elif node.type in DECLARING or node.type == "variable_declarator":
        name = node.child_by_field_name("name")
        if name is not None:
            kind = CONSTANT if node.type == "variable_declarator" else ""
            full = ".".join([*scope, text_of(name) + kind])
            module.declared.setdefault(full, []).append(Declared(full, node, module))


def _take_import(module: Module, statement: Node) -> None:
    source = _source_of(statement)
    if source is None:
        return
    for clause in statement.named_children:
        for part in clause.named_children if clause.type == "import_clause" else ():
            if part.type == "identifier":
                module.aliases[text_of(part)] = Alias("default", source)
            elif part.type == "namespace_import":
                module.aliases[text_of(part.named_children[0])] = Alias(WHOLE, source)
            else:
                _take_names(module, part, (), source)


def _take_export(module: Module, statement: Node, scope: tuple[str, ...]) -> None:
    source = _source_of(statement)
    declaration = statement.child_by_field_name("declaration")
    if declaration is not None:
        _take_declaration(module, declaration, scope)
        name = declaration.child_by_field_name("name")
        if any(part.type == "default" for part in statement.children) and name is not None:
            module.aliases["default"] = Alias(text_of(name))
        return
    for part in statement.named_children:
        if part.type == "export_clause":
            _take_names(module, part, scope, source)
        elif part.type == "namespace_export" and source is not None:
            module.aliases[text_of(part.named_children[0])] = Alias(WHOLE, source)
    if source is not None and any(part.type == "*" for part in statement.children):
        module.handed_on.append(source)


def _take_names(module: Module, clause: Node, scope: tuple[str, ...], source: str | None) -> None:
    """`{ A, type B as C }` of an import or an export."""
    for part in clause.named_children:
        name = part.child_by_field_name("name")
        known = part.child_by_field_name("alias") or name
        if name is not None and known is not None:
            full = ".".join([*scope, text_of(known)])
            exported = clause.type == "export_clause"
            module.aliases.setdefault(full, Alias(text_of(name), source, exported))


def _source_of(statement: Node) -> str | None:
    source = statement.child_by_field_name("source")
    return string_of(source) if source is not None else None


def body_of(node: Node) -> Node | None:
    """The braces of an interface, or of an alias that is written out as an object."""
    if node.type == "interface_declaration":
        return node.child_by_field_name("body")
    value = node.child_by_field_name("value") if node.type == "type_alias_declaration" else None
    return value if value is not None and value.type == "object_type" else None
