"""From a type as Speakeasy's pages write it to facts: what every language's terms have in common."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace

from batchschema.core import Null, Presence
from batchschema.importers.described import Described, both, either, is_silent
from batchschema.importers.type_terms import (
    AllOf,
    Constant,
    Inline,
    ListOf,
    MapOf,
    Name,
    OneOf,
    Term,
    UnparsedType,
    Wrapped,
)

Resolve = Callable[[str, str | None], Described]
"""Describes the page of a model by its name and, where there is one, its link."""
OPAQUE = Described()
FOLDERS = frozenset(
    [
        "apierrors",
        "callbacks",
        "components",
        "errors",
        "models",
        "operations",
        "sdkerrors",
        "shared",
        "utils",
        "webhooks",
    ]
)
"""The packages that models live in; a name after one of them is a model with a page of its own."""
KINDS: Mapping[type, str] = {str: "string", bool: "boolean", int: "integer", float: "number"}


class Terms:
    """Describes the terms of one language."""

    def __init__(self, names: Mapping[str, Described], *, kinds: Mapping[type, str] = KINDS) -> None:
        self._names, self._kinds = names, kinds

    def described(self, term: Term, resolve: Resolve) -> Described:
        """The facts of a type, null aside; raises `UnparsedType` for a name that is none."""
        node = self._of(term, resolve)
        return replace(node, written=term.text)

    def _of(self, term: Term, resolve: Resolve) -> Described:
        match term:
            case Name():
                return self._of_name(term, resolve)
            case Wrapped(inner=inner):
                return self.wrapped(term, self.described(inner, resolve))
            case ListOf(item=item):
                return self._list(item, resolve)
            case MapOf(value=value):
                return Described(("object",), values_of=self.described(value, resolve))
            case Constant(value=None):
                return Described((), null=Null.ALLOWED)
            case Constant(value=value):
                return Described(
                    (self._kinds[type(value)],), values=(value,), openness="closed", null=self.plain
                )
            case OneOf(members=members):
                return self._union([self.described(member, resolve) for member in members], members)
            case AllOf(members=members):
                return functools.reduce(both, [self.described(member, resolve) for member in members])
            case Inline(fields=fields):
                return self._inline(fields, resolve)
        raise UnparsedType(term.text, 0, "a type")

    def _list(self, item: Term, resolve: Resolve) -> Described:
        if isinstance(item, Name) and item.name == "byte":
            return OPAQUE  # a file, or a text in base64
        return Described(("array",), items=self.described(item, resolve))

    plain = Null.UNSTATED
    """What a type without any wrapper says about null."""

    def wrapped(self, term: Wrapped, inner: Described) -> Described:
        """What a wrapper adds."""
        return inner

    def _of_name(self, term: Name, resolve: Resolve) -> Described:
        if term.name in self._names:
            return self._names[term.name]
        folder = term.name.rpartition(".")[0].rpartition(".")[2]
        linked = term.target is not None and ("." not in term.name or term.target.endswith(".md"))
        if folder.lower() in FOLDERS or linked:
            return self._referred(resolve(term.name, term.target))
        raise UnparsedType(term.text, 0, f"a known type instead of `{term.name}`")

    def _referred(self, page: Described) -> Described:
        """A model's page; null is stated where it is referred to, unless the model is a union with null."""
        if is_silent(page) or (page.null is Null.ALLOWED and not page.by_example):
            return page
        return replace(page, null=self.plain, by_example=False)

    def _union(self, members: list[Described], terms: tuple[Term, ...]) -> Described:
        beyond = [term for term in terms if isinstance(term, Name) and term.name.startswith("Unrecognized")]
        if not beyond:
            return either(members)
        known = either([member for member, term in zip(members, terms, strict=True) if term not in beyond])
        return replace(known, openness="open" if known.values else None)

    def _inline(self, fields: tuple[tuple[str, Term, bool], ...], resolve: Resolve) -> Described:
        properties = {
            name: replace(
                self.described(inner, resolve), presence=Presence.OPTIONAL if optional else Presence.REQUIRED
            )
            for name, inner, optional in fields
        }
        return Described(("object",), properties=properties)
